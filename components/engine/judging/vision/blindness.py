"""Colors as people see them who lack one kind of cones.

References
----------
.. [1] G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based
   Model for Simulation of Color Vision Deficiency", IEEE Transactions on
   Visualization and Computer Graphics 15(6), 2009. doi:10.1109/TVCG.2009.113
   (matrices of severity 1.0, applied to linear RGB)
"""

from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.spaces import linear_from_srgb, srgb_from_linear

Blindness = Literal["protanopia", "deuteranopia", "tritanopia"]
BLINDNESSES: Final = get_args(Blindness)

_MATRICES: Final[dict[Blindness, NDArray[np.float64]]] = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def as_seen(colors: NDArray[np.uint8], kind: Blindness) -> NDArray[np.uint8]:
    """Simulate color blindness [1]_.

    Parameters
    ----------
    colors : ndarray of shape (..., 3), uint8
        sRGB.
    kind : {"protanopia", "deuteranopia", "tritanopia"}
        Which cones are missing: those for long waves (red), medium (green) or
        short (blue).

    Returns
    -------
    ndarray of shape (..., 3), uint8
        sRGB; to people with full color vision these look about as the colors given
        do to the others.

    Examples
    --------
    >>> as_seen(np.array([[255, 0, 0], [0, 0, 0]], np.uint8), "deuteranopia").tolist()
    [[163, 144, 0], [0, 0, 0]]
    """
    light = linear_from_srgb(colors.astype(np.float64)) @ _MATRICES[kind].T
    return np.floor(srgb_from_linear(light) + 0.5).astype(np.uint8)

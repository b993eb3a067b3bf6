"""Colors as people see them who lack one kind of cones.

References
----------
.. [1] G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based
   Model for Simulation of Color Vision Deficiency", IEEE Transactions on
   Visualization and Computer Graphics 15(6), 2009. doi:10.1109/TVCG.2009.113
   (matrices of severity 1.0, applied to linear RGB)
"""

from functools import cache
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.spaces import linear_from_srgb, srgb_from_linear

Blindness = Literal["protanopia", "deuteranopia", "tritanopia"]
BLINDNESSES: Final = get_args(Blindness)

_FILTERS: Final[dict[Blindness, str]] = {
    "protanopia": "protan",
    "deuteranopia": "deutan",
    "tritanopia": "tritan",
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
    light = linear_from_srgb(colors.astype(np.float64)) @ _matrix(kind)
    return np.floor(srgb_from_linear(light) + 0.5).astype(np.uint8)


@cache
def _matrix(kind: Blindness) -> NDArray[np.float64]:
    """Return what red, green and blue light become, a row each; ColorAide has it."""
    # Not above: it takes a third of a second, and no first picture needs it.
    from coloraide import Color

    primaries = (Color("srgb-linear", light) for light in np.eye(3).tolist())
    seen = [
        light.filter(_FILTERS[kind], 1, method="machado", space="srgb-linear")
        for light in primaries
    ]
    return np.array([light.coords() for light in seen])

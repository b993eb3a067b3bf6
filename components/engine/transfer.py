"""The transfer function of sRGB: from the numbers of a picture to light, and back.

References
----------
IEC 61966-2-1:1999, the sRGB color space.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def light_of_srgb(samples: Floats) -> Floats:
    """Return the light of sRGB's samples.

    Parameters
    ----------
    samples : ndarray of float64
        0–1.

    Returns
    -------
    ndarray of float64
        Amounts of light, 0–1.

    Examples
    --------
    >>> light_of_srgb(np.array([0.0, 0.5, 1.0])).round(4)
    array([0.   , 0.214, 1.   ])
    """
    bent = ((samples + 0.055) / 1.055) ** 2.4
    return np.where(samples <= 0.04045, samples / 12.92, bent)


def srgb_of_light(light: Floats) -> Floats:
    """Return the samples that sRGB has for light: `light_of_srgb` the other way round.

    Parameters
    ----------
    light : ndarray of float64
        0–1.

    Returns
    -------
    ndarray of float64
        0–1.
    """
    bent = 1.055 * light ** (1 / 2.4) - 0.055
    return np.where(light <= 0.0031308, 12.92 * light, bent)

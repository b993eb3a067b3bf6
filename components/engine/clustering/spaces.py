"""Spaces in which the distance between colors can be measured.

References
----------
.. [1] B. Ottosson, "A perceptual color space for image processing", 2020.
   https://bottosson.github.io/posts/oklab/ (matrices for linear sRGB, as of
   2021-01-25)
.. [2] IEC 61966-2-1:1999, the sRGB transfer function.
.. [3] B. Ottosson, "Okhsv and Okhsl", 2021, on "a new lightness estimate for Oklab".
   https://bottosson.github.io/posts/colorpicker/
"""

from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine.transfer import light_of_srgb, srgb_of_light

Floats = NDArray[np.float64]
Space = Literal["srgb", "oklab", "oklrab", "oklrab-dots", "standardized"]
SPACES: Final = get_args(Space)

LINEAR_TO_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
LMS_TO_OKLAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# Of the lightness L_r; a third number, k3, is (1 + K1) / (1 + K2).
K1, K2 = 0.206, 0.03
_OKLAB_TO_LMS: Final = np.linalg.inv(LMS_TO_OKLAB)
_LMS_TO_LINEAR: Final = np.linalg.inv(LINEAR_TO_LMS)


def oklab_from_srgb(colors: Floats) -> Floats:
    """Convert sRGB to Oklab.

    Parameters
    ----------
    colors : ndarray of shape (..., 3), float64
        sRGB, 0–255.

    Returns
    -------
    ndarray of shape (..., 3), float64
        Lightness L, 0–1; a (green to red) and b (blue to yellow), about ±0.4.

    Examples
    --------
    >>> oklab_from_srgb(np.array([255.0, 0, 0])).round(4).tolist()
    [0.628, 0.2249, 0.1258]
    """
    linear = linear_from_srgb(colors)
    oklab: Floats = np.cbrt(linear @ LINEAR_TO_LMS.T) @ LMS_TO_OKLAB.T
    return oklab


def srgb_from_oklab(points: Floats) -> Floats:
    """Convert Oklab to sRGB; what lies outside is brought to the nearest value.

    Parameters
    ----------
    points : ndarray of shape (..., 3), float64
        Oklab.

    Returns
    -------
    ndarray of shape (..., 3), float64
        sRGB, 0–255, unrounded, each channel cut off at its ends.
    """
    return srgb_from_linear(
        (np.asarray(points) @ _OKLAB_TO_LMS.T) ** 3 @ _LMS_TO_LINEAR.T
    )


def oklrab_from_srgb(colors: Floats) -> Floats:
    """Convert sRGB to Oklab with the lightness L_r [3]_.

    Oklab's own L has as much room for dark tones as if nothing but them were in view.
    L_r has about as much as the L* of CIELAB has, which is meant for colors beside
    white.

    Parameters
    ----------
    colors : ndarray of shape (..., 3), float64
        sRGB, 0–255.

    Returns
    -------
    ndarray of shape (..., 3), float64
        L_r, 0–1, and a and b of Oklab.

    Examples
    --------
    >>> oklrab_from_srgb(np.array([255.0, 0, 0])).round(4).tolist()
    [0.5681, 0.2249, 0.1258]
    """
    points = oklab_from_srgb(colors)
    straight = ((1 + K1) * points[..., 0] / (1 + K2) - K1) / 2
    bent = K2 * (1 + K1) / (1 + K2) * points[..., 0]
    points[..., 0] = straight + np.sqrt(straight**2 + bent)
    return points


def oklab_from_oklrab(points: Floats) -> Floats:
    """Replace the lightness L_r by Oklab's own.

    Parameters
    ----------
    points : ndarray of shape (..., 3), float64
        L_r, a and b.

    Returns
    -------
    ndarray of shape (..., 3), float64
        L, a and b.
    """
    oklab = np.array(points, dtype=np.float64)
    seen = oklab[..., 0]
    oklab[..., 0] = seen * (seen + K1) / (seen + K2) * (1 + K2) / (1 + K1)
    return oklab


def linear_from_srgb(colors: Floats) -> Floats:
    """Undo the sRGB transfer function [2]_.

    Parameters
    ----------
    colors : ndarray of shape (..., 3), float64
        sRGB, 0–255.

    Returns
    -------
    ndarray of shape (..., 3), float64
        Amounts of light, 0–1.
    """
    return light_of_srgb(np.asarray(colors, dtype=np.float64) / 255)


def srgb_from_linear(light: Floats) -> Floats:
    """Apply the sRGB transfer function [2]_; what lies outside is cut off.

    Parameters
    ----------
    light : ndarray of shape (..., 3), float64
        Amounts of light, 0–1.

    Returns
    -------
    ndarray of shape (..., 3), float64
        sRGB, 0–255, unrounded.
    """
    encoded = srgb_of_light(np.clip(light, 0.0, 1.0))
    srgb: Floats = 255 * np.clip(encoded, 0.0, 1.0)
    return srgb

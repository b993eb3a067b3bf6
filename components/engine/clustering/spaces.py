"""Spaces in which the distance between colors can be measured.

References
----------
.. [1] B. Ottosson, "A perceptual color space for image processing", 2020.
   https://bottosson.github.io/posts/oklab/ (matrices for linear sRGB, as of
   2021-01-25)
.. [2] IEC 61966-2-1:1999, the sRGB transfer function.
"""

from collections.abc import Callable
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.transfer import light_of_srgb, srgb_of_light

Floats = NDArray[np.float64]
Space = Literal["srgb", "oklab", "standardized"]
SPACES: Final = get_args(Space)

# Decimals of sRGB that 32 bits leave certain in z-scores. A mean that is just half way
# between two colors must not be rounded by what comes after them.
_CERTAIN: Final = 4

_LINEAR_TO_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LMS_TO_OKLAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_OKLAB_TO_LMS: Final = np.linalg.inv(_LMS_TO_OKLAB)
_LMS_TO_LINEAR: Final = np.linalg.inv(_LINEAR_TO_LMS)


def to_space(
    table: ColorTable, space: Space
) -> tuple[NDArray[np.float32], Callable[[Floats], Floats]]:
    """Take a picture's colors into a space, and tell the way back.

    Parameters
    ----------
    table : ColorTable
        U distinct colors, U at least 1.
    space : {"srgb", "oklab", "standardized"}
        "srgb" is the values as they are, 0–255. "oklab" is Ottosson's perceptual
        space. "standardized" is sRGB with each channel's mean over the pixels, by
        their weight, taken away, divided by its standard deviation (z-scores).

    Returns
    -------
    points : ndarray of shape (U, 3), float32
        The colors in the space.
    back : callable
        Takes points of shape (k, 3) to sRGB, 0–255.

    Raises
    ------
    ValueError
        If the space is not known.
    """
    colors = table.colors.astype(np.float64)
    if space == "srgb":
        return colors.astype(np.float32), lambda points: points
    if space == "oklab":
        return oklab_from_srgb(colors).astype(np.float32), srgb_from_oklab
    if space == "standardized":
        share = table.weights / table.weights.sum()
        mean = share @ colors
        deviation = np.sqrt(share @ (colors - mean) ** 2)
        deviation[deviation == 0] = 1.0
        points = (colors - mean) / deviation
        return points.astype(np.float32), lambda points: (
            points * deviation + mean
        ).round(_CERTAIN)
    raise ValueError(f"The space {space!r} is not one of {', '.join(SPACES)}.")


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
    oklab: Floats = np.cbrt(linear @ _LINEAR_TO_LMS.T) @ _LMS_TO_OKLAB.T
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

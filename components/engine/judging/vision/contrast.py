"""How well two colors stand out from each other.

References
----------
.. [1] W3C, "Web Content Accessibility Guidelines (WCAG) 2.2", "relative luminance"
   and "contrast ratio". https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.spaces import linear_from_srgb

Floats = NDArray[np.float64]

TEXT: Final = 4.5
"""Least contrast ratio of running text (WCAG 1.4.3, level AA)."""
LARGE: Final = 3.0
"""Least contrast ratio of large text, and of symbols (WCAG 1.4.3 and 1.4.11)."""

_WEIGHTS: Final = np.array([0.2126, 0.7152, 0.0722])


def relative_luminance(colors: NDArray[np.uint8]) -> Floats:
    """Lightness of colors on a linear scale [1]_.

    Parameters
    ----------
    colors : ndarray of shape (..., 3), uint8
        sRGB.

    Returns
    -------
    ndarray of shape (...), float64
        0 for black, 1 for white.
    """
    luminance: Floats = linear_from_srgb(colors.astype(np.float64)) @ _WEIGHTS
    return luminance


def contrast_matrix(colors: NDArray[np.uint8]) -> Floats:
    """Contrast ratio of each color with each [1]_.

    Parameters
    ----------
    colors : ndarray of shape (k, 3), uint8
        sRGB.

    Returns
    -------
    ndarray of shape (k, k), float64
        1 (same luminance) to 21 (black and white); symmetric.

    Examples
    --------
    >>> colors = np.array([[255, 255, 255], [118, 118, 118], [0, 0, 0]], np.uint8)
    >>> contrast_matrix(colors)[0].round(2).tolist()
    [1.0, 4.54, 21.0]
    """
    raised = relative_luminance(colors) + 0.05
    ratio: Floats = raised[:, None] / raised[None]
    return np.maximum(ratio, ratio.T)


def contrast_ratio(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """Contrast ratio of two colors, each of shape (3,), uint8 sRGB: 1 to 21."""
    return float(contrast_matrix(np.stack([first, second]))[0, 1])


def readable_on(color: NDArray[np.uint8]) -> str:
    """Say whether black or white text reads better on a color.

    Whichever it is, the contrast ratio is at least 4.58.

    Parameters
    ----------
    color : ndarray of shape (3,), uint8
        sRGB.

    Returns
    -------
    str
        ``#000000`` or ``#ffffff``.
    """
    # Where both stand out alike: (1 + 0.05) / (L + 0.05) = (L + 0.05) / 0.05.
    dark = float(relative_luminance(color)) + 0.05 < (1.05 * 0.05) ** 0.5
    return "#ffffff" if dark else "#000000"

"""Names for colors: the nearest of the named colors of CSS.

References
----------
.. [1] W3C, "CSS Color Module Level 4", section 6.1, "Named Colors".
   https://www.w3.org/TR/css-color-4/#named-colors
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import ImageColor

from components.engine.clustering.spaces import oklab_from_srgb
from components.engine.formatting import hex_code

NAMED_COLORS: Final[dict[str, str]] = {
    name: hex_code(ImageColor.getrgb(name)[:3]) for name in sorted(ImageColor.colormap)
}
"""The 148 names of [1]_ in alphabetical order, each with its color as ``#rrggbb``."""

_NAMES: Final = tuple(NAMED_COLORS)
_OKLAB: Final = oklab_from_srgb(
    np.array([list(bytes.fromhex(code[1:])) for code in NAMED_COLORS.values()], float)
)


def nearest_name(colors: NDArray[np.uint8]) -> tuple[str, ...]:
    """Name each color after the nearest named color.

    Nearest by Euclidean distance in Oklab. Some colors have two names (aqua and
    cyan); then it is the first by alphabet.

    Parameters
    ----------
    colors : ndarray of shape (k, 3), uint8
        sRGB.

    Returns
    -------
    tuple of k str
        Names of CSS; two colors may get the same.

    Examples
    --------
    >>> nearest_name(np.array([[255, 0, 0], [250, 10, 5], [47, 80, 78]], np.uint8))
    ('red', 'red', 'darkslategray')
    """
    points = oklab_from_srgb(np.asarray(colors, dtype=np.float64))
    squared = ((points[:, None] - _OKLAB[None]) ** 2).sum(axis=2)
    return tuple(_NAMES[at] for at in squared.argmin(axis=1))

"""What the first frame of an animation leaves uncovered: it is invisible.

References
----------
Graphics Interchange Format, version 89a, sections 18 and 20. It names a background
color for this; no browser shows it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

# Left, top, right and bottom.
Area = tuple[int, int, int, int]

_MAY_BE_SMALLER: Final = ("GIF", "PNG")


def drawn_area(image: ImageFile.ImageFile, kind: str) -> Area | None:
    """Return where the first frame draws; None if it covers all of the picture.

    Must be asked for before the pixels are loaded. (The WebP decoder leaves
    uncovered what is, and HEIC and AVIF have no such frames.)
    """
    if kind not in _MAY_BE_SMALLER or len(image.tile) != 1:
        return None
    left, top, right, bottom = image.tile[0].extents or (0, 0, *image.size)
    whole = left <= 0 and top <= 0 and (right, bottom) >= image.size
    return None if whole else (left, top, right, bottom)


def hidden_outside(
    area: Area, rows: slice, opacity: NDArray[np.uint8] | None, width: int
) -> NDArray[np.uint8]:
    """Return the opacity of some rows, 0 outside of an area.

    Parameters
    ----------
    area : tuple of int
        Where something is drawn.
    rows : slice
        Which rows of the picture these are.
    opacity : ndarray of shape (H, W), uint8, or None
        Of these rows; None if they are solid.
    width : int
        Of the picture.

    Examples
    --------
    >>> hidden_outside((1, 1, 3, 9), slice(0, 2), None, 4)
    array([[  0,   0,   0,   0],
           [  0, 255, 255,   0]], dtype=uint8)
    """
    left, top, right, bottom = area
    hidden = np.zeros((rows.stop - rows.start, width), np.uint8)
    first, last = max(0, top - rows.start), max(0, bottom - rows.start)
    drawn = (slice(first, last), slice(left, right))
    hidden[drawn] = 255 if opacity is None else opacity[drawn]
    return hidden

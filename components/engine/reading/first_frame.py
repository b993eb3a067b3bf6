"""What the first frame of an animation leaves uncovered: it is invisible.

References
----------
Graphics Interchange Format, version 89a, sections 18 and 20; RFC 9649 (WebP), section
2.7.1.2 (ANMF). Both name a background color for this; no browser shows it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

# Left, top, right and bottom.
Area = tuple[int, int, int, int]

_MAX_CHUNKS: Final = 100


def drawn_area(image: ImageFile.ImageFile, data: bytes, kind: str) -> Area | None:
    """Return where the first frame draws; None if it covers all of the picture.

    Must be asked for before the pixels are loaded. Frames of HEIC and AVIF always
    cover all.
    """
    area = None
    if kind == "WEBP":
        area = _first_of_webp(data)
    elif kind in ("GIF", "PNG") and len(image.tile) == 1:
        area = image.tile[0].extents
    if area is None:
        return None
    left, top, right, bottom = area
    width, height = image.size
    whole = left <= 0 and top <= 0 and right >= width and bottom >= height
    return None if whole else (left, top, right, bottom)


def _first_of_webp(data: bytes) -> Area | None:
    """Return where the first frame of a WebP draws; None if it is no animation."""
    at = 12
    for _ in range(_MAX_CHUNKS):
        head = data[at : at + 20]
        if len(head) < 20:
            return None
        if head.startswith(b"ANMF"):
            left, top, wide, high = (
                int.from_bytes(head[place : place + 3], "little")
                for place in (8, 11, 14, 17)
            )
            return 2 * left, 2 * top, 2 * left + wide + 1, 2 * top + high + 1
        size = int.from_bytes(head[4:8], "little")
        at += 8 + size + size % 2
    return None


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

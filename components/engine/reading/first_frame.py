"""What the first frame of an animation leaves uncovered: it is invisible.

References
----------
Graphics Interchange Format, version 89a, sections 18 and 20; RFC 9649 (WebP), section
2.7.1.2 (ANMF). Both name a background color for this; no browser shows it.
"""

import itertools
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

from components.engine.reading.riff import riff_chunks

# Left, top, right and bottom.
Area = tuple[int, int, int, int]

_MAX_CHUNKS: Final = 100
_HEAD: Final = 12  # bytes of a chunk that say where a frame draws


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
    chunks = itertools.islice(riff_chunks(data, 12, len(data)), _MAX_CHUNKS)
    for name, start, end in chunks:
        if name == b"ANMF" and end - start >= _HEAD:
            left, top, wide, high = (
                int.from_bytes(data[at : at + 3], "little")
                for at in range(start, start + _HEAD, 3)
            )
            return 2 * left, 2 * top, 2 * left + wide + 1, 2 * top + high + 1
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

"""The one table of colors that all frames of a file share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.engine.animation.changes import HIDDEN, Change, Codes
from components.engine.drawing.quantize import PNG_ENTRIES
from components.engine.source import SOLID

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Entries:
    """A file's table.

    Attributes
    ----------
    colors : ndarray of shape (n, 3), uint8
        sRGB.
    opacity : ndarray of shape (n,), uint8
        What is not solid comes first.
    clear : int or None
        The entry of what is invisible; None where there is neither that nor room.
    """

    colors: Bytes
    opacity: Bytes
    clear: int | None
    _place: NDArray[np.uint8]

    def __getitem__(self, codes: Codes) -> Bytes:
        """Return the entry of each code."""
        found: Bytes = self._place[codes]
        return found


def entries_of(changes: Sequence[Change], written: Bytes) -> Entries:
    """Make the table of all that some changes draw.

    Parameters
    ----------
    changes : sequence of Change
        The frames.
    written : ndarray of shape (k, 3), uint8
        The palette, as of `QuantizedImage.written`.

    Raises
    ------
    ValueError
        If it has more than 256 entries.
    """
    used = np.zeros(1 << 16, np.bool_)
    for each in changes:
        used[each.codes] = True
    # With it, what does not change need not be told.
    used[HIDDEN] |= used.sum() < PNG_ENTRIES
    found = np.flatnonzero(used)
    if found.size > PNG_ENTRIES:
        raise ValueError(f"{found.size} colors and opacities; a file holds 256.")
    place = np.zeros(1 << 16, np.uint8)
    place[found] = np.arange(found.size)
    opacity = (found >> 8).astype(np.uint8)
    clear = 0 if used[HIDDEN] else None
    return Entries(written[found & 255], opacity, clear, place)


def drawn_over(change: Change) -> bool:
    """Tell whether a frame can be laid over the canvas: if all it draws is solid."""
    codes, same = change.codes, change.same
    return bool((codes[~same] >> 8 == SOLID).all())

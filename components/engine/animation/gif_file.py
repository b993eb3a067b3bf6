"""Writing an animation as GIF: one table, and of each frame what changes.

References
----------
Graphics Interchange Format, version 89a, appendix D (block types).
"""

import struct
from collections.abc import Sequence
from typing import Final

import numpy as np

from components.engine.animation.changes import Change
from components.engine.animation.entries import Entries
from components.engine.animation.lzw import lzw
from components.engine.animation.timing import in_hundredths

_MOST_AGAIN: Final = 0xFFFF
_STAYS, _CLEARS = 1, 2


def gif_file(
    size: tuple[int, int],
    changes: Sequence[Change],
    entries: Entries,
    durations: Sequence[float],
    loop: int,
) -> bytes:
    """Put a GIF together.

    Parameters
    ----------
    size : tuple of int
        Width and height.
    changes : sequence of Change
        The frames, of solid and invisible pixels.
    entries : Entries
        Their table.
    durations : sequence of float
        How long each is seen, in milliseconds.
    loop : int
        How often all is played; 0 is for ever.
    """
    bits = _bits(entries)
    table = entries.colors.tobytes().ljust(3 << bits, b"\0")
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80 | 0x70 | bits - 1, 0, 0)
    times = in_hundredths(durations)
    frames = (
        _frame(change, entries, time)
        for change, time in zip(changes, times, strict=True)
    )
    return head + table + _looped(loop) + b"".join(frames) + b";"


def _looped(loop: int) -> bytes:
    """Say how often all is repeated; nothing if it is not."""
    if loop == 1:
        return b""
    again = min(max(loop - 1, 0), _MOST_AGAIN)
    return b"!\xff\x0bNETSCAPE2.0\3\1" + struct.pack("<H", again) + b"\0"


def _frame(change: Change, entries: Entries, time: int) -> bytes:
    clear = entries.clear
    flags = (_CLEARS if change.clears else _STAYS) << 2 | (clear is not None)
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, flags, time, clear or 0, 0)
    place = struct.pack("<BHHHHB", 0x2C, *change.area, 0)
    return control + place + _smallest(change, entries)


def _smallest(change: Change, entries: Entries) -> bytes:
    """Return the coded pixels, with or without those that do not change."""
    pixels, same = entries[change.codes], change.same
    bits = _bits(entries)
    if entries.clear is None:
        return lzw(pixels, np.zeros_like(same), 0, bits)
    clear = np.uint8(entries.clear)
    left_out = np.where(same, clear, pixels)
    ways = [(pixels, np.zeros_like(same)), (pixels, same), (left_out, same)]
    return min((lzw(*way, int(clear), bits) for way in ways), key=len)


def _bits(entries: Entries) -> int:
    """Return how many bits tell the entries apart."""
    return max(1, (len(entries.colors) - 1).bit_length())

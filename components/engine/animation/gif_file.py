"""Writing an animation as GIF: one table, and of each frame what changes.

References
----------
Graphics Interchange Format, version 89a, appendix D (block types).
"""

import io
import struct
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.animation.changes import Change
from components.engine.animation.entries import Entries
from components.engine.animation.gif_parts import gif_contents
from components.engine.animation.timing import in_hundredths

Bytes = NDArray[np.uint8]

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
    bits = max(1, (len(entries.colors) - 1).bit_length())
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
    ways = [_coded(pixels)]
    if entries.clear is not None and same.any():
        ways.append(_coded(np.where(same, np.uint8(entries.clear), pixels)))
    return min(ways, key=len)


def _coded(pixels: Bytes) -> bytes:
    """Compress pixels, by LZW."""
    picture = Image.fromarray(pixels)
    picture.putpalette(bytes(3))
    file = io.BytesIO()
    picture.save(file, "GIF", optimize=False, interlace=0)
    data = file.getvalue()
    (part,) = gif_contents(data).parts
    return b"".join(data[at:end] for at, end in part.spans)

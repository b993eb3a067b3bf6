"""Writing an animation as lossless WebP: of each frame what changes.

Pillow writes animated WebP too, but needs all frames at once, and puts equal ones
together.

References
----------
RFC 9649, section 2.7.1 (VP8X, ANIM, ANMF).
"""

import io
import struct
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.animation.changes import Change
from components.engine.animation.entries import Entries, drawn_over
from components.engine.animation.timing import in_milliseconds
from components.engine.reading.riff import riff_chunk, riff_chunks
from components.engine.source import SOLID

Bytes = NDArray[np.uint8]

_MOST_PLAYS: Final = 0xFFFF
_MOVES, _HOLES, _EXIF = 0x02, 0x10, 0x08
_SOURCE, _OVER = 2, 0


def webp_file(
    size: tuple[int, int],
    changes: Sequence[Change],
    entries: Entries,
    durations: Sequence[float],
    loop: int,
    exif: bytes = b"",
) -> bytes:
    """Put a WebP together; as of `apng_file`. Areas must begin evenly."""
    holes = _HOLES if bool((entries.opacity < SOLID).any()) else 0
    flags = _MOVES | holes | (_EXIF if exif else 0)
    body = b"WEBP" + riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + _less_one(*size))
    body += riff_chunk(b"ANIM", struct.pack("<IH", 0, min(loop, _MOST_PLAYS)))
    times = in_milliseconds(durations)
    body += b"".join(
        riff_chunk(b"ANMF", _frame(change, entries, time))
        for change, time in zip(changes, times, strict=True)
    )
    return riff_chunk(b"RIFF", body + (riff_chunk(b"EXIF", exif) if exif else b""))


def _frame(change: Change, entries: Entries, time: int) -> bytes:
    left, top, width, height = change.area
    pixels, blend = _smallest(change, entries)
    place = _three(left // 2) + _three(top // 2) + _less_one(width, height)
    return place + _three(time) + bytes([blend]) + pixels


def _smallest(change: Change, entries: Entries) -> tuple[bytes, int]:
    """Return the coded pixels, with or without those that do not change."""
    table = np.column_stack([entries.colors, entries.opacity])
    pixels, same = entries[change.codes], change.same
    ways = [(_coded(table[pixels]), _SOURCE)]
    if entries.clear is not None and same.any() and drawn_over(change):
        kept = np.where(same, np.uint8(entries.clear), pixels)
        ways.append((_coded(table[kept]), _OVER))
    return min(ways, key=lambda way: len(way[0]))


def _coded(rgba: Bytes) -> bytes:
    """Return the chunk of pixels of a lossless WebP."""
    picture = Image.fromarray(rgba if (rgba[..., 3] < SOLID).any() else rgba[..., :3])
    file = io.BytesIO()
    picture.save(file, "WEBP", lossless=True, method=4, quality=80)
    data = file.getvalue()
    return b"".join(
        riff_chunk(name, data[at:end])
        for name, at, end in riff_chunks(data, 12, len(data))
        if name == b"VP8L"
    )


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _less_one(width: int, height: int) -> bytes:
    return _three(width - 1) + _three(height - 1)

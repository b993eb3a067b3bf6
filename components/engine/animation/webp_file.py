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
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.animation.changes import Change
from components.engine.animation.entries import Entries, drawn_over
from components.engine.animation.timing import in_milliseconds
from components.engine.reading.riff import riff_chunk, riff_chunks
from components.engine.source import SOLID

if TYPE_CHECKING:
    from components.engine.writing.png_writer import Effort

Bytes = NDArray[np.uint8]

_MOST_PLAYS: Final = 0xFFFF
_MOVES, _HOLES, _EXIF = 0x02, 0x10, 0x08
_SOURCE, _OVER = 2, 0
# How hard libwebp looks: method and quality. The second saves 6 % of a fade in 32
# colors, in 6 times the time; its highest method 1 % more, in 100 times.
_HARD: Final[dict["Effort", tuple[int, int]]] = {"fast": (4, 80), "best": (5, 100)}


def webp_file(
    size: tuple[int, int],
    changes: Sequence[Change],
    entries: Entries,
    durations: Sequence[float],
    loop: int,
    effort: "Effort" = "fast",
    exif: bytes = b"",
) -> bytes:
    """Put a WebP together; as of `apng_file`. Areas must begin evenly."""
    holes = _HOLES if bool((entries.opacity < SOLID).any()) else 0
    flags = _MOVES | holes | (_EXIF if exif else 0)
    body = b"WEBP" + riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + _less_one(*size))
    body += riff_chunk(b"ANIM", struct.pack("<IH", 0, min(loop, _MOST_PLAYS)))
    times = in_milliseconds(durations)
    body += b"".join(
        riff_chunk(b"ANMF", _frame(change, entries, time, effort))
        for change, time in zip(changes, times, strict=True)
    )
    return riff_chunk(b"RIFF", body + (riff_chunk(b"EXIF", exif) if exif else b""))


def _frame(change: Change, entries: Entries, time: int, effort: "Effort") -> bytes:
    left, top, width, height = change.area
    pixels, blend = _smallest(change, entries, effort)
    place = _three(left // 2) + _three(top // 2) + _less_one(width, height)
    return place + _three(time) + bytes([blend]) + pixels


def _smallest(change: Change, entries: Entries, effort: "Effort") -> tuple[bytes, int]:
    """Return the coded pixels, with or without those that do not change."""
    table = np.column_stack([entries.colors, entries.opacity])
    pixels, same = entries[change.codes], change.same
    ways = [(_coded(table[pixels], effort), _SOURCE)]
    if entries.clear is not None and same.any() and drawn_over(change):
        kept = np.where(same, np.uint8(entries.clear), pixels)
        ways.append((_coded(table[kept], effort), _OVER))
    return min(ways, key=lambda way: len(way[0]))


def _coded(rgba: Bytes, effort: "Effort") -> bytes:
    """Return the chunk of pixels of a lossless WebP."""
    picture = Image.fromarray(rgba if (rgba[..., 3] < SOLID).any() else rgba[..., :3])
    file = io.BytesIO()
    method, quality = _HARD[effort]
    picture.save(file, "WEBP", lossless=True, method=method, quality=quality)
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

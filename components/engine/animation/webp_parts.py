"""The frames of an animated WebP, each as a WebP by itself.

References
----------
RFC 9649, sections 2.7.1.1 (ANIM), 2.7.1.2 (ANMF) and 2.7.1.3 (ALPH).
"""

from typing import Final

from components.engine.animation.parts import (
    MAX_COUNT,
    Area,
    Contents,
    Leaves,
    Part,
    number,
)
from components.engine.reading.orientation import MAX_EXIF
from components.engine.reading.riff import riff_chunk, riff_chunks

_FRAME_HEAD: Final = 16
_PIXELS: Final = {b"ALPH", b"VP8 ", b"VP8L"}
_PROFILE, _OPACITY, _EXIF = 0x20, 0x10, 0x08


def webp_contents(data: bytes) -> Contents | None:
    """Find the frames of an animated WebP.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Contents or None
        None for a WebP that does not move. A frame that is cut off is left out.
    """
    shared: dict[bytes, bytes] = {}
    parts: list[Part] = []
    canvas, plays, at = b"", 1, 12
    for name, start, end in riff_chunks(data, 12, len(data)):
        if name == b"VP8X":
            canvas = data[start:end]
        elif name == b"ANIM":
            plays = number(data, start + 4, 2)
        elif name == b"ANMF" and len(parts) <= MAX_COUNT:
            parts += _part(data, start, end)
        elif name in (b"ICCP", b"EXIF") and _is_usual(name, end - start):
            shared.setdefault(name, data[start - 8 : end + (end - start) % 2])
        at = end
    if len(canvas) < 10 or not parts:
        return None
    width, height = 1 + number(canvas, 4, 3), 1 + number(canvas, 7, 3)
    cut = at + 1 < 8 + number(data, 4, 4)
    profile, exif = shared.get(b"ICCP", b""), shared.get(b"EXIF", b"")
    soft = bool(canvas[0] & _OPACITY)
    return Contents(width, height, tuple(parts), plays, profile + exif, cut, soft)


def webp_still(data: bytes, contents: Contents, part: Part) -> bytes:
    """Return a frame as a WebP by itself."""
    pixels = b"".join(data[at:end] for at, end in part.spans)
    flags, shared = _OPACITY, contents.shared
    profile = shared[: 8 + _padded(shared, 4)] if shared[:4] == b"ICCP" else b""
    exif = shared[len(profile) :]
    flags |= (_PROFILE if profile else 0) | (_EXIF if exif else 0)
    body = b"WEBP" + riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + part.head)
    body += profile + pixels + exif
    return riff_chunk(b"RIFF", body)


def _is_usual(name: bytes, size: int) -> bool:
    return name != b"EXIF" or size <= MAX_EXIF


def _part(data: bytes, start: int, end: int) -> list[Part]:
    """Return a frame, if it has pixels."""
    first = start + _FRAME_HEAD
    spans = tuple(
        (at - 8, to + (to - at) % 2)
        for name, at, to in riff_chunks(data, first, end)
        if name in _PIXELS
    )
    if not spans:
        return []
    left, top, wide, high, time = (number(data, start + n, 3) for n in (0, 3, 6, 9, 12))
    flags = data[start + 15]
    leaves = Leaves.NOTHING if flags & 1 else Leaves.ALL
    area, size = Area(2 * left, 2 * top, wide + 1, high + 1), data[start + 6 : first]
    return [Part(area, time, leaves, not flags & 2, size[:6], spans)]


def _padded(data: bytes, at: int) -> int:
    """Return a chunk's size, made even."""
    size = number(data, at, 4)
    return size + size % 2

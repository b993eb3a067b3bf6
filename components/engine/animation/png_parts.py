"""The frames of an animated PNG, each as a PNG by itself.

References
----------
PNG specification, third edition, sections 4.9 (animation), 11.3.6 (acTL, fcTL, fdAT).
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from components.engine.animation.parts import (
    MAX_COUNT,
    Area,
    Contents,
    Leaves,
    Part,
    Span,
)
from components.engine.png.chunks import SIGNATURE, chunk
from components.engine.reading.limits import MAX_STEPS
from components.engine.reading.orientation import MAX_EXIF

# What a still needs of the whole: its colors, and how it is meant to be seen.
_SHARED: Final = {
    *(b"PLTE", b"tRNS", b"sBIT", b"eXIf", b"pHYs"),
    *(b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"),
}
_LEAVES: Final = {1: Leaves.NOTHING, 2: Leaves.BEFORE}
_SOURCE: Final = 0
# Chunks of pixels, and the bytes of a number before these.
_NUMBER: Final = {b"IDAT": 0, b"fdAT": 4}
_WITH_OPACITY: Final = {4, 6}  # color types


@dataclass
class _Frame:
    """A frame as it is being read: its control chunk, and where its pixels stand."""

    told: bytes
    spans: list[Span] = field(default_factory=list)


@dataclass
class _Found:
    """What has been found so far."""

    header: bytes = b""
    animated: bytes = b""
    shared: list[bytes] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    whole: bool = False


def png_contents(data: bytes) -> Contents | None:
    """Find the frames of an animated PNG.

    A picture that stands before them for programs that know no animation, and is not
    one of them, is left out.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Contents or None
        None for a PNG that does not move. A frame that is cut off is left out.
    """
    found = _Found()
    for name, start, end in _chunks(data):
        _take(found, data, name, start, end)
    if len(found.animated) < 8 or len(found.header) < 13:
        return None
    announced = _big(found.animated, 0, 4)
    width, height = _big(found.header, 0, 4), _big(found.header, 4, 4)
    frames = [each for each in found.frames if each.spans][:announced]
    if not found.whole:
        frames = frames[: -1 if len(frames) < announced else None]
    parts = tuple(_part(found.header, each) for each in frames)
    cut = len(parts) < min(announced, MAX_COUNT)
    plays, shared = _big(found.animated, 4, 4), b"".join(found.shared)
    soft = found.header[9] in _WITH_OPACITY or b"tRNS" in shared
    return Contents(width, height, parts, plays, shared, cut, soft)


def png_still(data: bytes, contents: Contents, part: Part) -> bytes:
    """Return a frame as a PNG by itself."""
    pixels = b"".join(data[at:end] for at, end in part.spans)
    end = chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return SIGNATURE + part.head + contents.shared + end


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and end of the content of every whole chunk."""
    at = len(SIGNATURE)
    for count in itertools.count():
        if count > MAX_STEPS:
            raise ValueError("too many chunks")
        start, name = at + 8, data[at + 4 : at + 8]
        end = start + _big(data, at, 4)
        if len(name) < 4 or end > len(data):
            return
        yield name, start, end
        if name == b"IEND":
            return
        at = end + 4


def _take(found: _Found, data: bytes, name: bytes, start: int, end: int) -> None:
    """Take in a chunk."""
    if name == b"IHDR":
        found.header = data[start:end]
    elif name == b"acTL":
        found.animated = found.animated or data[start:end]
    elif name == b"fcTL" and end - start >= 26 and len(found.frames) <= MAX_COUNT:
        found.frames.append(_Frame(data[start:end]))
    elif name in _NUMBER and found.frames:
        found.frames[-1].spans.append((start + _NUMBER[name], end))
    elif name == b"IEND":
        found.whole = True
    elif _is_shared(name, end - start) and not found.frames[1:]:
        found.shared.append(chunk(name, data[start:end]))


def _is_shared(name: bytes, size: int) -> bool:
    return name in _SHARED and (name != b"eXIf" or size <= MAX_EXIF)


def _part(header: bytes, frame: _Frame) -> Part:
    told = frame.told
    width, height, left, top = (_big(told, at, 4) for at in (4, 8, 12, 16))
    # A denominator of 0 stands for hundredths of a second.
    duration = 1000 * _big(told, 20, 2) / (_big(told, 22, 2) or 100)
    head = chunk(b"IHDR", told[4:12] + header[8:13])
    return Part(
        Area(left, top, width, height),
        duration,
        _LEAVES.get(told[24], Leaves.ALL),
        told[25] != _SOURCE,
        head,
        tuple(frame.spans),
    )


def _big(data: bytes, at: int, size: int) -> int:
    """Return a number, high byte first."""
    return int.from_bytes(data[at : at + size], "big")

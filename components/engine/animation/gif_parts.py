"""The frames of a GIF, each as a GIF by itself.

References
----------
Graphics Interchange Format, version 89a, sections 18 (screen), 20 (frame), 23 (graphic
control), 26 (application). "NETSCAPE2.0" says how often an animation is repeated: that
is one less than how often it is played, as browsers have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from components.engine.animation.parts import (
    MAX_COUNT,
    Area,
    Contents,
    Leaves,
    Part,
    Span,
    number,
)
from components.engine.reading.limits import MAX_STEPS

_LOOPS: Final = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
_CONTROL, _APPLICATION = 0xF9, 0xFF
# 4 is what some programs write for 3: the bits were numbered in two ways.
_LEAVES: Final = {2: Leaves.NOTHING, 3: Leaves.BEFORE, 4: Leaves.BEFORE}


@dataclass(frozen=True)
class Control:
    """What is said of the next frame.

    Attributes
    ----------
    duration : int
        Milliseconds.
    leaves : Leaves
        What stays after it.
    clear : int or None
        Index of what is not drawn.
    """

    duration: int = 0
    leaves: Leaves = Leaves.ALL
    clear: int | None = None


def gif_contents(data: bytes) -> Contents:
    """Find the frames of a GIF.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Contents
        A frame that is cut off is left out.
    """
    walk = _Walk(data)
    parts = tuple(walk.parts())
    width, height = number(data, 6, 2), number(data, 8, 2)
    if parts:
        # Where the first frame does not fit on its screen, the screen grows.
        first = parts[0].area
        width = max(width, first.left + first.width)
        height = max(height, first.top + first.height)
    return Contents(width, height, parts, walk.plays, cut=walk.cut)


def gif_still(data: bytes, contents: Contents, part: Part) -> bytes:
    """Return a frame as a GIF by itself."""
    return part.head + b"".join(data[at:end] for at, end in part.spans) + b";"


class _Walk:
    """A walk over the blocks of a GIF."""

    def __init__(self, data: bytes) -> None:
        self._data, self._steps = data, MAX_STEPS
        self.plays, self.cut = 1, False

    def parts(self) -> Iterator[Part]:
        """Yield the frames that are whole."""
        data, control, found = self._data, Control(), 0
        shared = _color_table(data, 13, data[10])
        at = 13 + len(shared)
        while found <= MAX_COUNT and data[at : at + 1] in (b"!", b","):
            if data[at] == ord("!"):
                body = self._blocks(at + 2)
                control = self._told(at, body) or control
            else:
                flags = data[at + 9] if at + 9 < len(data) else 0
                own = _color_table(data, at + 10, flags)
                body = self._blocks(at + 10 + len(own) + 1)
                if body is not None:
                    yield _part(data, at, own or shared, body, control)
                found, control = found + 1, Control()
            if body is None:
                self.cut = True
                return
            at = body[1]

    def _blocks(self, at: int) -> Span | None:
        """Return where a run of blocks begins and ends; None if it is cut off."""
        data, first = self._data, at
        while at < len(data) and data[at]:
            at += 1 + data[at]
            self._steps -= 1
            if self._steps < 0:
                raise ValueError("too many blocks")
        return (first, at + 1) if at < len(data) else None

    def _told(self, at: int, body: Span | None) -> Control | None:
        """Take in an extension; return what it says of the next frame, if anything."""
        data, label = self._data, number(self._data, at + 1, 1)
        if body is None:
            return None
        start = body[0] + 1
        named = label == _APPLICATION and data[start : start + 11] in _LOOPS
        if named and data[start + 11] >= 3 and data[start + 12] & 7 == 1:
            again = number(data, start + 13, 2)
            self.plays = again + 1 if again else 0
        if label != _CONTROL or data[body[0]] < 4:
            return None
        flags = data[start]
        leaves = _LEAVES.get(flags >> 2 & 7, Leaves.ALL)
        clear = data[start + 3] if flags & 1 else None
        return Control(10 * number(data, start + 1, 2), leaves, clear)


def _color_table(data: bytes, at: int, flags: int) -> bytes:
    """Return the color table that a flag byte announces; empty if none."""
    return data[at : at + (3 << (flags & 7) + 1)] if flags & 128 else b""


def _part(data: bytes, at: int, table: bytes, body: Span, control: Control) -> Part:
    """Return a frame; its still has a screen of its size, and its table for all."""
    left, top, width, height = (number(data, at + n, 2) for n in (1, 3, 5, 7))
    interlaced = data[at + 9] & 64
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    bits = (len(table) // 3).bit_length() - 2
    head = b"GIF89a" + size + bytes([128 | bits if table else 0, 0, 0]) + table
    if control.clear is not None:
        head += b"!\xf9\4" + bytes([1, 0, 0, control.clear]) + b"\0"
    head += b"," + bytes(4) + size + bytes([interlaced])
    span = body[0] - 1, body[1]  # with the number of bits before the blocks
    area = Area(left, top, width, height)
    return Part(area, control.duration, control.leaves, True, head, (span,))

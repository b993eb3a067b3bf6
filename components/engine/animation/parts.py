"""What an animation consists of: stills, each with its place on a canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from components.engine.reading.limits import Limits

# Beyond so many frames nobody counts any further.
MAX_COUNT: Final = 10_000

Span = tuple[int, int]


class Leaves(Enum):
    """What a frame leaves on the canvas when its time is over."""

    ALL = "all"
    NOTHING = "nothing"  # where it was drawn, the canvas is empty again
    BEFORE = "before"  # where it was drawn, the canvas is what it was before


class Area(NamedTuple):
    """A rectangle of a canvas, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many it has."""
        return self.width * self.height


@dataclass(frozen=True)
class Part:
    """A frame's own picture, and its place.

    Attributes
    ----------
    area : Area
        Where it is drawn. It may reach beyond the canvas.
    duration : float
        How long it is seen, in milliseconds, as the file says.
    leaves : Leaves
        What stays when its time is over.
    over : bool
        Whether it is laid over what is there, which then shines through; otherwise it
        takes the place of that, holes and all.
    head : bytes
        What a still of it begins with, in the way of its format.
    spans : sequence of (int, int)
        Where its pixels stand in the file: first byte, and the one after the last.
    """

    area: Area
    duration: float
    leaves: Leaves
    over: bool
    head: bytes
    spans: Sequence[Span]

    @property
    def file_bytes(self) -> int:
        """Size of its still, but for what all share."""
        return len(self.head) + sum(end - at for at, end in self.spans)


@dataclass(frozen=True)
class Contents:
    """What an animation consists of.

    Attributes
    ----------
    width, height : int
        Of the canvas, in pixels.
    parts : tuple of Part
        The frames.
    loop : int
        How often all is played; 0 is for ever.
    shared : bytes
        What stands in all stills: chunks about color.
    cut : bool
        Whether frames are missing that the file should have.
    soft : bool
        Whether there may be pixels that are partly transparent.
    """

    width: int
    height: int
    parts: tuple[Part, ...]
    loop: int
    shared: bytes = b""
    cut: bool = False
    soft: bool = False

    def check(self, limits: Limits) -> None:
        """Raise ImageTooLargeError if it is too large, before anything is decoded."""
        limits.check_size(self.width, self.height)
        whole = self.width * self.height
        # A part may be larger than the canvas, and is decoded all the same.
        pixels = sum(max(whole, part.area.pixels) for part in self.parts)
        limits.check_frames(len(self.parts), pixels)


def number(data: bytes, at: int, size: int) -> int:
    """Return a number of the file, low byte first; bytes beyond its end are missing."""
    return int.from_bytes(data[at : at + size], "little")

"""What animations have in common, wherever their frames are."""

from collections.abc import Iterator
from typing import Protocol

from components.engine.source import SourceImage


class Frames(Protocol):
    """Frames that are seen one after the other: an `Animation`, or what acts like one.

    Attributes
    ----------
    width, height : int
        Of every frame, in pixels.
    durations : tuple of float
        How long each is seen, in milliseconds.
    loop : int
        How often all is played; 0 is for ever.
    """

    @property
    def width(self) -> int:
        """Of every frame, in pixels."""

    @property
    def height(self) -> int:
        """Of every frame, in pixels."""

    @property
    def durations(self) -> tuple[float, ...]:
        """How long each is seen, in milliseconds."""

    @property
    def loop(self) -> int:
        """How often all is played; 0 is for ever."""

    def __len__(self) -> int:
        """Return the number of frames."""

    def frames(self) -> Iterator[SourceImage]:
        """Yield them, from the first; each call begins anew."""

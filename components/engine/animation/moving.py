"""What drawing and writing have to know of an animation, wherever it comes from."""

from collections.abc import Iterator
from typing import Protocol

from components.engine.resolution import Resolution
from components.engine.source import SourceImage


class Moving(Protocol):
    """Frames, and how long each is seen: an `Animation`, or one that was decoded.

    Attributes are those of `Animation`.
    """

    @property
    def width(self) -> int:
        """Of every frame, in pixels."""

    @property
    def height(self) -> int:
        """Of every frame, in pixels."""

    @property
    def durations(self) -> tuple[float, ...]:
        """How long each frame is seen, in milliseconds."""

    @property
    def loop(self) -> int:
        """How often all is played; 0 is for ever."""

    @property
    def resolution(self) -> Resolution | None:
        """How it is meant to be printed."""

    @property
    def may_be_soft(self) -> bool:
        """Whether there may be pixels that are partly transparent."""

    def __len__(self) -> int:
        """Return the number of frames."""

    def frames(self) -> Iterator[SourceImage]:
        """Yield the frames, from the first; each call begins anew."""

"""All frames of an animation that somebody gave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from components.engine import SourceImage
from components.engine.notes import Step, steps_of
from components.engine.source import SOLID


@dataclass(frozen=True, eq=False)
class Film:
    """An animation, with or without its frames.

    Frames take much room: they are there only while somebody works on them.

    Attributes
    ----------
    digest : str
        SHA-256 of the file, in hexadecimal.
    width, height : int
        Of a frame, in pixels.
    durations : tuple of float
        How long each frame is shown, in milliseconds, as the file has it.
    loop : int
        How many times it plays; 0 is for ever.
    format : {"GIF", "PNG", "WEBP"}
        Of the file.
    file_bytes : int
        Size of the file.
    notes : tuple of str
        What was done to it while it was read, a sentence each.
    strip : SourceImage or None
        All frames, one below the other; None where they are not at hand.
    """

    digest: str
    width: int
    height: int
    durations: tuple[float, ...]
    loop: int
    format: str
    file_bytes: int
    notes: tuple[str, ...] = ()
    strip: SourceImage | None = None

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.durations)

    @property
    def key(self) -> str:
        """Cache key of the animation."""
        return self.digest

    @property
    def without_frames(self) -> "Film":
        """The same, without its frames."""
        return replace(self, strip=None)

    def frames(self) -> Iterator[SourceImage]:
        """Go through the frames; they have to be at hand."""
        assert self.strip is not None
        return (self.frame(number) for number in range(len(self)))

    def frame(self, number: int) -> SourceImage:
        """Return a frame, counted from 0; it has to be at hand."""
        strip = self.strip
        assert strip is not None
        rows = slice(number * self.height, (number + 1) * self.height)
        alpha = None if strip.alpha is None else strip.alpha[rows]
        if alpha is not None and alpha.min(initial=SOLID) == SOLID:
            alpha = None  # as `read_image` has it
        return SourceImage(
            strip.rgb[rows],
            alpha,
            self.format,
            self.file_bytes,
            resolution=strip.resolution,
        )


def is_of_film(image: SourceImage) -> bool:
    """Tell whether a picture is the first frame of an animation."""
    return Step.FRAMES in steps_of(image.notes)

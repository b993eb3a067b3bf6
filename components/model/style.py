"""How a picture is drawn in its colors, and how its file is written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from components.engine import Dither

if TYPE_CHECKING:
    from components.engine.writing.png_writer import Effort

Smaller = Literal["no", "same", "gentle", "more", "strong"]

CHOICES: Final[tuple[Smaller, ...]] = ("no", "same", "gentle", "more", "strong")
WITH_DOTS: Final = CHOICES[:2]
WITHOUT_DOTS: Final = CHOICES[2:]

# What a bit of the file is worth, see `engine.quantize`.
_SMOOTHNESS: Final[dict[Smaller, float]] = {
    "no": 0.0,
    "same": 0.0,
    "gentle": 0.1,
    "more": 0.3,
    "strong": 1.0,
}


@dataclass(frozen=True)
class Style:
    """How pixels get their colors, and how hard the file is squeezed.

    Attributes
    ----------
    dither : bool
        Whether colors mix by dots.
    smaller : {"no", "same", "gentle", "more", "strong"}
        Whether the file is to be made smaller: not, by squeezing the same pixels, or
        by letting pixels keep a neighbor's color too. Dots allow the first two only:
        with them, the others squeeze the same pixels.
    dots : {"full", "gentle", "bayer", "blue-noise"}
        What kind of dots, where colors mix by them.
    """

    dither: bool = False
    smaller: Smaller = "no"
    dots: Dither = "full"

    @property
    def kind(self) -> Dither | Literal[False]:
        """What kind of dots there are, if any."""
        return self.dots if self.dither else False

    @property
    def done(self) -> Smaller:
        """What is done for a smaller file; less than is chosen where there are dots."""
        return "same" if self.dither and self.squeezed else self.smaller

    @property
    def smoothness(self) -> float:
        """What a bit is worth in error; 0 where every pixel has its nearest color."""
        return _SMOOTHNESS[self.done]

    @property
    def squeezed(self) -> bool:
        """Whether the file is squeezed."""
        return self.smaller != "no"

    @property
    def effort(self) -> "Effort":
        """How hard a file is squeezed, as of `engine.encode_png`."""
        return "best" if self.squeezed else "fast"

    @property
    def name(self) -> str:
        """Tells pixels drawn like this from all others."""
        return f"{self.kind or 'flat'} {self.smoothness:g}"

    @property
    def file(self) -> str:
        """Tells files written like this from all others."""
        return f"{self.name} {'squeezed' if self.squeezed else 'quick'}"

    @property
    def key(self) -> str:
        """Cache key of how files are drawn and written."""
        return self.file

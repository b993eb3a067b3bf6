"""What is on the page: a picture, its fits, and how it is drawn."""

from dataclasses import dataclass

from components.engine import SourceImage, Sweep
from components.model.fits import Fits
from components.model.picture import Picture
from components.model.rendering import Rendering
from components.model.style import Style


@dataclass(frozen=True, eq=False)
class Document:
    """A picture with its fits, and the style in which it is drawn.

    Attributes
    ----------
    fits : Fits
        The picture and its fits.
    style : Style
        How it is drawn.
    """

    fits: Fits
    style: Style

    @property
    def picture(self) -> Picture:
        """The picture."""
        return self.fits.picture

    @property
    def sweep(self) -> Sweep:
        """The fits for k = 1..K."""
        return self.fits.sweep

    @property
    def key(self) -> str:
        """Cache key of the drawings for every k."""
        return f"{self.fits.key} {self.style.name}"

    @property
    def quick(self) -> "Document":
        """The same, as it is drawn and written without any effort."""
        return Document(self.fits, Style(self.style.dither, dots=self.style.dots))

    def drawn_in(self, k: int) -> Rendering:
        """Return the whole picture, to be drawn in k colors."""
        exact = k >= len(self.picture.table)
        bare = self.picture.bare if exact else None
        return self._rendering(k, self.picture.image, "", bare)

    def shown_in(self, k: int, shown: SourceImage) -> Rendering:
        """Return a smaller copy of the picture, to be drawn in k colors."""
        if shown is self.picture.image:
            return self.drawn_in(k)
        return self._rendering(k, shown, f" {shown.width}x{shown.height}")

    def _rendering(
        self, k: int, image: SourceImage, size: str, bare: bytes | None = None
    ) -> Rendering:
        centers = self.sweep.colors[k - 1]
        key, metric = f"{self.key} {k}{size}", self.fits.metric
        return Rendering(key, image, centers, self.style, metric, bare)

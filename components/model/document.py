"""What is on the page: a picture, its fits, and how it is drawn."""

from dataclasses import dataclass, replace

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
        """Return the whole picture, to be drawn in k colors as files hold it."""
        whole = self._rendering(k, self.picture.image, "")
        device = self.fits.device(k)
        if device is not None:
            return replace(whole, device=device)
        exact = k >= len(self.picture.table)
        return replace(whole, bare=self.picture.bare) if exact else whole

    def shown_in(self, k: int, shown: SourceImage) -> Rendering:
        """Return the picture or a smaller copy, to be drawn in k colors on a screen."""
        if shown is not self.picture.image:
            return self._rendering(k, shown, f" {shown.width}x{shown.height}")
        whole = self.drawn_in(k)
        if whole.device is None:
            return whole
        return replace(whole, key=f"{whole.key} on screen", device=None)

    def _rendering(self, k: int, image: SourceImage, size: str) -> Rendering:
        centers = self.sweep.colors[k - 1]
        key, metric = f"{self.key} {k}{size}", self.fits.metric
        return Rendering(key, image, centers, self.style, metric)

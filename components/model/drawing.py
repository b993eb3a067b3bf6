"""A picture drawn in k colors."""

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from components import engine
from components.engine.progress import Progress
from components.engine.writing.png_writer import Effort
from components.model.style import Style

# Pictures on screen have at most so many pixels; files and figures have all.
PREVIEW_PIXELS = 1_000_000


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture drawn in k colors.

    Attributes
    ----------
    png : bytes
        Indexed PNG.
    palette : engine.Palette
        The colors, and how many pixels each draws.
    labels : bytes or None
        Index of each pixel's color, a byte each, compressed by zlib; None for large
        pictures, and where a browser finds them by itself.
    opacity : ndarray of shape (256,), uint8, or None
        What each opacity of the picture became; None likewise, and where every
        pixel is solid.
    """

    png: bytes
    palette: engine.Palette
    labels: bytes | None = None
    opacity: NDArray[np.uint8] | None = None

    @cached_property
    def name(self) -> str:
        """Tells the drawing from all others: the same file, the same name."""
        return hashlib.sha256(self.png).hexdigest()


def drawn_in(
    image: engine.SourceImage,
    centers: NDArray[np.float64],
    style: Style,
    report: Progress | None = None,
) -> Drawing:
    """Draw a picture in some colors, and write its file.

    Parameters
    ----------
    image : engine.SourceImage
        The picture.
    centers : ndarray of shape (k, 3), float64
        The colors.
    style : Style
        How.
    report : callable, optional
        Given, the file is squeezed as the style says, and this is told the share
        done, 0–1; else it is written quickly.
    """
    effort: Effort = "fast" if report is None or not style.squeezed else "best"
    drawn = engine.quantize(image, centers, style.smoothness, style.dither)
    png = engine.encode_png(drawn, effort, report)
    palette = engine.Palette(drawn.palette, drawn.counts)
    if not style.smoothness or drawn.indices.size > PREVIEW_PIXELS:
        return Drawing(png, palette)
    labels = zlib.compress(drawn.indices.tobytes(), 1)
    return Drawing(png, palette, labels, _opacity(image.alpha, drawn.alpha))


def _opacity(
    before: NDArray[np.uint8] | None, after: NDArray[np.uint8] | None
) -> NDArray[np.uint8] | None:
    """Return what each opacity became; None if there are none."""
    if before is None or after is None:
        return None
    table = np.arange(256, dtype=np.uint8)
    table[before] = after
    return table

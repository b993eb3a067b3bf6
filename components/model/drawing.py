"""A picture drawn in k colors, and its file."""

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from components.engine import (
    Palette,
    QuantizedImage,
    encode_png,
    hides_colors,
    round_centers,
    shows_every_pixel,
)
from components.engine.png.chunks import with_comment
from components.engine.progress import Progress
from components.model.rendering import Rendering

if TYPE_CHECKING:
    from components.engine.writing.png_writer import Effort

# Pictures on screen have at most so many pixels; files and figures have all.
PREVIEW_PIXELS = 1_000_000

# What a file says of a palette that somebody has changed.
_CHANGES = "The colors were found by k-means and then changed by hand:"


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture drawn in k colors.

    Attributes
    ----------
    png : bytes
        Indexed PNG, or the picture's own where nothing is lost and that is smaller.
    palette : Palette
        The colors, and how much each draws.
    labels : bytes or None
        Index of each pixel's color, a byte each, compressed by zlib; None for large
        pictures, and where a browser finds them by itself.
    opacity : ndarray of shape (256,), uint8, or None
        What each opacity of the picture became; None likewise, and where every
        pixel is solid.
    """

    png: bytes
    palette: Palette
    labels: bytes | None = None
    opacity: NDArray[np.uint8] | None = None

    @cached_property
    def key(self) -> str:
        """Cache key of the drawing: SHA-256 of its file, in hexadecimal."""
        return hashlib.sha256(self.png).hexdigest()


def draw(
    rendering: Rendering, effort: "Effort", report: Progress | None = None
) -> Drawing:
    """Draw a picture in some colors, and write its file.

    Parameters
    ----------
    rendering : Rendering
        The picture, its colors, and how pixels get them.
    effort : {"fast", "best"}
        As of `encode_png`.
    report : callable, optional
        Told the share done, 0–1.
    """
    drawn = rendering.quantized()
    png = _file(rendering, drawn, effort, report)
    palette = Palette(drawn.palette, drawn.counts, weights=drawn.weights)
    if not rendering.style.smoothness or drawn.indices.size > PREVIEW_PIXELS:
        return Drawing(png, palette)
    labels = zlib.compress(drawn.indices.tobytes(), 1)
    opacity = _opacity(rendering.image.alpha, drawn.alpha)
    return Drawing(png, palette, labels, opacity)


def _file(
    rendering: Rendering,
    drawn: QuantizedImage,
    effort: "Effort",
    report: Progress | None,
) -> bytes:
    """Write a file, or take the picture's own where that has the same pixels in less.

    So nobody is given a larger file than they came with; nor one with something in it
    that they cannot see, such as the background of a cut-out.
    """
    changes = rendering.edits.described(round_centers(rendering.centers))
    png = encode_png(drawn, effort, report)
    if changes:
        png = with_comment(png, f"{_CHANGES} {changes}.")
    bare = rendering.bare
    if bare is None or len(bare) >= len(png):
        return png
    same = shows_every_pixel(drawn, rendering.image)
    return bare if same and not hides_colors(rendering.image) else png


def _opacity(
    before: NDArray[np.uint8] | None, after: NDArray[np.uint8] | None
) -> NDArray[np.uint8] | None:
    """Return what each opacity became; None if there are none."""
    if before is None or after is None:
        return None
    table = np.arange(256, dtype=np.uint8)
    table[before] = after
    return table

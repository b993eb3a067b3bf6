"""The small pictures of the ladder."""

from dataclasses import replace
from typing import Final

from components import engine
from components.model.document import Document
from components.shared.work import preview
from components.work.cache import FIGURES
from components.work.job import cached

THUMBNAIL_PIXELS: Final = 24_000

# Of a picture so much higher than it is wide, only the top is drawn: all of it would be
# a thread. That much of it, in widths.
_THREAD: Final = 8
_TOP: Final = 2


@cached(keep=FIGURES)
def thumbnails(document: Document, ks: tuple[int, ...]) -> dict[int, bytes]:
    """Draw the picture small in several numbers of colors.

    Parameters
    ----------
    document : Document
        The picture; how its file is made smaller does not show here.
    ks : tuple of int
        Numbers of colors.

    Returns
    -------
    dict
        For each k an indexed PNG.
    """
    small = engine.reduce_to(_top(preview(document.picture)), THUMBNAIL_PIXELS)
    quick = document.quick
    return {k: engine.encode_png(quick.shown_in(k, small).quantized()) for k in ks}


def _top(image: engine.SourceImage) -> engine.SourceImage:
    """Return a picture, or the top of one that is as thin as a thread."""
    if image.height <= _THREAD * image.width:
        return image
    rows = slice(0, _TOP * image.width)
    alpha = None if image.alpha is None else image.alpha[rows]
    aside = None if image.aside is None else image.aside.part(rows)
    return replace(image, rgb=image.rgb[rows], alpha=alpha, aside=aside)

"""The small pictures of the ladder."""

from typing import Final

from components import engine
from components.model.document import Document
from components.shared.work import preview
from components.work.cache import FIGURES
from components.work.job import cached

THUMBNAIL_PIXELS: Final = 24_000


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
    small = engine.reduce_to(preview(document.picture), THUMBNAIL_PIXELS)
    quick = document.quick
    return {k: engine.encode_png(quick.shown_in(k, small).quantized()) for k in ks}

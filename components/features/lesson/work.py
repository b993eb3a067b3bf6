"""The worksheet's pictures."""

from dataclasses import dataclass
from typing import Final

from components import engine
from components.model.document import Document
from components.work.cache import PICTURES
from components.work.job import cached

_PIXELS: Final = 60_000  # each, on paper some six centimeters wide
_KS: Final = (2, 4, 8, 16)


@dataclass(frozen=True)
class Small:
    """The picture in few colors, small.

    Attributes
    ----------
    k : int or None
        Number of colors; None for the original.
    png : bytes
        Its file.
    colors : tuple of str
        Its palette, most pixels first, as ``#rrggbb``; empty for the original.
    """

    k: int | None
    png: bytes
    colors: tuple[str, ...] = ()


@cached(keep=PICTURES)
def small_pictures(document: Document) -> tuple[Small, ...]:
    """Draw the original and the picture in a few numbers of colors, to be printed.

    Parameters
    ----------
    document : Document
        The picture; how its file is made smaller does not show here.
    """
    small = engine.reduce_to(document.picture.image, _PIXELS)
    original = Small(None, engine.encode_lossless_png(small))
    ks = [k for k in _KS if k <= document.sweep.k_max]
    return original, *(_drawn(document.quick, k, small) for k in ks)


def _drawn(document: Document, k: int, small: engine.SourceImage) -> Small:
    drawn = document.shown_in(k, small).quantized()
    order = (-drawn.weights).argsort(kind="stable")
    used = [engine.hex_code(drawn.palette[row]) for row in order if drawn.counts[row]]
    return Small(k, engine.encode_png(drawn), tuple(dict.fromkeys(used)))

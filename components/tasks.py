"""Pieces of long work: all that `backroom` is asked to do.

Each is given, beside what it takes, a function to tell the share done, 0–1, and one to
offer a result that is not final.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from components import engine
from components.engine import writing
from components.model.drawing import Drawing, drawn_in
from components.model.style import Style

Report = Callable[[float], None]
Offer = Callable[[object], None]
Centers = NDArray[np.float64]


def sweep(
    table: engine.ColorTable,
    k_max: int,
    space: engine.Space,
    report: Report,
    offer: Offer,
) -> engine.Sweep:
    """Find the best colors for every k."""
    return engine.sweep_k(table, k_max, space, report, offer)


def squeeze(
    image: engine.SourceImage,
    centers: Centers,
    style: Style,
    report: Report,
    offer: Offer,
) -> Drawing:
    """Draw the whole picture, and make its file small."""
    return drawn_in(image, centers, style, report)


def file_size(
    image: engine.SourceImage,
    centers: Centers,
    dither: bool,
    report: Report,
    offer: Offer,
) -> int:
    """Write the indexed PNG quickly; its bytes."""
    return len(engine.encode_png(engine.quantize(image, centers, dither=dither)))


def compare(
    image: engine.SourceImage,
    centers: Centers,
    style: Style,
    report: Report,
    offer: Offer,
) -> engine.Quality:
    """Compare the picture in some colors with the original."""
    drawn = engine.quantize(image, centers, style.smoothness, style.dither)
    return engine.compare(image, drawn, report)


def smallest_same(
    image: engine.SourceImage,
    table: engine.ColorTable,
    centers: Sequence[Centers],
    report: Report,
    offer: Offer,
) -> int | None:
    """Look for the smallest k that looks like the original."""
    return engine.smallest_that_looks_the_same(image, table, centers, report)


def weigh(png: bytes, way: writing.Way, report: Report, offer: Offer) -> writing.Entry:
    """Write a drawing as another file, and weigh that."""
    return writing.weigh(way, writing.reread(png))

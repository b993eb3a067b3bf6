"""The smallest number of colors at which a picture looks the same."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.metric import Metric, metric_of
from components.engine.clustering.spaces import Space
from components.engine.drawing.nearest import nearest_indices
from components.engine.drawing.quantize import QuantizedImage, quantize, round_centers
from components.engine.judging.banding import false_contours
from components.engine.judging.ciede2000 import (
    FOR_THE_PRACTISED,
    ciede2000,
    lab_from_srgb,
)
from components.engine.judging.quality import (
    LEAST_SSIM,
    MOST_CONTOURS,
    MOST_RECOLORED,
    enough_of,
)
from components.engine.judging.recolored import recolored
from components.engine.judging.ssim import ssim
from components.engine.progress import Progress
from components.engine.source import SourceImage

Floats = NDArray[np.float64]

# Colors looked at before it is asked whether too many differ already.
_AT_ONCE: Final = 4096


def smallest_that_looks_the_same(
    image: SourceImage,
    table: ColorTable,
    centers: Sequence[Floats],
    report: Progress | None = None,
    space: Space | Metric = "srgb",
) -> int | None:
    """Find the smallest k whose drawing `looks_the_same`.

    It goes upward from k = 1 and stops at the first that does: quality is not
    strictly monotone in k, and nothing is assumed of what was not tested. That is
    affordable because a k fails as soon as more than 5 % of the pixels, by their
    weight, are known to differ, most often after a few thousand colors. Where colors
    pass, contours are counted, until there are too many, then places in another
    color; SSIM comes last.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    table : ColorTable
        Its distinct colors.
    centers : sequence of ndarrays of shape (k, 3), float64
        Centers for k = 1, 2, …, as `Sweep.centers`.
    report : callable, optional
        Called for every k with the share that is done, 0–1, and during long work
        on one. An exception that it raises ends the search.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"} or Metric
        Space in which distances are measured, as of `quantize`.

    Returns
    -------
    int or None
        k, which is ``centers[k - 1]``; None if none looks the same.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [90, 0, 0], [91, 0, 0]]], dtype=np.uint8)
    >>> image = SourceImage(rgb, None, "PNG", 70)
    >>> table = ColorTable(rgb[0], np.array([1, 1, 1]))
    >>> smallest_that_looks_the_same(
    ...     image, table, [rgb[0, :1] + 60.0, rgb[0, :2] + 0.4, rgb[0] + 0.0])
    2
    """
    metric = space if isinstance(space, Metric) else metric_of(table, space)
    colors = _Colors(table, metric)
    for k, each in enumerate(centers, start=1):
        note = _say((k - 1) / len(centers), report)
        note(0.0)
        if colors.pass_with(round_centers(each)) and _passes(image, each, metric, note):
            return k
    return None


def _say(share: float, report: Progress | None) -> Callable[[float], None]:
    """Return what a step calls while it works: it says how far the whole is."""
    return lambda _: None if report is None else report(share)


def _passes(
    image: SourceImage, centers: Floats, metric: Metric, note: Progress
) -> bool:
    drawn: QuantizedImage = quantize(image, centers, space=metric)
    if false_contours(image, drawn, MOST_CONTOURS) > MOST_CONTOURS:
        return False
    if recolored(image, drawn) > MOST_RECOLORED:
        return False
    return ssim(image, drawn, note) >= LEAST_SSIM


class _Colors:
    """The colors of a picture, those of most weight first."""

    def __init__(self, table: ColorTable, metric: Metric) -> None:
        self._metric = metric
        order = np.argsort(-table.weights, kind="stable")
        self._colors = table.colors[order]
        self._weights = table.weights[order]
        self._lab = lab_from_srgb(self._colors)

    def pass_with(self, palette: NDArray[np.uint8]) -> bool:
        """Whether the 95th percentile of the differences is small enough."""
        weight = float(self._weights.sum())
        needed = enough_of(weight)
        lab = lab_from_srgb(palette)
        unlike = 0.0
        for start in range(0, len(self._colors), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            labels = nearest_indices(self._colors[some], palette, self._metric)
            far = ciede2000(self._lab[some], lab[labels]) > FOR_THE_PRACTISED
            unlike += float(self._weights[some][far].sum())
            if weight - unlike < needed:
                return False
        return True

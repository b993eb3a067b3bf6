"""How many pixels the colors of many palettes draw, without drawing.

A picture's colors are put in order once, cell by cell of the space of a `Metric`. The
palette colors that can be nearest in a cell are then looked for once a cell, not once
a color; often there is but one, which draws all of the cell.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from components.engine import machine_code
from components.engine.clustering.colors import ColorTable
from components.engine.clustering.metric import SRGB, Metric, cell_of
from components.engine.drawing.nearest import possible
from components.engine.drawing.quantize import count_coverage
from components.engine.jit import inlined, kernel
from components.engine.side_by_side import each

Ints = NDArray[np.int64]

# Palettes from which on it is worth while: the order takes as long as three of them.
MANY = 4

# Colors of a cell up to which looking for those that can be nearest takes longer than
# looking at all of them.
_FEW = 3


def count_coverages(
    table: ColorTable, palettes: Sequence[NDArray[np.uint8]], metric: Metric = SRGB
) -> list[Ints]:
    """Count the pixels that each color of several palettes draws.

    Parameters
    ----------
    table : ColorTable
        The distinct colors of a picture.
    palettes : sequence of ndarrays of shape (k, 3), uint8
        sRGB colors, k from 1 to 256, another k in each.
    metric : Metric
        Space in which distances are measured.

    Returns
    -------
    list of ndarrays of shape (k,), int64
        The same as `count_coverage` of each. All 64 palettes of a photo take a quarter
        of the time in sRGB, and a tenth in Oklab.
    """
    if len(palettes) < MANY or not machine_code.at_hand():
        return [count_coverage(table, each, metric) for each in palettes]
    points = metric.points(table.colors)
    order, starts = _by_cell(points, metric.rule, metric.cells)
    points, counts = points[order], table.counts[order]

    def count(palette: NDArray[np.uint8]) -> Ints:
        return _count(points, counts, starts, metric.points(palette), metric.rule)

    # Mostly the largest palettes are the last, and take longest.
    return each(count, palettes[::-1])[::-1]


@kernel
def _by_cell(points: Ints, rule: Ints, cells: int) -> tuple[Ints, Ints]:
    """Order points by their cells; return that, and where each cell begins and ends."""
    starts = np.zeros(cells + 1, np.int64)
    for i in range(points.shape[0]):
        cell = cell_of(points[i, 0], points[i, 1], points[i, 2], rule)
        starts[cell + 1] += 1
    for cell in range(cells):
        starts[cell + 1] += starts[cell]
    free = starts.copy()
    order = np.empty(points.shape[0], np.int64)
    for i in range(points.shape[0]):
        cell = cell_of(points[i, 0], points[i, 1], points[i, 2], rule)
        order[free[cell]] = i
        free[cell] += 1
    return order, starts


@kernel
def _count(points: Ints, counts: Ints, starts: Ints, palette: Ints, rule: Ints) -> Ints:
    """Add the count of each point to that of the palette color nearest to it."""
    found = np.zeros(palette.shape[0], np.int64)
    listed = np.empty(palette.shape[0], np.uint8)
    near = np.empty_like(palette)  # those listed, side by side
    for cell in range(starts.size - 1):
        begin, end = starts[cell], starts[cell + 1]
        if end - begin <= _FEW:
            for i in range(begin, end):
                found[_nearest(points, i, palette, palette.shape[0])] += counts[i]
            continue
        x, y, z = points[begin, 0], points[begin, 1], points[begin, 2]
        length = possible(x, y, z, palette, rule, listed)
        if length == 1:
            found[listed[0]] += counts[begin:end].sum()
            continue
        for n in range(length):
            for channel in range(3):  # a row at once takes seconds to compile
                near[n, channel] = palette[listed[n], channel]
        for i in range(begin, end):
            found[listed[_nearest(points, i, near, length)]] += counts[i]
    return found


@inlined
def _nearest(points: Ints, i: int, colors: Ints, length: int) -> int:
    """Return which of the first so many colors is nearest to a point, the lowest."""
    best, smallest = 0, np.int64(1 << 62)
    for n in range(length):
        d0 = points[i, 0] - colors[n, 0]
        d1 = points[i, 1] - colors[n, 1]
        d2 = points[i, 2] - colors[n, 2]
        distance = d0 * d0 + d1 * d1 + d2 * d2
        if distance < smallest:
            best, smallest = n, distance
    return best

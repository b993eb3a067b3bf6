"""Lloyd's algorithm on the grid of colors: the loop everything waits for.

Which centers can be nearest to any color of a group is decided for the whole
group at once, by the filtering rule of Kanungo et al. [1]_: start with the
center nearest to the middle of the group's box; any other center survives only
if some corner of the box is nearer to it. A group left with one center is added
to it as a whole. The result is that of plain Lloyd iterations over every pixel
(Lloyd [2]_); only the order of the additions differs.

References
----------
.. [1] T. Kanungo et al., "An efficient k-means clustering algorithm: analysis
   and implementation", IEEE TPAMI 24(7), 2002. doi:10.1109/TPAMI.2002.1017616
.. [2] S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on
   Information Theory 28(2), 1982. doi:10.1109/TIT.1982.1056489
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.compiled import kernel
from components.engine.grid import Grid

Floats = NDArray[np.float64]


class Fit(NamedTuple):
    """Where Lloyd's iterations ended.

    Attributes
    ----------
    centers : ndarray of shape (k, 3), float64
        The mean of each cluster.
    inertia : float
        Weighted sum of squared distances to the nearest center.
    weight : ndarray of shape (k,), float64
        Pixels in each cluster.
    iterations : int
        How many times the centers were moved.
    """

    centers: Floats
    inertia: float
    weight: Floats
    iterations: int


def lloyd(grid: Grid, centers: Floats, exact: bool, tolerance: float, most: int) -> Fit:
    """Move centers to the means of their clusters until that gains nothing.

    Parameters
    ----------
    grid : Grid
        The colors.
    centers : ndarray of shape (k, 3), float64
        Where to start; not changed.
    exact : bool
        True assigns every distinct color; False assigns whole cells by their
        mean, which is an approximation and some ten times quicker.
    tolerance : float
        Stop when one iteration lowers the inertia by less than this share.
    most : int
        Stop after so many iterations.

    Returns
    -------
    Fit
        Never worse than the start.
    """
    cells, blocks = grid.cells, grid.blocks
    found = _lloyd(
        (blocks.start, blocks.low, blocks.high, blocks.weight, blocks.mean),
        (cells.start, cells.low, cells.high, cells.weight, cells.mean),
        blocks.spread,
        cells.spread,
        grid.points,
        grid.weights,
        np.ascontiguousarray(centers, dtype=np.float64),
        exact,
        tolerance,
        most,
    )
    return Fit(*found)


@kernel
def _lloyd(
    blocks: Any,  # noqa: ANN401 - a tuple of arrays, known to the compiler
    cells: Any,  # noqa: ANN401
    block_spread: Floats,
    cell_spread: Floats,
    points: NDArray[np.float32],
    weights: Floats,
    start: Floats,
    exact: bool,
    tolerance: float,
    most: int,
) -> tuple[Floats, float, Floats, int]:
    centers = start.copy()
    k = centers.shape[0]
    sums, weight = np.zeros((k, 3)), np.zeros(k)
    before = np.inf
    iterations = 0
    while True:
        inertia = _assign(
            blocks, cells, block_spread, cell_spread, points, weights,
            centers, exact, sums, weight,
        )  # fmt: skip
        if iterations >= most or before - inertia <= tolerance * inertia:
            break
        before = inertia
        for c in range(k):
            if weight[c] > 0:
                for j in range(3):
                    centers[c, j] = sums[c, j] / weight[c]
        iterations += 1
    return centers, inertia, weight, iterations


@kernel
def _assign(
    blocks: Any,  # noqa: ANN401
    cells: Any,  # noqa: ANN401
    block_spread: Floats,
    cell_spread: Floats,
    points: NDArray[np.float32],
    weights: Floats,
    centers: Floats,
    exact: bool,
    sums: Floats,
    weight: Floats,
) -> float:
    """Give every color to its nearest center; add up clusters and inertia."""
    block_start, block_low, block_high, block_weight, block_mean = blocks
    cell_start, cell_low, cell_high, cell_weight, cell_mean = cells
    k = centers.shape[0]
    everyone = np.arange(k)
    near, nearer = np.empty(k, np.int64), np.empty(k, np.int64)
    sums[:] = 0.0
    weight[:] = 0.0
    inertia = 0.0
    for b in range(block_weight.size):
        n = survivors(block_low[b], block_high[b], centers, everyone, k, near)
        if n == 1:
            inertia += block_spread[b]
            inertia += _add(
                block_mean[b], block_weight[b], near[0], centers, sums, weight
            )
            continue
        for g in range(block_start[b], block_start[b + 1]):
            if not exact:
                c = nearest_of(cell_mean[g], centers, near, n)
                inertia += cell_spread[g]
                inertia += _add(cell_mean[g], cell_weight[g], c, centers, sums, weight)
                continue
            m = survivors(cell_low[g], cell_high[g], centers, near, n, nearer)
            if m == 1:
                inertia += cell_spread[g]
                inertia += _add(
                    cell_mean[g], cell_weight[g], nearer[0], centers, sums, weight
                )
                continue
            for i in range(cell_start[g], cell_start[g + 1]):
                c = nearest_of(points[i], centers, nearer, m)
                inertia += _add(points[i], weights[i], c, centers, sums, weight)
    return inertia


@kernel
def survivors(
    low: Floats,
    high: Floats,
    centers: Floats,
    given: NDArray[np.int64],
    n: int,
    kept: NDArray[np.int64],
) -> int:
    """Centers that can be nearest to some point of a box, in the order given."""
    middle = (
        (low[0] + high[0]) / 2,
        (low[1] + high[1]) / 2,
        (low[2] + high[2]) / 2,
    )
    best = nearest_of(middle, centers, given, n)
    count = 0
    for i in range(n):
        c = given[i]
        ahead = 0.0  # how much nearer c is at the corner that favours it most
        for j in range(3):
            towards = centers[c, j] - centers[best, j]
            corner = high[j] if towards > 0 else low[j]
            ahead += towards * (2 * corner - centers[c, j] - centers[best, j])
        if c == best or ahead > 0:
            kept[count] = c
            count += 1
    return count


@kernel
def nearest_of(point: Any, centers: Floats, given: NDArray[np.int64], n: int) -> int:  # noqa: ANN401
    """Whichever of the first n given centers is nearest to a point."""
    smallest, best = np.inf, int(given[0])
    for i in range(n):
        c = int(given[i])
        d0 = point[0] - centers[c, 0]
        d1 = point[1] - centers[c, 1]
        d2 = point[2] - centers[c, 2]
        distance = d0 * d0 + d1 * d1 + d2 * d2
        if distance < smallest:
            smallest, best = distance, c
    return best


@kernel
def _add(
    point: Any,  # noqa: ANN401
    amount: float,
    c: int,
    centers: Floats,
    sums: Floats,
    weight: Floats,
) -> float:
    """Add a weighted point to cluster c; returns its share of the inertia."""
    distance = 0.0
    for j in range(3):
        sums[c, j] += amount * point[j]
        distance += (point[j] - centers[c, j]) ** 2
    weight[c] += amount
    return amount * distance

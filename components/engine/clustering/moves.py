"""Ways from one fit to starts with one center more, one fewer, or one elsewhere."""

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit
from components.engine.jit import kernel, leaf

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def splits(level: Level, fit: Fit, count: int, fixed: int = 0) -> list[Floats]:
    """Split one cluster along its main axis, in the most promising ways.

    The two halves start where the means of the two halves of a normal
    distribution lie, sqrt(2 / pi) standard deviations off the middle. A fixed center
    stays, and gets one beside it.

    Parameters
    ----------
    level : Level
        The points.
    fit : Fit
        k centers, fitted to them.
    count : int
        How many ways at most.
    fixed : int
        So many centers, the first ones, stay where they are.

    Returns
    -------
    list of ndarray of shape (k + 1, 3), float64
        Starts for one more center, the cluster that is stretched most first.
    """
    stretch, step = _outward(level, fit, fixed)
    order = np.argsort(-stretch, kind="stable")[:count]
    return [
        np.vstack([_moved(fit.centers, c, -step[c], fixed), fit.centers[c] + step[c]])
        for c in order
        if stretch[c] > 0
    ]


def merges(fit: Fit, count: int, fixed: int = 0) -> list[Floats]:
    """Merge one pair of clusters, in the cheapest ways.

    The price of a union is Ward's [1]_: ``w v / (w + v) · |a − b|²``; with a fixed
    center a, which stays where it is, ``v · |a − b|²``.

    Parameters
    ----------
    fit : Fit
        k centers, k at least 2, one of them not fixed.
    count : int
        How many ways at most.
    fixed : int
        So many centers, the first ones, stay where they are.

    Returns
    -------
    list of ndarray of shape (k - 1, 3), float64
        Starts for one center less, the cheapest first.

    References
    ----------
    .. [1] J. H. Ward, "Hierarchical grouping to optimize an objective function",
       JASA 58(301), 1963. doi:10.1080/01621459.1963.10500845
    """
    price, partner = _cheapest_partners(fit.centers, fit.weight, fixed)
    order = np.argsort(price, kind="stable")[:count]
    return [
        np.delete(_united(fit, a, partner[a], fixed), partner[a], axis=0)
        for a in order
        if np.isfinite(price[a])
    ]


def swaps(level: Level, fit: Fit, count: int, fixed: int = 0) -> list[Floats]:
    """Merge one pair of clusters and split another, in the most promising ways.

    Parameters
    ----------
    level : Level
        The points.
    fit : Fit
        k centers, fitted to the points. Below three there is nothing to swap.
    count : int
        How many pairs, and for each how many splits, at most.
    fixed : int
        So many centers, the first ones, stay where they are.

    Returns
    -------
    list of ndarray of shape (k, 3), float64
        Starts with as many centers.
    """
    price, partner = _cheapest_partners(fit.centers, fit.weight, fixed)
    stretch, step = _outward(level, fit, fixed)
    cheapest = np.argsort(price, kind="stable")[:count]
    cheapest = cheapest[np.isfinite(price[cheapest])]
    widest = np.argsort(-stretch, kind="stable")[: count + 2]
    pairs = np.column_stack([cheapest, partner[cheapest]])
    widest = widest[stretch[widest] > 0]
    return list(_swapped(fit.centers, fit.weight, pairs, widest, step, count, fixed))


@kernel
def _swapped(
    centers: Floats,
    weight: Floats,
    pairs: Ints,
    widest: Ints,
    step: Floats,
    count: int,
    fixed: int,
) -> Floats:
    """Unite each pair, and split the widest clusters that are not of it, in turn.

    Of these ``count`` at most. What is returned has the shape (starts, k, 3).
    """
    starts, made = np.empty((pairs.shape[0] * count, centers.shape[0], 3)), 0
    for i in range(pairs.shape[0]):
        a, b, left = pairs[i, 0], pairs[i, 1], count
        for c in widest:
            if left > 0 and c != a and c != b:
                start = starts[made]
                _unite(centers, weight, a, b, fixed, start)
                for j in range(3):
                    start[c, j] -= step[c, j] if c >= fixed else 0.0
                    start[b, j] = centers[c, j] + step[c, j]
                left, made = left - 1, made + 1
    return starts[:made]


@kernel
def _unite(
    centers: Floats, weight: Floats, a: int, b: int, fixed: int, united: Floats
) -> None:
    """Write down centers with a at the common mean of a and b, unless it is fixed."""
    v, w = weight[a], weight[b]
    for c in range(centers.shape[0]):
        for j in range(3):
            united[c, j] = centers[c, j]
    if v + w > 0 and a >= fixed:
        for j in range(3):
            united[a, j] = (v * centers[a, j] + w * centers[b, j]) / (v + w)


def farthest(level: Level, fit: Fit, count: int = 1) -> Floats:
    """Find the points that cost most where they are now.

    Parameters
    ----------
    level : Level
        The points.
    fit : Fit
        Fewer centers than points, fitted to them.
    count : int
        How many.

    Returns
    -------
    ndarray of shape (count, 3), float64
        The costliest first. Each that costs anything lowers the inertia as a
        center of its own.
    """
    offset = level.points.T - fit.centers[fit.labels]
    cost = level.weights * (offset * offset).sum(axis=1)
    worst = np.argpartition(-cost, count - 1)[:count]
    worst = worst[np.argsort(-cost[worst], kind="stable")]
    points: Floats = level.points[:, worst].T.astype(np.float64)
    return points


def _outward(level: Level, fit: Fit, fixed: int) -> tuple[Floats, Floats]:
    """Return `_stretches`; steps from fixed centers go to where the points are."""
    stretch, step = _stretches(level, fit.labels, fit.centers, fit.weight)
    if fixed:
        lean = _leanings(level, fit.labels, fit.centers, fixed)
        step[:fixed] *= np.where((lean * step[:fixed]).sum(axis=1) < 0, -1, 1)[:, None]
    return stretch, step


@kernel
def _leanings(
    level: Level, labels: NDArray[np.int32], centers: Floats, fixed: int
) -> Floats:
    """For each fixed center the way to the mean of its cluster, times the weight."""
    lean = np.zeros((fixed, 3))
    for p in range(labels.size):
        c = labels[p]
        if c < fixed:
            for j in range(3):
                lean[c, j] += level.weights[p] * (level.points[j, p] - centers[c, j])
    return lean


def _moved(centers: Floats, c: int, step: Floats, fixed: int) -> Floats:
    moved = centers.copy()
    if c >= fixed:
        moved[c] += step
    return moved


def _united(fit: Fit, a: int, b: int, fixed: int) -> Floats:
    """Return the centers as `_unite` writes them down."""
    united = np.empty_like(fit.centers)
    _unite(fit.centers, fit.weight, a, b, fixed, united)
    return united


@kernel
def _stretches(
    level: Level, labels: NDArray[np.int32], centers: Floats, weight: Floats
) -> tuple[Floats, Floats]:
    """Scatter of each cluster along its main axis, and the step to split it."""
    k = centers.shape[0]
    scatter = np.zeros((k, 6))
    for p in range(labels.size):
        c = labels[p]
        w = level.weights[p]
        x = level.points[0, p] - centers[c, 0]
        y = level.points[1, p] - centers[c, 1]
        z = level.points[2, p] - centers[c, 2]
        inside = level.spread[p] / 3
        scatter[c, 0] += w * x * x + inside
        scatter[c, 1] += w * y * y + inside
        scatter[c, 2] += w * z * z + inside
        scatter[c, 3] += w * x * y
        scatter[c, 4] += w * x * z
        scatter[c, 5] += w * y * z
    stretch, step = np.zeros(k), np.zeros((k, 3))
    for c in range(k):
        if weight[c] > 0:
            stretch[c] = _main_axis(scatter[c], step[c])
            length = np.sqrt(2 / np.pi * stretch[c] / weight[c])
            for j in range(3):
                step[c, j] *= length
    return stretch, step


@leaf
def _main_axis(packed: Floats, axis: Floats) -> float:
    """Largest eigenvalue of a symmetric 3 × 3 matrix; fills in the direction.

    The matrix (xx, yy, zz, xy, xz, yz) is squared seven times. In its 128th power
    all other directions have faded.
    """
    a, b, c, d, e, f = packed
    if a + b + c <= 0:
        return 0.0
    for _ in range(7):
        t = a + b + c
        a, b, c, d, e, f = a / t, b / t, c / t, d / t, e / t, f / t
        a, b, c, d, e, f = (
            a * a + d * d + e * e,
            d * d + b * b + f * f,
            e * e + f * f + c * c,
            a * d + d * b + e * f,
            a * e + d * f + e * c,
            d * e + b * f + f * c,
        )
    if a >= b and a >= c:
        x, y, z = a, d, e
    elif b >= c:
        x, y, z = d, b, f
    else:
        x, y, z = e, f, c
    length = np.sqrt(x * x + y * y + z * z)
    x, y, z = x / length, y / length, z / length
    axis[0], axis[1], axis[2] = x, y, z
    mixed = packed[3] * x * y + packed[4] * x * z + packed[5] * y * z
    square = packed[0] * x * x + packed[1] * y * y + packed[2] * z * z
    return float(square + 2 * mixed)


@kernel
def _cheapest_partners(
    centers: Floats, weight: Floats, fixed: int
) -> tuple[Floats, Ints]:
    """For each center the later one with which a union is cheapest, and its price."""
    k = centers.shape[0]
    price, partner = np.full(k, np.inf), np.zeros(k, np.int64)
    for a in range(k):
        for b in range(max(a + 1, fixed), k):
            squared = 0.0
            for j in range(3):
                squared += (centers[a, j] - centers[b, j]) ** 2
            both = weight[a] + weight[b]  # below 1 where all is nearly transparent
            union = weight[a] * weight[b] / both * squared if both > 0.0 else 0.0
            if a < fixed:
                union = weight[b] * squared
            if union < price[a]:
                price[a], partner[a] = union, b
    return price, partner

"""Lloyd's algorithm on a level of the grid: the loop everything waits for.

Plain Lloyd iterations (Lloyd [1]_), four things made quick:

* Which centers can be nearest to any point of a tile is decided for the whole
  tile at once, by the filtering rule of Kanungo et al. [2]_: begin with the
  center nearest to the middle of the tile's box; another one survives only if
  some corner of the box is nearer to it. First for a block, then for its tiles.
* That is decided with room for some steps of the centers, which are small near the
  end, and again only when a center has gone farther. (Hamerly [3]_ keeps bounds in
  such a way, for each point.) Until then, tiles with one center are left alone.
* The points of a tile are compared with the few centers that remain by vector
  instructions, in 32 bits. (A point within some 1e-5 of the middle between two
  centers may go to either; sums and inertia are in 64 bits.)
* Sums over clusters are kept, and changed by the points that change cluster.

References
----------
.. [1] S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on
   Information Theory 28(2), 1982. doi:10.1109/TIT.1982.1056489
.. [2] T. Kanungo et al., "An efficient k-means clustering algorithm: analysis
   and implementation", IEEE TPAMI 24(7), 2002. doi:10.1109/TPAMI.2002.1017616
.. [3] G. Hamerly, "Making k-means even faster", SIAM International Conference on Data
   Mining, 2010. doi:10.1137/1.9781611972801.12
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.jit import kernel

Floats = NDArray[np.float64]
Points = NDArray[np.float32]
Ints = NDArray[np.int64]
Labels = NDArray[np.int32]


# How far beyond its mean a center is put while that pays: the next means lie in
# the same direction more often than not.
_STRIDE = 1.7
# Which centers can be nearest in a tile is found out for so many steps ahead.
_AHEAD = 2.0
# What an iteration gained, times this, is the most that all later ones may gain.
_HORIZON = 6.0


class Fit(NamedTuple):
    """Where Lloyd's iterations ended.

    Attributes
    ----------
    centers : ndarray of shape (k, 3), float64
        The centers.
    labels : ndarray of shape (n,), int32
        Index of each point's nearest center.
    weight : ndarray of shape (k,), float64
        What each cluster weighs.
    inertia : float
        Weighted sum of squared distances to the nearest center.
    iterations : int
        How many times the centers were moved.
    previous : ndarray of shape (k, 3), float64
        The centers before they were moved for the last time. Each center is the mean
        of the points that were nearest to its previous one; where `most` cut the
        iterations short, it may lie beyond it.
    """

    centers: Floats
    labels: Labels
    weight: Floats
    inertia: float
    iterations: int
    previous: Floats


def lloyd(
    level: Level,
    centers: Floats,
    tolerance: float,
    most: int,
    beat: float = np.inf,
    fixed: int = 0,
) -> Fit:
    """Move centers to the means of their clusters until that gains nothing.

    Parameters
    ----------
    level : Level
        The points.
    centers : ndarray of shape (k, 3), float64
        Where to start; not changed.
    tolerance : float
        Stop when an iteration lowered the inertia by less than this share.
    most : int
        Stop after so many iterations.
    beat : float
        Give up when this inertia seems out of reach; a guess, from what the last
        iteration gained.
    fixed : int
        So many centers, the first ones, stay where they are.

    Returns
    -------
    Fit
        Never worse than the start. A cluster that lost all its points keeps its
        center and has weight 0.
    """
    start = np.ascontiguousarray(centers, dtype=np.float64)
    return Fit(*_lloyd(level, start, tolerance, most, beat, fixed))


@kernel
def _lloyd(
    level: Level, start: Floats, tolerance: float, most: int, beat: float, fixed: int
) -> tuple[Floats, Labels, Floats, float, int, Floats]:
    centers, previous = start.copy(), start.copy()
    k = centers.shape[0]
    labels = np.full(level.weights.size, -1, np.int32)
    sums, weight = np.zeros((k, 3)), np.zeros(k)
    tiles = level.tile_start.size - 1
    chosen, counts = np.empty((tiles, k), np.int32), np.empty(tiles, np.int64)
    step, moved, room = 0.0, 1.0, 0.0
    before, iterations, stride = np.inf, 0, 1.0
    while True:
        fresh = moved > room
        if fresh:
            moved, room = 0.0, _AHEAD * step
            _choose(level, centers, room, chosen, counts)
        _assign(level, centers, chosen, counts, fresh, labels, sums, weight)
        inertia = _inertia(level.square, centers, sums, weight)
        done = before - inertia <= tolerance * inertia
        if iterations >= most or (done and stride == 1.0):
            break
        # Going too far may have lost a little, which says nothing of what is to come.
        if inertia - _HORIZON * max(before - inertia, 0.0) > beat:
            break
        stride = 1.0 if done or iterations == 0 else _STRIDE
        before = inertia
        previous = centers.copy()
        step = _move(centers, sums, weight, stride, fixed)
        moved += step
        iterations += 1
    return centers, labels, weight, inertia, iterations, previous


@kernel
def _inertia(square: float, centers: Floats, sums: Floats, weight: Floats) -> float:
    """Work the inertia out from the sums over clusters."""
    inertia = square
    for c in range(weight.size):
        for j in range(3):
            inertia += centers[c, j] * (weight[c] * centers[c, j] - 2 * sums[c, j])
    return max(inertia, 0.0)


@kernel
def _move(
    centers: Floats, sums: Floats, weight: Floats, stride: float, fixed: int
) -> float:
    """Put each center that is free at the mean of its cluster, or so much further.

    Return how far the one went that went farthest.
    """
    farthest = 0.0
    for c in range(fixed, weight.size):
        if weight[c] > 0:
            squared = 0.0
            for j in range(3):
                way = stride * (sums[c, j] / weight[c] - centers[c, j])
                centers[c, j] += way
                squared += way * way
            farthest = max(farthest, squared)
    return float(np.sqrt(farthest))


def exact_inertia(level: Level, fit: Fit) -> float:
    """Add up the squared distances of all points to their centers.

    `Fit.inertia` is a difference of large sums, good for comparing; this is a sum
    of what it is about, good to the last digits also where next to nothing is left.

    Parameters
    ----------
    level : Level
        The points.
    fit : Fit
        A fit to them.

    Returns
    -------
    float
        The inertia.
    """
    return float(_exact_inertia(level, fit.centers, fit.labels))


@kernel
def _exact_inertia(level: Level, centers: Floats, labels: Labels) -> float:
    total = 0.0
    for i in range(labels.size):
        c = labels[i]
        d0 = level.points[0, i] - centers[c, 0]
        d1 = level.points[1, i] - centers[c, 1]
        d2 = level.points[2, i] - centers[c, 2]
        total += level.given[i] * (d0 * d0 + d1 * d1 + d2 * d2) + level.spread[i]
    return total


@kernel
def _choose(
    level: Level, centers: Floats, room: float, chosen: Labels, counts: Ints
) -> None:
    """Note for each tile which centers can be nearest to a point of it.

    Now, and as long as no center has gone farther than ``room``.
    """
    k = centers.shape[0]
    everyone, axes = np.arange(k).astype(np.int32), np.ascontiguousarray(centers.T)
    near, near_axes, work = np.empty(k, np.int32), np.empty((3, k)), np.empty(k)
    blocks, tiles = (
        (level.block_low, level.block_high),
        (level.tile_low, level.tile_high),
    )
    for b in range(level.block_start.size - 1):
        n = _survivors(blocks, b, axes, everyone, k, room, near, work)
        _gather(centers, near, n, near_axes)
        for t in range(level.block_start[b], level.block_start[b + 1]):
            counts[t] = _survivors(tiles, t, near_axes, near, n, room, chosen[t], work)


@kernel
def _assign(
    level: Level,
    centers: Floats,
    chosen: Labels,
    counts: Ints,
    fresh: bool,
    labels: Labels,
    sums: Floats,
    weight: Floats,
) -> None:
    """Give every point to its nearest center; keep the sums up to date."""
    axes, first = np.empty((3, centers.shape[0]), np.float32), labels[0] < 0
    largest = _largest_tile(level)
    best, distance = np.empty(largest, np.int32), np.empty(largest, np.float32)
    for t in range(counts.size):
        n = counts[t]
        if n == 1 and not fresh:
            continue  # all its points have gone there before
        _gather(centers, chosen[t], n, axes)
        begin, end = level.tile_start[t], level.tile_start[t + 1]
        _nearest(level.points, begin, end, axes, chosen[t], n, best, distance)
        if first:
            for i in range(begin, end):
                labels[i] = best[i - begin]
        elif _differ(labels, begin, end, best):
            _relabel(level, begin, end, best, labels, sums, weight)
    if first:
        _sum_up(level, labels, sums, weight)


@kernel
def _largest_tile(level: Level) -> int:
    largest = 0  # not by np.diff, which takes the compiler three seconds
    for t in range(level.tile_start.size - 1):
        largest = max(largest, level.tile_start[t + 1] - level.tile_start[t])
    return largest


@kernel
def _gather(
    centers: Floats, given: Labels, n: int, axes: NDArray[np.floating[Any]]
) -> None:
    """Write the coordinates of n centers in rows, one an axis."""
    for s in range(n):
        for j in range(3):
            axes[j, s] = centers[given[s], j]


@kernel
def _nearest(
    points: Points,
    begin: int,
    end: int,
    axes: Points,
    given: Labels,
    n: int,
    best: Labels,
    distance: NDArray[np.float32],
) -> None:
    """Whichever of n centers is nearest, for each point of a tile.

    Written center by center, without branches, so that the compiler makes vector
    instructions of the inner loop.
    """
    x, y, z = points[0, begin:end], points[1, begin:end], points[2, begin:end]
    for i in range(x.size):
        best[i] = given[0]
        distance[i] = np.inf
    if n == 1:
        return
    for s in range(n):
        c, c0, c1, c2 = given[s], axes[0, s], axes[1, s], axes[2, s]
        for i in range(x.size):
            d0, d1, d2 = x[i] - c0, y[i] - c1, z[i] - c2
            d = d0 * d0 + d1 * d1 + d2 * d2
            best[i] = c if d < distance[i] else best[i]
            distance[i] = min(d, distance[i])


@kernel
def _differ(labels: Labels, begin: int, end: int, best: Labels) -> bool:
    """Whether any label changes; a quick look, with vector instructions."""
    mine, different = labels[begin:end], 0
    for i in range(mine.size):
        different |= mine[i] ^ best[i]
    return different != 0


@kernel
def _sum_up(level: Level, labels: Labels, sums: Floats, weight: Floats) -> None:
    """Add up the clusters; neighbors mostly share theirs, and are added up first."""
    i = 0
    while i < labels.size:
        c = labels[i]
        amount, x, y, z = 0.0, 0.0, 0.0, 0.0
        while i < labels.size and labels[i] == c:
            w = level.weights[i]
            amount += w
            x += w * level.points[0, i]
            y += w * level.points[1, i]
            z += w * level.points[2, i]
            i += 1
        weight[c] += amount
        sums[c, 0] += x
        sums[c, 1] += y
        sums[c, 2] += z


@kernel
def _relabel(
    level: Level,
    begin: int,
    end: int,
    best: Labels,
    labels: Labels,
    sums: Floats,
    weight: Floats,
) -> None:
    """Move the points of a tile that change cluster from one sum to another."""
    for i in range(begin, end):
        old, new = labels[i], best[i - begin]
        if old != new:
            labels[i] = new
            amount = level.weights[i]
            weight[old] -= amount
            weight[new] += amount
            for j in range(3):
                part = amount * level.points[j, i]
                sums[old, j] -= part
                sums[new, j] += part


@kernel
def _survivors(
    boxes: tuple[Floats, Floats],
    box: int,
    axes: Floats,
    given: Labels,
    n: int,
    room: float,
    kept: Labels,
    work: Floats,
) -> int:
    """Centers that can be nearest somewhere in a box, in the order given.

    ``axes`` (3, n) are the coordinates of the centers ``given``. With ``room`` those
    are kept too that can be nearest when none has gone farther than that: who is nearer
    by more than twice that stays nearer. Loops without branches, of which the compiler
    makes vector instructions, fill ``work``; short loops then choose.
    """
    x, y, z = axes[0, :n], axes[1, :n], axes[2, :n]
    low, high = boxes
    l0, l1, l2 = low[box, 0], low[box, 1], low[box, 2]
    h0, h1, h2 = high[box, 0], high[box, 1], high[box, 2]
    m0, m1, m2 = (l0 + h0) / 2, (l1 + h1) / 2, (l2 + h2) / 2
    for s in range(n):
        d0, d1, d2 = m0 - x[s], m1 - y[s], m2 - z[s]
        work[s] = d0 * d0 + d1 * d1 + d2 * d2
    best = 0
    for s in range(n):
        if work[s] < work[best]:
            best = s
    b0, b1, b2 = x[best], y[best], z[best]
    d0, d1, d2 = h0 - m0, h1 - m1, h2 - m2
    radius = np.sqrt(work[best]) + np.sqrt(d0 * d0 + d1 * d1 + d2 * d2)
    # |p - best|² - (|p - best| + 2 room)² at the farthest point p
    behind = -4 * room * (radius + room)
    l0, l1, l2 = 2 * l0 - b0, 2 * l1 - b1, 2 * l2 - b2
    h0, h1, h2 = 2 * h0 - b0, 2 * h1 - b1, 2 * h2 - b2
    for s in range(n):
        # |p - best|² - |p - center|² at the corner p of the box that favors it most
        t0, t1, t2 = x[s] - b0, y[s] - b1, z[s] - b2
        ahead = max(t0 * (l0 - x[s]), t0 * (h0 - x[s]))
        ahead += max(t1 * (l1 - y[s]), t1 * (h1 - y[s]))
        work[s] = ahead + max(t2 * (l2 - z[s]), t2 * (h2 - z[s]))
    work[best] = np.inf
    count = 0
    for s in range(n):
        if work[s] > behind:
            kept[count] = given[s]
            count += 1
    return count

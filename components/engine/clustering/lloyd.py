"""Lloyd's algorithm on a level of the grid: the loop everything waits for.

Plain Lloyd iterations (Lloyd [1]_), four things made quick:

* Which centers can be nearest to any point of a tile is decided for the whole
  tile at once, by the filtering rule of Kanungo et al. [2]_: begin with the
  center nearest to the middle of the tile's box; another one survives only if
  some corner of the box is nearer to it. First for a block, then for its tiles.
* That is decided with room for some steps of each center, which are small near the
  end, and again only when one of them has gone farther. (Hamerly [3]_ keeps bounds in
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

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.jit import kernel, leaf

Floats = NDArray[np.float64]
Points = NDArray[np.float32]
Ints = NDArray[np.int64]
Labels = NDArray[np.int32]


# How far beyond its mean a center is put while that pays: the next means lie in
# the same direction more often than not.
_STRIDE = 1.7
# Which centers can be nearest in a tile is found out for so many steps ahead.
_AHEAD = 3.0
# So many numbers vector instructions take at once; what fills rows up to that is so far
# away that it is never chosen.
_AT_ONCE, _FAR = 8, 1e15
# The digits of an amount that can hold an index, see `_smallest`.
_INDICES, _LARGEST = (1 << 20) - 1, (1 << 63) - 1
# Of so many points the nearest center is looked for once more in 64 bits, among all, to
# say how far they are from it: where each weighs much, the middle between two counts.
_FEW = 256
# What an iteration gained, times this, is the most that all later ones may gain.
_HORIZON = 6.0


class _Desk(NamedTuple):
    """Where loops put down what they need for a moment."""

    everyone: Labels
    near: Labels
    axes: Floats
    near_axes: Floats
    work: Floats
    rounded: Points
    best: Labels
    distance: Points
    parts: Floats


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
    moved, labels, sums, inertia, iterations, previous = _lloyd(
        level, start, tolerance, most, beat, fixed
    )
    return Fit(moved, labels, sums[:, 3].copy(), inertia, iterations, previous)


@kernel
def _lloyd(
    level: Level, start: Floats, tolerance: float, most: int, beat: float, fixed: int
) -> tuple[Floats, Labels, Floats, float, int, Floats]:
    centers, previous = start.copy(), start.copy()
    k = centers.shape[0]
    labels = np.full(level.weights.size, -1, np.int32)
    sums = np.zeros((k, 4))
    tiles = level.tile_start.size - 1
    chosen, counts = np.empty((tiles, k), np.int32), np.empty(tiles, np.int64)
    wide, largest = _in_full(k), _in_full(_largest_tile(level))
    desk = _Desk(
        np.arange(k).astype(np.int32),
        np.empty(k, np.int32),
        np.empty((4, wide)),
        np.empty((4, wide)),
        np.empty(wide),
        np.empty((k, 3), np.float32),
        np.empty(largest, np.int32),
        np.empty(largest, np.float32),
        np.zeros((4 * k, 4)),
    )
    step, moved, room = np.zeros(k), np.zeros(k), np.zeros(k)
    before, iterations, stride = np.inf, 0, 1.0
    while True:
        fresh = iterations == 0 or _exceed(moved, room)
        if fresh:
            _make_room(step, moved, room)
            _choose(level, centers, room, desk, chosen, counts)
        _assign(level, centers, chosen, counts, fresh, desk, labels, sums)
        inertia = _inertia(level.square, centers, sums)
        done = before - inertia <= tolerance * inertia
        if iterations >= most or (done and stride == 1.0):
            break
        # Going too far may have lost a little, which says nothing of what is to come.
        if inertia - _HORIZON * max(before - inertia, 0.0) > beat:
            break
        stride = 1.0 if done or iterations == 0 else _STRIDE
        before = inertia
        previous = centers.copy()
        _move(centers, sums, stride, fixed, step, moved)
        iterations += 1
    return centers, labels, sums, inertia, iterations, previous


@leaf
def _inertia(square: float, centers: Floats, sums: Floats) -> float:
    """Work the inertia out from the sums over clusters."""
    inertia = square
    for c in range(sums.shape[0]):
        for j in range(3):
            inertia += centers[c, j] * (sums[c, 3] * centers[c, j] - 2 * sums[c, j])
    return max(inertia, 0.0)


@leaf
def _move(
    centers: Floats,
    sums: Floats,
    stride: float,
    fixed: int,
    step: Floats,
    moved: Floats,
) -> None:
    """Put each center that is free at the mean of its cluster, or so much further.

    Note how far each went, and has gone on the whole.
    """
    for c in range(fixed, sums.shape[0]):
        weight, squared = sums[c, 3], 0.0
        if weight > 0:
            for j in range(3):
                way = stride * (sums[c, j] / weight - centers[c, j])
                centers[c, j] += way
                squared += way * way
        step[c] = np.sqrt(squared)
        moved[c] += step[c]


@leaf
def _exceed(moved: Floats, room: Floats) -> bool:
    """Whether any center has gone farther than it has room."""
    beyond = False
    for c in range(moved.size):
        beyond |= moved[c] > room[c]
    return beyond


@leaf
def _make_room(step: Floats, moved: Floats, room: Floats) -> None:
    """Give each center room for some steps like its last, or like the average one."""
    average = 0.0
    for c in range(step.size):
        average += step[c] / step.size
    for c in range(step.size):
        room[c], moved[c] = _AHEAD * max(step[c], average), 0.0


def exact_inertia(level: Level, fit: Fit) -> float:
    """Add up the squared distances of all points to their nearest centers.

    `Fit.inertia` is a difference of large sums, good for comparing; this is a sum
    of what it is about, good to the last digits also where next to nothing is left.
    Of more than 256 points, those in the middle between two centers are taken to be
    nearest to the one whose label they have.

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
        least = _squared(level, i, centers, labels[i])
        if labels.size <= _FEW:
            for c in range(centers.shape[0]):
                least = min(least, _squared(level, i, centers, c))
        total += level.given[i] * least + level.spread[i]
    return total


@leaf
def _squared(level: Level, i: int, centers: Floats, c: int) -> float:
    """Return the squared distance of a point to a center, in 64 bits."""
    d0 = level.points[0, i] - centers[c, 0]
    d1 = level.points[1, i] - centers[c, 1]
    d2 = level.points[2, i] - centers[c, 2]
    squared: float = d0 * d0 + d1 * d1 + d2 * d2
    return squared


@leaf
def _choose(
    level: Level,
    centers: Floats,
    room: Floats,
    desk: _Desk,
    chosen: Labels,
    counts: Ints,
) -> None:
    """Note for each tile which centers can be nearest to a point of it.

    Now, and as long as none of these has gone farther than its ``room``.
    """
    k, everyone, near, work = centers.shape[0], desk.everyone, desk.near, desk.work
    blocks, tiles = (
        (level.block_low, level.block_high),
        (level.tile_low, level.tile_high),
    )
    _gather(centers, room, everyone, k, desk.axes)
    for b in range(level.block_start.size - 1):
        n = _survivors(blocks, b, desk.axes, everyone, k, near, work)
        _gather(centers, room, near, n, desk.near_axes)
        for t in range(level.block_start[b], level.block_start[b + 1]):
            counts[t] = _survivors(tiles, t, desk.near_axes, near, n, chosen[t], work)


@leaf
def _in_full(n: int) -> int:
    """Return the next multiple of what vector instructions take at once.

    Loops that go so far have no rest that is done one by one, which would take as long.
    """
    return (n + _AT_ONCE - 1) // _AT_ONCE * _AT_ONCE


@leaf
def _assign(
    level: Level,
    centers: Floats,
    chosen: Labels,
    counts: Ints,
    fresh: bool,
    desk: _Desk,
    labels: Labels,
    sums: Floats,
) -> None:
    """Give every point to its nearest center; keep the sums up to date."""
    first = labels[0] < 0
    _round(centers, desk.rounded)
    for t in range(counts.size):
        n = counts[t]
        if n == 1 and not fresh:
            continue  # all its points have gone there before
        begin, end = level.tile_start[t], level.tile_start[t + 1]
        _nearest(
            level.points,
            begin,
            end,
            desk.rounded,
            chosen[t],
            n,
            desk.best,
            desk.distance,
        )
        if first:
            for i in range(begin, end):
                labels[i] = desk.best[i - begin]
        elif _differ(labels, begin, end, desk.best):
            _relabel(level.mass, begin, end, desk.best, labels, sums)
    if first:
        _sum_up(level.mass, labels, desk.parts, sums)


@leaf
def _round(centers: Floats, rounded: Points) -> None:
    for c in range(centers.shape[0]):
        for j in range(3):
            rounded[c, j] = centers[c, j]


@leaf
def _largest_tile(level: Level) -> int:
    largest = 0  # not by np.diff, which takes the compiler three seconds
    for t in range(level.tile_start.size - 1):
        largest = max(largest, level.tile_start[t + 1] - level.tile_start[t])
    return largest


@leaf
def _gather(centers: Floats, room: Floats, given: Labels, n: int, axes: Floats) -> None:
    """Write coordinates and room of n centers in rows; fill these up far away."""
    for s in range(n):
        for j in range(3):
            axes[j, s] = centers[given[s], j]
        axes[3, s] = room[given[s]]
    for s in range(n, _in_full(n)):
        for j in range(3):
            axes[j, s] = _FAR
        axes[3, s] = 0.0


@leaf
def _nearest(
    points: Points,
    begin: int,
    end: int,
    axes: Points,
    given: Labels,
    n: int,
    best: Labels,
    distance: Points,
) -> None:
    """Whichever of n centers is nearest, for each point of a tile.

    Written center by center, two at a time and without branches, so that the compiler
    makes vector instructions of the inner loops. These go on into the next tile, for
    nothing, but sooner than they could stop.
    """
    size = min(_in_full(end - begin), points.shape[1] - begin)
    x, y, z = (
        points[0, begin : begin + size],
        points[1, begin : begin + size],
        points[2, begin : begin + size],
    )
    if n == 1:
        for i in range(size):
            best[i] = given[0]
        return
    b, c = given[0], given[1]
    b0, b1, b2 = axes[b, 0], axes[b, 1], axes[b, 2]
    c0, c1, c2 = axes[c, 0], axes[c, 1], axes[c, 2]
    for i in range(size):
        d0, d1, d2 = x[i] - b0, y[i] - b1, z[i] - b2
        e0, e1, e2 = x[i] - c0, y[i] - c1, z[i] - c2
        d = d0 * d0 + d1 * d1 + d2 * d2
        e = e0 * e0 + e1 * e1 + e2 * e2
        best[i] = c if e < d else b
        distance[i] = min(e, d)
    for s in range(2, n, 2):
        b, c = given[s], given[min(s + 1, n - 1)]
        b0, b1, b2 = axes[b, 0], axes[b, 1], axes[b, 2]
        c0, c1, c2 = axes[c, 0], axes[c, 1], axes[c, 2]
        for i in range(size):
            d0, d1, d2 = x[i] - b0, y[i] - b1, z[i] - b2
            e0, e1, e2 = x[i] - c0, y[i] - c1, z[i] - c2
            d = d0 * d0 + d1 * d1 + d2 * d2
            e = e0 * e0 + e1 * e1 + e2 * e2
            a = b if d < distance[i] else best[i]
            d = min(d, distance[i])
            best[i] = c if e < d else a
            distance[i] = min(e, d)


@leaf
def _differ(labels: Labels, begin: int, end: int, best: Labels) -> bool:
    """Whether any label changes; a quick look, with vector instructions."""
    mine, different = labels[begin:end], 0
    for i in range(mine.size):
        different |= mine[i] ^ best[i]
    return different != 0


@leaf
def _sum_up(mass: Floats, labels: Labels, parts: Floats, sums: Floats) -> None:
    """Add up the clusters.

    Neighbors mostly share theirs, and one addition to it would wait for the other: four
    in a row go to ``parts`` (4 k, 4) of their own, which are 0 before.
    """
    k = sums.shape[0]
    for i in range(labels.size):
        c = (i & 3) * k + labels[i]
        x, y, z, w = mass[i, 0], mass[i, 1], mass[i, 2], mass[i, 3]
        x, y, z, w = parts[c, 0] + x, parts[c, 1] + y, parts[c, 2] + z, parts[c, 3] + w
        parts[c, 0], parts[c, 1], parts[c, 2], parts[c, 3] = x, y, z, w
    for c in range(k):
        for j in range(4):
            one, other = parts[c, j] + parts[k + c, j], parts[2 * k + c, j]
            sums[c, j] = one + (other + parts[3 * k + c, j])


@leaf
def _relabel(
    mass: Floats, begin: int, end: int, best: Labels, labels: Labels, sums: Floats
) -> None:
    """Move the points of a tile that change cluster from one sum to another."""
    for i in range(begin, end):
        old, new = labels[i], best[i - begin]
        if old != new:
            labels[i] = new
            for j in range(4):
                sums[old, j] -= mass[i, j]
                sums[new, j] += mass[i, j]


@leaf
def _survivors(
    boxes: tuple[Floats, Floats],
    box: int,
    axes: Floats,
    given: Labels,
    n: int,
    kept: Labels,
    work: Floats,
) -> int:
    """Centers that can be nearest somewhere in a box, in the order given.

    ``axes`` (4, n) are the coordinates of the centers ``given`` and their room, filled
    up far away. Those are kept too that can be nearest when none has gone farther than
    that: who is nearer by more than both have room stays nearer. Loops without
    branches, of which the compiler makes vector instructions, fill ``work``.
    """
    wide = _in_full(n)
    x, y, z, room = axes[0, :wide], axes[1, :wide], axes[2, :wide], axes[3, :wide]
    low, high = boxes
    l0, l1, l2 = low[box, 0], low[box, 1], low[box, 2]
    h0, h1, h2 = high[box, 0], high[box, 1], high[box, 2]
    m0, m1, m2 = (l0 + h0) / 2, (l1 + h1) / 2, (l2 + h2) / 2
    for s in range(wide):
        d0, d1, d2 = m0 - x[s], m1 - y[s], m2 - z[s]
        work[s] = d0 * d0 + d1 * d1 + d2 * d2
    best = _smallest(work, wide)
    b0, b1, b2, mine = x[best], y[best], z[best], room[best]
    d0, d1, d2 = h0 - m0, h1 - m1, h2 - m2
    radius = np.sqrt(work[best]) + np.sqrt(d0 * d0 + d1 * d1 + d2 * d2)
    l0, l1, l2 = 2 * l0 - b0, 2 * l1 - b1, 2 * l2 - b2
    h0, h1, h2 = 2 * h0 - b0, 2 * h1 - b1, 2 * h2 - b2
    for s in range(wide):
        # |p - best|² - |p - center|² at the corner p of the box that favors it most
        t0, t1, t2 = x[s] - b0, y[s] - b1, z[s] - b2
        ahead = max(t0 * (l0 - x[s]), t0 * (h0 - x[s]))
        ahead += max(t1 * (l1 - y[s]), t1 * (h1 - y[s]))
        ahead += max(t2 * (l2 - z[s]), t2 * (h2 - z[s]))
        # (|p - best| + room of both)² - |p - best|² at the farthest point p
        both = mine + room[s]
        work[s] = ahead + both * (2 * radius + both)
    work[best] = np.inf
    count = 0
    for s in range(n):
        kept[count] = given[s]
        count += work[s] > 0
    return count


@leaf
def _smallest(work: Floats, n: int) -> int:
    """Return the index of the smallest of some amounts from 0 on, or of one as small.

    As whole numbers, amounts stand in the same order; with the index in the place of
    their last digits, one pass of vector instructions finds both.
    """
    least, bits = _LARGEST, work.view(np.int64)
    for s in range(n):
        least = min(least, bits[s] & ~_INDICES | s)
    return least & _INDICES

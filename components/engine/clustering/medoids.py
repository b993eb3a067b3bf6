"""The best k of given candidates: k-medoids, with candidates that are not the points.

Points belong to the nearest chosen candidate; what is made small is the sum of what
that costs. To begin with, candidates are added one by one, always the one that helps
most (BUILD, of PAM by Kaufman and Rousseeuw [1]_). Then chosen ones are swapped for
others while that helps: FasterPAM, by Schubert and Rousseeuw [2]_, which finds the best
of all k swaps that bring a candidate in by one look at the points, and takes it at
once. That ends in an optimum no single swap can improve, not provably the best of all.

References
----------
.. [1] L. Kaufman, P. J. Rousseeuw, "Partitioning Around Medoids (Program PAM)", in
   "Finding Groups in Data", Wiley, 1990. doi:10.1002/9780470316801.ch2
.. [2] E. Schubert, P. J. Rousseeuw, "Fast and eager k-medoids clustering: O(k) runtime
   improvement of the PAM, CLARA, and CLARANS algorithms", Information Systems 101,
   2021. doi:10.1016/j.is.2021.101804
.. [3] M. Minoux, "Accelerated greedy algorithms for maximizing submodular set
   functions", Optimization Techniques, LNCIS 7, 1978. doi:10.1007/BFb0006528
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Points = NDArray[np.float32]
Labels = NDArray[np.int32]

# A swap must save this share of the cost, or rounding could go in circles.
_MARGIN = 1e-7
# Rounds through all candidates, at most; three are usual.
_ROUNDS = 50


@kernel
def costs(points: Points, weights: Floats, candidates: Points) -> Points:
    """Return what each point costs with each candidate.

    Parameters
    ----------
    points : ndarray of shape (3, n), float32
        Coordinates, one row an axis.
    weights : ndarray of shape (n,), float64
        What each point weighs.
    candidates : ndarray of shape (L, 3), float32
        Coordinates.

    Returns
    -------
    ndarray of shape (L, n), float32
        Squared distance times weight.
    """
    cost = np.empty((candidates.shape[0], weights.size), np.float32)
    for c in range(candidates.shape[0]):
        x, y, z = candidates[c, 0], candidates[c, 1], candidates[c, 2]
        for i in range(weights.size):
            d0, d1, d2 = points[0, i] - x, points[1, i] - y, points[2, i] - z
            cost[c, i] = np.float32(weights[i]) * (d0 * d0 + d1 * d1 + d2 * d2)
    return cost


@kernel
def add_best(cost: Points, chosen: Ints, k: int) -> Ints:
    """Add candidates, each time the one that helps most.

    Parameters
    ----------
    cost : ndarray of shape (L, n), float32
        As of `costs`.
    chosen : ndarray of shape (m,), int64
        Different rows of it; may be empty.
    k : int
        How many there are to be, from m to L.

    Returns
    -------
    ndarray of shape (k,), int64
        Those chosen, and after them the new ones.
    """
    least = np.zeros(cost.shape[1], np.float32)
    for c in range(cost.shape[0] if chosen.size == 0 else 0):
        row = cost[c]
        for i in range(least.size):
            least[i] = max(least[i], row[i])
    most = np.full(cost.shape[0], np.inf)
    more = np.empty(k, np.int64)
    for s in range(k):
        more[s] = chosen[s] if s < chosen.size else _most_helpful(cost, least, most)
        most[more[s]] = -1.0
        row = cost[more[s]]
        for i in range(least.size):
            least[i] = row[i] if s == 0 else min(least[i], row[i])
    return more


@kernel
def _most_helpful(cost: Points, least: NDArray[np.float32], most: Floats) -> int:
    """Return the candidate that saves most.

    None saves more than it did before others were added, which stands in ``most``: so
    few have to be asked again, the most promising first [3]_.
    """
    best, saved = -1, -1.0
    while True:
        c = int(np.argmax(most))
        if most[c] <= saved:
            return best
        row, total = cost[c], 0.0
        for i in range(least.size):
            total += max(np.float64(least[i]) - row[i], 0.0)
        most[c] = total
        if total > saved:
            best, saved = c, total


@kernel
def leave_out(cost: Points, chosen: Ints) -> Ints:
    """Take away the candidate that is missed least.

    Parameters
    ----------
    cost : ndarray of shape (L, n), float32
        As of `costs`.
    chosen : ndarray of shape (k,), int64
        Different rows of it, k at least 2.

    Returns
    -------
    ndarray of shape (k - 1,), int64
        The others, in the same order.
    """
    loss = _nearest_two(cost, chosen)[2]
    out, others = np.argmin(loss), np.empty(chosen.size - 1, np.int64)
    for s in range(others.size):
        others[s] = chosen[s] if s < out else chosen[s + 1]
    return others


@kernel
def swap(cost: Points, chosen: Ints) -> float:
    """Swap chosen candidates for others while that helps, as FasterPAM does.

    One alone stays: `add_best` finds the best.

    Parameters
    ----------
    cost : ndarray of shape (L, n), float32
        As of `costs`.
    chosen : ndarray of shape (k,), int64
        Different rows of it; changed.

    Returns
    -------
    float
        What the points cost in the end.
    """
    count, k = cost.shape[0], chosen.size
    labels, distances, loss, total = _nearest_two(cost, chosen)
    free = np.ones(count, np.bool_)
    for row in chosen:
        free[row] = False
    change = np.empty(k)
    c, since, left = 0, 0, _ROUNDS * count if k > 1 else 0
    while since < count and left > 0:
        if free[c]:
            gain = _change(cost[c], labels, distances, loss, change)
            out = np.argmin(change)
            if gain + change[out] < -_MARGIN * total:
                free[chosen[out]], free[c] = True, False
                chosen[out] = c
                labels, distances, loss, total = _nearest_two(cost, chosen)
                since = 0
        since, left, c = since + 1, left - 1, (c + 1) % count
    return total


@kernel
def _change(
    row: NDArray[np.float32],
    labels: Labels,
    distances: NDArray[np.float32],
    loss: Floats,
    change: Floats,
) -> float:
    """Work out what it costs to bring a candidate in for each of those chosen.

    Returns what the candidate itself saves, below 0; ``change`` gets what it costs to
    do without each of the others then.
    """
    for s in range(loss.size):
        change[s] = loss[s]
    gain = 0.0
    for i in range(row.size):
        d, first, second = row[i], distances[0, i], distances[1, i]
        if d < second:
            if d < first:
                gain += np.float64(d) - first
                change[labels[i]] += np.float64(first) - second
            else:
                change[labels[i]] += np.float64(d) - second
    return gain


@kernel
def _nearest_two(
    cost: Points, chosen: Ints
) -> tuple[Labels, NDArray[np.float32], Floats, float]:
    """Find the two cheapest of the chosen for each point.

    Returns which is the cheapest, the two costs, what all cost more without each of
    the chosen, and what all cost. To do without the only one costs infinity.
    """
    n = cost.shape[1]
    labels = np.zeros(n, np.int32)
    distances = np.full((2, n), np.float32(np.inf))
    first, second = distances[0], distances[1]
    for s in range(chosen.size):
        row, label = cost[chosen[s]], np.int32(s)
        for i in range(n):
            d = row[i]
            second[i] = min(second[i], max(d, first[i]))
            labels[i] = label if d < first[i] else labels[i]
            first[i] = min(d, first[i])
    loss, total = np.zeros(chosen.size), 0.0
    for i in range(n):
        total += first[i]
        loss[labels[i]] += np.float64(second[i]) - first[i]
    return labels, distances, loss, total

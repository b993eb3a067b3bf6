"""Better optima where there are few colors: Hartigan's single moves.

Lloyd's algorithm stops when every point is with its nearest center. Moving one
heavy point can still help, because both centers follow it. Hartigan and Wong [1]_
look for such moves. Where a picture has few colors, each with many pixels, that
matters; where it has thousands, hardly, and it would take long.

References
----------
.. [1] J. A. Hartigan, M. A. Wong, "Algorithm AS 136: a k-means clustering
   algorithm", Applied Statistics 28(1), 1979. doi:10.2307/2346830
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit
from components.engine.jit import kernel, leaf

Floats = NDArray[np.float64]

_ROUNDS = 50
# A move must save this share of the inertia, or rounding could go in circles.
MARGIN = 1e-9
# What a fixed center weighs: so much that points added to it change not a single bit.
_ANCHOR = 2.0**200
# So much above another product no rounding brings one down to it.
_PLAINLY = 1 + 1e-9


def hartigan(level: Level, fit: Fit, fixed: int = 0) -> Floats:
    """Move single points between clusters until no move helps.

    Parameters
    ----------
    level : Level
        The n points; takes n · k steps a round.
    fit : Fit
        Where Lloyd's iterations ended.
    fixed : int
        So many centers, the first ones, stay where they are.

    Returns
    -------
    ndarray of shape (k, 3), float64
        Centers with an inertia that is no higher.
    """
    k, held = fit.centers.shape[0], fit.centers[:fixed]
    return _hartigan(level, fit.labels.copy(), k, fit.inertia, held)


@kernel
def _hartigan(
    level: Level, labels: NDArray[np.int32], k: int, inertia: float, held: Floats
) -> Floats:
    sums, weight, means = _summed_up(level, labels, k, held)
    for _ in range(_ROUNDS):
        moved = False
        for i in range(labels.size):
            old = labels[i]
            new = _better_home(level, i, old, means, weight, MARGIN * inertia)
            if new != old:
                _put(level, i, old, -1.0, sums, weight)
                _put(level, i, new, 1.0, sums, weight)
                _divide(sums, weight, old, means)
                _divide(sums, weight, new, means)
                labels[i] = new
                moved = True
        if not moved:
            break
    return means


@kernel
def _summed_up(
    level: Level, labels: NDArray[np.int32], k: int, held: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the sums, weights and means of clusters."""
    sums, weight, means = np.zeros((k, 3)), np.zeros(k), np.zeros((k, 3))
    for c in range(held.shape[0]):
        weight[c] = _ANCHOR
        for j in range(3):
            sums[c, j] = _ANCHOR * held[c, j]
    for i in range(labels.size):
        _put(level, i, labels[i], 1.0, sums, weight)
    for c in range(k):
        _divide(sums, weight, c, means)
    return sums, weight, means


@leaf
def _divide(sums: Floats, weight: Floats, c: int, means: Floats) -> None:
    """Note the mean of a cluster: to divide takes longer than all else that is done."""
    for j in range(3):
        means[c, j] = sums[c, j] / max(weight[c], 1e-300)


@leaf
def _put(
    level: Level, i: int, c: int, sign: float, sums: Floats, weight: Floats
) -> None:
    amount = sign * level.weights[i]
    weight[c] += amount
    for j in range(3):
        sums[c, j] += amount * level.points[j, i]


@leaf
def _better_home(
    level: Level, i: int, home: int, means: Floats, weight: Floats, margin: float
) -> int:
    """Cluster in which a point costs least, the moves of the means included."""
    amount = level.weights[i]
    if weight[home] <= amount:
        return home  # alone there: it costs nothing
    here = _distance(level, i, home, means, weight)
    least = amount * weight[home] / (weight[home] - amount) * here - margin
    best = home
    for c in range(weight.size):
        if c != home:
            far = _distance(level, i, c, means, weight)
            # Most cost plainly more, and need no division.
            if amount * weight[c] * far > _PLAINLY * least * (weight[c] + amount):
                continue
            cost = amount * weight[c] / (weight[c] + amount) * far
            if cost < least:
                least, best = cost, c
    return best


@leaf
def _distance(level: Level, i: int, c: int, means: Floats, weight: Floats) -> float:
    if weight[c] <= 0:
        return 0.0
    total = 0.0
    for j in range(3):
        total += (level.points[j, i] - means[c, j]) ** 2
    return total

"""Good starts for every k, found on cells of similar colors.

Going up, the fit for k + 1 starts from the fit for k with its most stretched
cluster split; going down, the fit for k starts from the fit for k + 1 with its
cheapest pair merged, which repairs poor choices made on the way up. At each k,
centers that are hardly missed are moved to where they help.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.clustering.hartigan import hartigan
from components.engine.clustering.lloyd import Fit, lloyd
from components.engine.clustering.moves import farthest, merges, splits, swaps
from components.engine.progress import Progress, say_nothing

Floats = NDArray[np.float64]

NO_CENTERS: Final[Floats] = np.zeros((0, 3))

# Share of the inertia that an iteration must gain to go on, and the most
# iterations: the next move follows anyway.
_TOLERANCE, _ITERATIONS = 1e-3, 30
# How much better a fit must be to count as better.
_MARGIN = 1e-6
# How often the centers of one k are swapped before going on.
_ROUNDS = 4
# Fits are sought a little beyond the largest k, to come back from.
_BEYOND = 3
# With so few points there is time for more, and each counts for more: most for few
# centers, and up to so many, a little beyond the 64 that are mostly asked for. From
# there to 256 trying more would take four times as long in all, and make fits about 1 %
# better that are some 10 % better than the best of ten random starts.
FEW_POINTS = 500
_MOST_WORTH_IT, _WORTH_IT = 16, 70
# From so many points on that takes long enough for others to be wanted before.
_TAKES_LONG = 150


def explore(
    level: Level,
    most: int,
    report: Progress,
    fixed: Floats = NO_CENTERS,
    soon: Callable[[list[Fit]], None] | None = None,
) -> list[Fit]:
    """Find good fits for k = 1..most.

    Parameters
    ----------
    level : Level
        n points.
    most : int
        Largest k, from 1 to n.
    report : callable
        Told the share done, 0–1.
    fixed : ndarray of shape (m, 3), float64
        Different centers that are in every fit, first and unmoved; below m, the first
        ones of them.
    soon : callable, optional
        Called once, after the way up, with fits that the way down mostly leaves as they
        are. Where few points are searched with more care, with those of a quick way up
        before that.

    Returns
    -------
    list of Fit
        One for each k; good, but not run to the end.
    """
    points = level.weights.size
    search = _Search(level, len(fixed), careful=points <= FEW_POINTS)
    top = min(most + _BEYOND, len(every_center(level, fixed)))
    if soon is not None and search.careful and points >= _TAKES_LONG:
        quick = _Search(level, len(fixed), careful=False)
        quick.come_up(fixed, most, say_nothing)
        soon(quick.found(most))
        soon = None
    search.come_up(fixed, top, report)
    if soon is not None:
        soon(search.found(most))
    for k in range(top - 1, max(len(fixed), 1), -1):
        report(1 - k / top / 2)
        search.come_down_to(k)
    return search.found(most)


def every_center(level: Level, fixed: Floats) -> Floats:
    """Return the centers with which each point has one of its own.

    Parameters
    ----------
    level : Level
        n points.
    fixed : ndarray of shape (m, 3), float64
        Different centers.

    Returns
    -------
    ndarray of shape (at most m + n, 3), float64
        The fixed ones, and then the points that are none of them.
    """
    points = np.ascontiguousarray(level.points.T, dtype=np.float64)
    for center in fixed:
        points = points[(points != center).any(axis=1)]
    return np.vstack([fixed, points])


def tries(k: int, points: int) -> int:
    """Say how many moves of a kind are tried at k.

    Where there are few centers a wrong one costs most, and trying costs least; so
    does trying where there are few points, unless there are very many centers.

    Parameters
    ----------
    k : int
        Number of centers.
    points : int
        Number of points.

    Returns
    -------
    int
        At least 2.
    """
    if points <= FEW_POINTS and k <= _WORTH_IT:
        return 8 if k <= _MOST_WORTH_IT else 5
    return 4 if k <= 12 else 3 if k <= 32 else 2


class _Search:
    """The best fits found so far."""

    def __init__(self, level: Level, fixed: int, careful: bool) -> None:
        self.level = level
        self.fixed = fixed
        self.careful = careful
        self.points = level.weights.size if careful else FEW_POINTS + 1
        self.fits: dict[int, Fit] = {}

    def found(self, most: int) -> list[Fit]:
        """Return the fits for k = 1..most."""
        return [self.fits[k] for k in range(1, most + 1)]

    def consider(self, start: Floats) -> bool:
        """Run Lloyd from a start; keep the outcome if it is the best for its k."""
        k = start.shape[0]
        best = self.fits[k].inertia if k in self.fits else np.inf
        most = _ITERATIONS if k > self.fixed else 0
        fit = lloyd(self.level, start, _TOLERANCE, most, best, self.fixed)
        if self.careful and k > self.fixed:
            polished = hartigan(self.level, fit, self.fixed)
            fit = lloyd(self.level, polished, _TOLERANCE, most, fixed=self.fixed)
        better = fit.inertia < best * (1 - _MARGIN) or k not in self.fits
        if better:
            self.fits[k] = fit
        return better

    def come_up(self, fixed: Floats, top: int, report: Progress) -> None:
        """Find fits for k = 1..top, each from the one before."""
        if self.fixed == 0:
            points, weights = self.level.points, self.level.weights
            self.consider((points @ weights / weights.sum())[None])
        for k in range(1, self.fixed + 1):
            self.consider(fixed[:k])
        for k in range(max(self.fixed, 1) + 1, top + 1):
            report(k / top / 2)
            self.come_up_to(k)

    def come_up_to(self, k: int) -> None:
        fewer = self.fits[k - 1]
        starts = splits(self.level, fewer, 3 if k <= 9 else 1, self.fixed)
        starts = starts or [np.vstack([fewer.centers, farthest(self.level, fewer)])]
        for start in starts:
            self.consider(start)
        self.swap(k)

    def come_down_to(self, k: int) -> None:
        (start,) = merges(self.fits[k + 1], 1, self.fixed)
        if self.consider(start):
            self.swap(k)

    def swap(self, k: int) -> None:
        """Take the first swap that helps, until none does."""
        for _ in range(_ROUNDS):
            count = tries(k, self.points)
            starts = swaps(self.level, self.fits[k], count, self.fixed)
            if not any(self.consider(start) for start in starts):
                return

"""Good starts for every k, found on cells of similar colors.

Going up, the fit for k + 1 starts from the fit for k with its most stretched
cluster split; going down, the fit for k starts from the fit for k + 1 with its
cheapest pair merged, which repairs poor choices made on the way up. At each k,
centers that are hardly missed are moved to where they help.
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.clustering.hartigan import hartigan
from components.engine.clustering.lloyd import Fit, lloyd
from components.engine.clustering.moves import farthest, merges, splits, swaps
from components.engine.progress import Progress

Floats = NDArray[np.float64]

# Share of the inertia that an iteration must gain to go on, and the most
# iterations: the next move follows anyway.
_TOLERANCE, _ITERATIONS = 1e-3, 30
# How much better a fit must be to count as better.
_MARGIN = 1e-6
# How often the centers of one k are swapped before going on.
_ROUNDS = 4
# Fits are sought a little beyond the largest k, to come back from.
_BEYOND = 3
# With so few points there is time for more, and each counts for more.
FEW_POINTS = 500


def explore(level: Level, most: int, report: Progress) -> list[Fit]:
    """Find good fits for k = 1..most.

    Parameters
    ----------
    level : Level
        n points.
    most : int
        Largest k, from 1 to n.
    report : callable
        Told the share done, 0–1.

    Returns
    -------
    list of Fit
        One for each k; good, but not run to the end.
    """
    search = _Search(level)
    search.consider((level.points @ level.weights / level.weights.sum())[None])
    top = min(most + _BEYOND, level.weights.size)
    for k in range(2, top + 1):
        report(k / top / 2)
        search.come_up_to(k)
    for k in range(top - 1, 1, -1):
        report(1 - k / top / 2)
        search.come_down_to(k)
    return [search.fits[k] for k in range(1, most + 1)]


def tries(k: int, points: int) -> int:
    """Say how many moves of a kind are tried at k.

    Where there are few centers a wrong one costs most, and trying costs least; so
    does trying where there are few points.

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
    if points <= FEW_POINTS:
        return 8
    return 4 if k <= 12 else 3 if k <= 32 else 2


class _Search:
    """The best fits found so far."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.fits: dict[int, Fit] = {}

    def consider(self, start: Floats) -> bool:
        """Run Lloyd from a start; keep the outcome if it is the best for its k."""
        k = start.shape[0]
        best = self.fits[k].inertia if k in self.fits else np.inf
        fit = lloyd(self.level, start, _TOLERANCE, _ITERATIONS, beat=best)
        if self.level.weights.size <= FEW_POINTS:
            polished = hartigan(self.level, fit)
            fit = lloyd(self.level, polished, _TOLERANCE, _ITERATIONS)
        better = fit.inertia < best * (1 - _MARGIN) or k not in self.fits
        if better:
            self.fits[k] = fit
        return better

    def come_up_to(self, k: int) -> None:
        fewer = self.fits[k - 1]
        starts = splits(self.level, fewer, 3 if k <= 9 else 1)
        starts = starts or [np.vstack([fewer.centers, farthest(self.level, fewer)])]
        for start in starts:
            self.consider(start)
        self.swap(k)

    def come_down_to(self, k: int) -> None:
        (start,) = merges(self.fits[k + 1], 1)
        if self.consider(start):
            self.swap(k)

    def swap(self, k: int) -> None:
        """Take the first swap that helps, until none does."""
        for _ in range(_ROUNDS):
            starts = swaps(self.level, self.fits[k], tries(k, self.level.weights.size))
            if not any(self.consider(start) for start in starts):
                return

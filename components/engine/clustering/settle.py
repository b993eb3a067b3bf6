"""Bring the fits for every k to the end on the exact colors."""

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.explore import NO_CENTERS, every_center
from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit, exact_inertia, lloyd
from components.engine.clustering.moves import farthest, merges, splits
from components.engine.progress import Progress
from components.engine.side_by_side import each

Floats = NDArray[np.float64]

_ITERATIONS = 300
# See `tolerance`.
_TOLERANCE, _CLOSELY = 4e-5, 1e-6
_FEW_CENTERS, _FEW_COLORS = 8, 1 << 15
# Where the inertia is above this share of the geometric mean of its neighbors',
# the neighbors are asked for a better start; at most so many of them.
_BUMP, _MOST_BUMPS = 0.997, 10


def settle(
    level: Level,
    starts: list[Fit],
    report: Progress,
    fixed: Floats = NO_CENTERS,
    cells: Level | None = None,
) -> list[Fit]:
    """Run Lloyd to the end for every k.

    Parameters
    ----------
    level : Level
        The n distinct colors.
    starts : list of Fit
        For k = 1..K, K at most n, and as many more as are fixed where no point is.
    report : callable
        Told the share done, 0–1.
    fixed : ndarray of shape (m, 3), float64
        Centers that are in every fit, first and unmoved, see `explore`.
    cells : Level, optional
        The same colors as fewer points: most of the way is gone there.

    Returns
    -------
    list of Fit
        For k = 1..K. The inertia never rises, no cluster is empty unless its center is
        fixed, and at k = n the centers are the colors.
    """
    ground = _Ground(level, len(fixed), every_center(level, fixed), cells)
    largest_first = [start.centers for start in reversed(starts)]
    fits = each(partial(_finish, ground), largest_first, report)[::-1]
    _smooth(ground, fits)
    _let_fall(ground, fits)
    return fits


class _Ground(NamedTuple):
    """The colors, how many centers are fixed, and the centers that reach them all.

    And the colors as fewer points, if they are many.
    """

    level: Level
    fixed: int
    every: Floats
    cells: Level | None


def tolerance(k: int, points: int) -> float:
    """Share of the inertia that one more iteration must gain to go on.

    From the starts that exploring finds, ten more iterations then gain less than a
    thousandth. Few centers converge in no time, and few points take none, so they
    may as well go on for long: where colors lie evenly, as in noise, an iteration
    can gain next to nothing and later ones a lot.

    Parameters
    ----------
    k : int
        Number of centers.
    points : int
        Number of distinct colors.

    Returns
    -------
    float
        A small share.
    """
    return _CLOSELY if k <= _FEW_CENTERS or points <= _FEW_COLORS else _TOLERANCE


def _finish(ground: _Ground, start: Floats, beat: float = np.inf) -> Fit:
    """Run Lloyd to the end; centers without colors go where they help most."""
    level, fixed, _, cells = ground
    k = start.shape[0]
    if k == len(ground.every):
        return _every_color(ground)
    limit = tolerance(k, level.weights.size)
    most = _ITERATIONS if k > fixed else 0
    if cells is not None:
        start = lloyd(cells, start, limit, most, fixed=fixed).centers
    fit = lloyd(level, start, limit, most, beat, fixed)
    while not fit.weight[fixed:].all():
        centers = fit.centers.copy()
        idle = fit.weight == 0
        idle[:fixed] = False
        centers[idle] = farthest(level, fit, int(idle.sum()))
        fit = lloyd(level, centers, limit, most, fixed=fixed)
    if fit.iterations == _ITERATIONS:  # cut short, perhaps beyond the means
        last = lloyd(level, fit.centers, 0.0, 1, fixed=fixed)
        fit = last if last.weight[fixed:].all() else fit
    return fit._replace(inertia=exact_inertia(level, fit))


def _every_color(ground: _Ground) -> Fit:
    level, fixed, centers, _ = ground
    if fixed:
        return lloyd(level, centers, 0.0, 0, fixed=fixed)._replace(inertia=0.0)
    labels = np.arange(level.weights.size, dtype=np.int32)
    return Fit(centers, labels, level.weights, 0.0, 0, centers)


def _smooth(ground: _Ground, fits: list[Fit]) -> None:
    """Try again where the inertia falls less evenly than around."""
    level, fixed, *_ = ground
    inertia = np.array([fit.inertia for fit in fits])
    around = np.sqrt(inertia[:-2] * inertia[2:])
    bump = inertia[1:-1] / np.where(around > 0, around, np.inf) - _BUMP
    bump[: max(fixed - 1, 0)] = 0.0  # nothing can be done there
    for i in np.argsort(-bump, kind="stable")[:_MOST_BUMPS]:
        if bump[i] <= 0:
            return
        k = int(i) + 2
        starts = merges(fits[k], 1, fixed) + splits(level, fits[k - 2], 1, fixed)
        again = partial(_finish, ground, beat=fits[k - 1].inertia)
        for fit in each(again, starts):
            if fit.inertia < fits[k - 1].inertia:
                fits[k - 1] = fit


def _let_fall(ground: _Ground, fits: list[Fit]) -> None:
    """See to it that one more color, chosen freely, always lowers the inertia."""
    for k in range(max(ground.fixed, 1) + 1, len(fits) + 1):
        if fits[k - 1].inertia >= fits[k - 2].inertia > 0:
            fewer = fits[k - 2]
            more = np.vstack([fewer.centers, farthest(ground.level, fewer)])
            fits[k - 1] = _finish(ground, more)

"""Bring the fits for every k to the end on the exact colors."""

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit, exact_inertia, lloyd
from components.engine.clustering.moves import farthest, merges, splits
from components.engine.progress import Progress

Floats = NDArray[np.float64]

_ITERATIONS = 300
# See `tolerance`.
_TOLERANCE, _CLOSELY = 4e-5, 1e-6
_FEW_CENTERS, _FEW_COLORS = 8, 1 << 15
# Where the inertia is above this share of the geometric mean of its neighbors',
# the neighbors are asked for a better start; at most so many of them.
_BUMP, _MOST_BUMPS = 0.997, 10


def settle(level: Level, starts: list[Fit], report: Progress) -> list[Fit]:
    """Run Lloyd to the end for every k.

    Parameters
    ----------
    level : Level
        The n distinct colors.
    starts : list of Fit
        For k = 1..K, K at most n.
    report : callable
        Told the share done, 0–1.

    Returns
    -------
    list of Fit
        For k = 1..K. The inertia never rises, no cluster is empty, and at k = n
        the centers are the colors.
    """
    fits: list[Fit] = []
    for start in starts:
        report(len(fits) / len(starts))
        fits.append(_finish(level, start.centers))
    _smooth(level, fits)
    _let_fall(level, fits)
    return fits


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


def _finish(level: Level, start: Floats, beat: float = np.inf) -> Fit:
    """Run Lloyd to the end; centers without colors go where they help most."""
    k = start.shape[0]
    if k == level.weights.size:
        return _every_color(level)
    fit = lloyd(level, start, tolerance(k, level.weights.size), _ITERATIONS, beat)
    while not fit.weight.all():
        centers = fit.centers.copy()
        idle = fit.weight == 0
        centers[idle] = farthest(level, fit, int(idle.sum()))
        fit = lloyd(level, centers, tolerance(k, level.weights.size), _ITERATIONS)
    if fit.iterations == _ITERATIONS:  # cut short, perhaps beyond the means
        last = lloyd(level, fit.centers, 0.0, 1)
        fit = last if last.weight.all() else fit
    return fit._replace(inertia=exact_inertia(level, fit))


def _every_color(level: Level) -> Fit:
    labels = np.arange(level.weights.size, dtype=np.int32)
    centers = np.ascontiguousarray(level.points.T, dtype=np.float64)
    return Fit(centers, labels, level.weights, 0.0, 0, centers)


def _smooth(level: Level, fits: list[Fit]) -> None:
    """Try again where the inertia falls less evenly than around."""
    inertia = np.array([fit.inertia for fit in fits])
    around = np.sqrt(inertia[:-2] * inertia[2:])
    bump = inertia[1:-1] / np.where(around > 0, around, np.inf) - _BUMP
    for i in np.argsort(-bump, kind="stable")[:_MOST_BUMPS]:
        if bump[i] <= 0:
            return
        k = int(i) + 2
        starts = merges(fits[k], 1) + splits(level, fits[k - 2], 1)
        for start in starts:
            fit = _finish(level, start, beat=fits[k - 1].inertia)
            if fit.inertia < fits[k - 1].inertia:
                fits[k - 1] = fit


def _let_fall(level: Level, fits: list[Fit]) -> None:
    """See to it that one more color always lowers the inertia."""
    for k in range(2, len(fits) + 1):
        if fits[k - 1].inertia >= fits[k - 2].inertia > 0:
            fewer = fits[k - 2]
            more = np.vstack([fewer.centers, farthest(level, fewer)])
            fits[k - 1] = _finish(level, more)

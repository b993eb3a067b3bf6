"""Flat colors that stay what they are.

Where paper is white and ink is blue, a mean is a little off both: their soft edges
belong to the cluster too. A center takes the exact color that at least half of its
cluster has, and all else stays as k-means left it. That is no longer k-means, whose
centers are means: the inertia is a little larger.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit, exact_inertia, lloyd
from components.engine.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A picture has flat colors where so few colors cover so much of it: paper, ink, and
# one or two more. Of 21 photos of Kodak's the largest share is 0.155, a white sky; of
# drawings, logos, slides and scans the smallest is 0.33.
_FEW, _MUCH = 4, 0.2
NONE = -1


class Kept(NamedTuple):
    """A fit, some of whose centers are flat colors.

    Attributes
    ----------
    fit : Fit
        Each point belongs to its nearest center.
    colors : ndarray of shape (k,), int64
        Index of the point that a center took, `NONE` where it is a mean.
    """

    fit: Fit
    colors: Ints


def has_flat_colors(table: ColorTable) -> bool:
    """Tell whether a picture has flat colors, as logos, slides and scans have.

    Parameters
    ----------
    table : ColorTable
        The picture's distinct colors.

    Returns
    -------
    bool
        Whether its four most frequent colors cover at least a fifth of it.

    Examples
    --------
    >>> colors = np.arange(300, dtype=np.uint8).reshape(100, 3)
    >>> has_flat_colors(ColorTable(colors, np.ones(100, np.int64)))
    False
    >>> has_flat_colors(ColorTable(colors, np.array([50, *[1] * 99])))
    True
    """
    weights = table.weights
    if weights.size <= _FEW:
        return bool(weights.size)
    few = np.partition(weights, -_FEW)[-_FEW:]
    return bool(few.sum() >= _MUCH * weights.sum())


def keep_flat(level: Level, rows: Ints, fits: list[Fit], fixed: int = 0) -> list[Kept]:
    """Let centers take the flat colors of their clusters.

    Parameters
    ----------
    level : Level
        The n distinct colors.
    rows : ndarray of shape (n,), int64
        Where each stands in the table; of equally frequent ones the first is taken.
    fits : list of Fit
        For k = 1..K; their inertia never rises. Those of another level, of cells, are
        brought to this one.
    fixed : int
        So many centers, the first ones, stay where they are.

    Returns
    -------
    list of Kept
        For k = 1..K. Where all of them would make the inertia rise with k, those that
        cost most for each pixel they keep are left out.
    """
    if fits and fits[0].labels.size != level.weights.size:
        fits = [_on_exact_colors(level, fit) for fit in fits]
    kept: list[Kept] = []
    for i, fit in enumerate(fits):
        # So much the next fit leaves anyway: with less, that one would seem to rise.
        least = fits[i + 1].inertia if i + 1 < len(fits) else 0.0
        most = kept[-1].fit.inertia if kept else np.inf
        colors = flat_colors(level, rows, fit)
        colors[:fixed] = NONE
        kept.append(_keep(level, fit, colors, (least, most), fixed))
    return kept


def _on_exact_colors(level: Level, start: Fit) -> Fit:
    """Give every point of a level its nearest center; the centers stay."""
    fit = lloyd(level, start.centers, 0.0, 0)
    inertia = exact_inertia(level, fit)
    return fit._replace(inertia=inertia, previous=start.previous)


def _keep(
    level: Level, fit: Fit, colors: Ints, bounds: tuple[float, float], fixed: int
) -> Kept:
    """Take as many flat colors as leave the inertia between two bounds."""

    def good(kept: Kept) -> bool:
        within = bounds[0] <= kept.fit.inertia <= bounds[1]
        return within and bool(kept.fit.weight[fixed:].all())

    kept = Kept(_moved(level, fit, colors), colors)
    if good(kept):
        return kept
    dearest = _dearest_first(level, fit, colors)
    none, some = dearest.size, 0  # without the `none` dearest it is good for certain
    best = Kept(fit, np.full_like(colors, NONE))
    while none - some > 1:
        without = (none + some) // 2
        fewer = colors.copy()
        fewer[dearest[:without]] = NONE
        tried = Kept(_moved(level, fit, fewer), fewer)
        if good(tried):
            best, none = tried, without
        else:
            some = without
    return best


def _moved(level: Level, fit: Fit, colors: Ints) -> Fit:
    """Put centers on the points that they take; each point goes to the nearest."""
    taken = colors != NONE
    centers = fit.centers.copy()
    centers[taken] = level.points[:, colors[taken]].T
    if (centers == fit.centers).all():
        return fit
    return _on_exact_colors(level, fit._replace(centers=centers))


def _dearest_first(level: Level, fit: Fit, colors: Ints) -> Ints:
    """Order the clusters that take a color by its cost for each pixel it keeps."""
    clusters = np.flatnonzero(colors != NONE)
    points = colors[clusters]
    away = ((level.points[:, points].T - fit.centers[clusters]) ** 2).sum(axis=1)
    cost = fit.weight[clusters] * away / level.weights[points]
    return clusters[np.argsort(-cost, kind="stable")]


def flat_colors(level: Level, rows: Ints, fit: Fit) -> Ints:
    """Find the color that at least half of each cluster has.

    Parameters
    ----------
    level : Level
        The points.
    rows : ndarray of shape (n,), int64
        Their order: of two halves the first is taken.
    fit : Fit
        k clusters of them.

    Returns
    -------
    ndarray of shape (k,), int64
        Index of the point, `NONE` where no point weighs as much.
    """
    heaviest = _heaviest(level.weights, rows, fit.labels, len(fit.weight))
    weight = np.where(heaviest == NONE, 0.0, level.weights[heaviest])
    enough = (heaviest != NONE) & (2 * weight >= fit.weight)
    return np.where(enough, heaviest, NONE)


@kernel
def _heaviest(weights: Floats, rows: Ints, labels: NDArray[np.int32], k: int) -> Ints:
    """Index of the heaviest point of each cluster, the first row of equals."""
    heaviest, most = np.full(k, NONE), np.zeros(k)
    for i in range(labels.size):
        c = labels[i]
        first = weights[i] == most[c] and rows[i] < rows[heaviest[c]]
        if weights[i] > most[c] or first:
            heaviest[c], most[c] = i, weights[i]
    return heaviest

"""A first fit for every number of colors, in a moment and without machine code.

A server that has just been installed has none yet, and a compiler takes longer than
anybody likes to wait. These fits are shown until those of `sweep_k` are there. On
cells of similar colors, the cluster with the largest inertia is cut in two at its mean,
across the axis along which it is longest (Wu [1]_ cuts so, along an axis of the
color space), and after each cut a few of Lloyd's iterations follow.

References
----------
.. [1] X. Wu, "Color quantization by dynamic programming and principal analysis",
   ACM Transactions on Graphics 11(4), 1992. doi:10.1145/146443.146475
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.kmeans import (
    Sweep,
    check_request,
    variance_explained,
)
from components.engine.clustering.metric import conversions
from components.engine.clustering.spaces import Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# So many cells at most, all of one size.
_MOST_CELLS: Final = 1 << 14
_BITS: Final = 8  # of a channel
# Of Lloyd's iterations after a cut: more while there are few centers, where a wrong
# one costs most.
_ITERATIONS: Final = ((16, 4), (64, 2), (256, 1))


class _Cells(NamedTuple):
    """Colors that are near each other, as one.

    Attributes
    ----------
    points : ndarray of shape (n, 3), float64
        Their means.
    weights : ndarray of shape (n,), float64
        Their weights.
    spread : float
        Sum over pixels, by their weight, of the squared distance to their cell's mean.
    """

    points: Floats
    weights: Floats
    spread: float


def first_fits(table: ColorTable, k_max: int = 64, space: Space = "srgb") -> Sweep:
    """Fit every k from 1 to k_max well enough for a first look.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture and what each of them weighs.
    k_max : int
        Largest number of colors, 1–256. More than U is not an error.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        Space in which distances are measured, see `to_space`.

    Returns
    -------
    Sweep
        K = min(k_max, U) fits, without what `Sweep.previous`, `Sweep.flat` and
        `Sweep.for_dots` tell. The inertia is that of cells, each of which goes to one
        center as a whole.

    Raises
    ------
    ValueError
        If k_max is not in 1–256, or the space is unknown.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [10, 10, 10], [250, 0, 0]], dtype=np.uint8)
    >>> first_fits(ColorTable(colors, np.array([3, 1, 5]))).centers[1].tolist()
    [[250.0, 0.0, 0.0], [2.5, 2.5, 2.5]]
    """
    check_request(k_max, space)
    if len(table) == 0:
        return Sweep((), np.zeros(0), np.zeros(0))
    into, back = conversions(table, space)
    cells = _cells(table, into(table.colors).astype(np.float64))
    labels = np.zeros(len(cells.weights), np.int64)
    centers, inertia = [], []
    for k in range(1, min(k_max, len(table)) + 1):
        if k > 1:
            labels = _cut(cells, labels, k - 1)
        means, labels = _improve(cells, labels, k)
        weight = np.bincount(labels, cells.weights, k)
        centers.append(back(means[np.argsort(-weight, kind="stable")]))
        inertia.append(cells.spread + _inertia_of(cells, means, labels).sum())
    falling = np.minimum.accumulate(inertia)
    return Sweep(tuple(centers), falling, variance_explained(falling))


def _cells(table: ColorTable, points: Floats) -> _Cells:
    """Gather colors in cubes of the RGB space, the smallest that are not too many."""
    for bits in range(_BITS, 0, -1):
        levels = table.colors.astype(np.int64) >> _BITS - bits
        number = levels @ np.array([1 << 2 * bits, 1 << bits, 1])
        of = np.unique(number, return_inverse=True)[1]
        n = int(of.max()) + 1
        if n <= _MOST_CELLS:
            break
    weights: Floats = np.bincount(of, table.weights).astype(np.float64)
    sums = [np.bincount(of, table.weights * axis) for axis in points.T]
    means = np.stack(sums, axis=1) / weights[:, None]
    off = ((points - means[of]) ** 2).sum(axis=1)
    return _Cells(means, weights, float(off @ table.weights))


def _cut(cells: _Cells, labels: Ints, k: int) -> Ints:
    """Cut the cluster of the largest inertia in two; the new one has the label k."""
    means = _means(cells, labels, np.zeros((k, 3)))
    lost = np.bincount(labels, _inertia_of(cells, means, labels), k)
    lost[np.bincount(labels, minlength=k) < 2] = -1.0  # there is nothing to cut
    mine = np.flatnonzero(labels == lost.argmax())
    off = cells.points[mine] - means[lost.argmax()]
    axis = np.linalg.eigh((off.T * cells.weights[mine]) @ off)[1][:, -1]
    beyond = off @ axis > 0
    if beyond.all() or not beyond.any():  # they differ by less than a rounding
        beyond = np.arange(len(mine)) > 0
    cut = labels.copy()
    cut[mine[beyond]] = k
    return cut


def _improve(cells: _Cells, labels: Ints, k: int) -> tuple[Floats, Ints]:
    """Iterate as Lloyd does; a center that loses all its cells stays where it is."""
    means = _means(cells, labels, np.zeros((k, 3)))
    for _ in range(next(often for most, often in _ITERATIONS if k <= most)):
        # The square of the cell itself is the same for all centers.
        apart = (means * means).sum(axis=1) - 2 * (cells.points @ means.T)
        labels = apart.argmin(axis=1)
        means = _means(cells, labels, means)
    return means, labels


def _means(cells: _Cells, labels: Ints, empty: Floats) -> Floats:
    """Return the mean of each cluster; of one without cells what is given for it."""
    weight = np.bincount(labels, cells.weights, len(empty))
    sums = [
        np.bincount(labels, cells.weights * axis, len(empty)) for axis in cells.points.T
    ]
    full = weight > 0
    means = empty.copy()
    means[full] = np.stack(sums, axis=1)[full] / weight[full, None]
    return means


def _inertia_of(cells: _Cells, means: Floats, labels: Ints) -> Floats:
    """Return what each cell adds to the inertia, besides its spread."""
    inertia: Floats = cells.weights * ((cells.points - means[labels]) ** 2).sum(axis=1)
    return inertia

"""Ways from one set of centers to another with one center more or less."""

import numpy as np
from numpy.typing import NDArray

from components.engine.compiled import kernel
from components.engine.grid import Grid
from components.engine.lloyd import nearest_of, survivors

Floats = NDArray[np.float64]


def split(grid: Grid, centers: Floats) -> Floats:
    """Split the cluster that is stretched most, along its main axis.

    The two halves start where the means of the two halves of a normal
    distribution lie, sqrt(2 / pi) standard deviations off the middle.

    Parameters
    ----------
    grid : Grid
        The colors.
    centers : ndarray of shape (k, 3), float64
        Current centers.

    Returns
    -------
    ndarray of shape (k + 1, 3), float64
        The first k rows are the old centers but for the one that was split.
    """
    cells, blocks = grid.cells, grid.blocks
    scatter, weight = _scatter(
        blocks.start, blocks.low, blocks.high,
        cells.mean, cells.weight, cells.spread, centers,
    )  # fmt: skip
    lengths, axes = np.linalg.eigh(scatter)
    worst = int(np.argmax(lengths[:, 2]))
    variance = max(float(lengths[worst, 2]), 0.0) / max(float(weight[worst]), 1.0)
    step = np.sqrt(2 * variance / np.pi) * axes[worst, :, 2]
    halves = np.vstack([centers, centers[worst] + step])
    halves[worst] -= step
    return halves


def merge(centers: Floats, weight: Floats) -> Floats:
    """Merge the two clusters whose union raises the inertia least.

    The price of a union is Ward's [1]_: ``w v / (w + v) · |a − b|²``.

    Parameters
    ----------
    centers : ndarray of shape (k, 3), float64
        Current centers, k at least 2.
    weight : ndarray of shape (k,), float64
        Pixels of each cluster.

    Returns
    -------
    ndarray of shape (k - 1, 3), float64
        The pair has become its common mean.

    References
    ----------
    .. [1] J. H. Ward, "Hierarchical grouping to optimize an objective function",
       JASA 58(301), 1963. doi:10.1080/01621459.1963.10500845
    """
    k = centers.shape[0]
    squared = ((centers[:, None] - centers[None]) ** 2).sum(axis=2)
    both = np.maximum(weight[:, None] + weight[None], 1.0)
    price = weight[:, None] * weight[None] / both * squared
    price[np.tril_indices(k)] = np.inf
    a, b = divmod(int(np.argmin(price)), k)
    merged = centers.copy()
    merged[a] = (weight[a] * centers[a] + weight[b] * centers[b]) / both[a, b]
    return np.delete(merged, b, axis=0)


def add_farthest(grid: Grid, centers: Floats) -> Floats:
    """Add the color that costs most where it is now as a center of its own.

    Parameters
    ----------
    grid : Grid
        The colors.
    centers : ndarray of shape (k, 3), float64
        Current centers; fewer than there are distinct colors.

    Returns
    -------
    ndarray of shape (k + 1, 3), float64
        Its inertia is lower than that of the given centers.
    """
    cost = np.full(grid.weights.size, np.inf)
    for center in centers:
        np.minimum(cost, ((grid.points - center) ** 2).sum(axis=1), out=cost)
    farthest = int(np.argmax(cost * grid.weights))
    return np.vstack([centers, grid.points[farthest].astype(np.float64)])


@kernel
def _scatter(
    block_start: NDArray[np.int64],
    block_low: Floats,
    block_high: Floats,
    mean: Floats,
    cell_weight: Floats,
    spread: Floats,
    centers: Floats,
) -> tuple[Floats, Floats]:
    """Scatter matrix about each center, each cell at its mean with its spread."""
    k = centers.shape[0]
    scatter, weight = np.zeros((k, 3, 3)), np.zeros(k)
    everyone, near = np.arange(k), np.empty(k, np.int64)
    for b in range(block_start.size - 1):
        n = survivors(block_low[b], block_high[b], centers, everyone, k, near)
        for g in range(block_start[b], block_start[b + 1]):
            c = nearest_of(mean[g], centers, near, n)
            weight[c] += cell_weight[g]
            for i in range(3):
                scatter[c, i, i] += spread[g] / 3
                for j in range(3):
                    scatter[c, i, j] += (
                        cell_weight[g]
                        * (mean[g, i] - centers[c, i])
                        * (mean[g, j] - centers[c, j])
                    )
    return scatter, weight

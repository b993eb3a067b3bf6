"""The distinct colors of a picture, grouped so that k-means can skip most work.

Colors are sorted into *cells* (32 × 32 × 32 of them, 8 steps wide in each
channel) and cells into *blocks* (8 × 8 × 8). Each group knows its weight, its
mean, its spread about that mean and the box it fills. A group whose box lies
wholly on one center's side is handled in one step, exactly: its weighted sum is
known, and its inertia about any point c is ``spread + weight · |mean − c|²``
(the parallel axis theorem).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from components.engine.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Groups:
    """One level of the grid, n groups.

    Attributes
    ----------
    start : ndarray of shape (n + 1,), int64
        Group i holds members ``start[i]:start[i + 1]`` of the level below.
    low, high : ndarray of shape (n, 3), float64
        Corners of the smallest box around its colors.
    weight : ndarray of shape (n,), float64
        Number of pixels.
    mean : ndarray of shape (n, 3), float64
        Mean over its pixels.
    spread : ndarray of shape (n,), float64
        Sum over its pixels of the squared distance to the mean.
    """

    start: Ints
    low: Floats
    high: Floats
    weight: Floats
    mean: Floats
    spread: Floats


@dataclass(frozen=True, eq=False)
class Grid:
    """Colors in cells in blocks.

    Attributes
    ----------
    points : ndarray of shape (U, 3), float32
        The distinct colors in the space that is clustered, cell by cell.
    weights : ndarray of shape (U,), float64
        Number of pixels of each.
    order : ndarray of shape (U,), int64
        Row of each point in the color table.
    cells, blocks : Groups
        Groups of points, and groups of cells.
    """

    points: NDArray[np.float32]
    weights: Floats
    order: Ints
    cells: Groups
    blocks: Groups


def build_grid(
    colors: NDArray[np.uint8], counts: Ints, points: NDArray[np.float32]
) -> Grid:
    """Group colors by where they lie in the RGB cube.

    Parameters
    ----------
    colors : ndarray of shape (U, 3), uint8
        Distinct sRGB colors; they decide who is in a group with whom.
    counts : ndarray of shape (U,), int64
        Pixels of each color.
    points : ndarray of shape (U, 3), float32
        The same colors in the space that is clustered.

    Returns
    -------
    Grid
        The colors in a new order; sums over pixels are unchanged.
    """
    key = _cell_key(colors)
    order = np.argsort(key, kind="stable")
    key, points = key[order], points[order]
    weights = counts[order].astype(np.float64)
    starts = _starts(key)
    cells = Groups(starts, *_summarise_points(points, weights, starts))
    block_starts = _starts(key[starts[:-1]] >> 6)
    blocks = Groups(block_starts, *_summarise_groups(cells, block_starts))
    return Grid(points, weights, order, cells, blocks)


def _cell_key(colors: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Block number (3 bits a channel) in front of the cell's number inside it."""
    red, green, blue = (colors[:, c].astype(np.uint16) for c in range(3))
    block = (red >> 5) << 6 | (green >> 5) << 3 | blue >> 5
    inside = (red >> 3 & 3) << 4 | (green >> 3 & 3) << 2 | blue >> 3 & 3
    return (block << 6 | inside).astype(np.uint16)


def _starts(keys: NDArray[np.integer[Any]]) -> Ints:
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return np.concatenate(([0], changes, [keys.size])).astype(np.int64)


def _summarise_groups(cells: Groups, starts: Ints) -> tuple[Floats, ...]:
    first = starts[:-1]
    weight = np.add.reduceat(cells.weight, first)
    sums = np.add.reduceat(cells.mean * cells.weight[:, None], first, axis=0)
    mean = sums / weight[:, None]
    owner = np.repeat(np.arange(first.size), np.diff(starts))
    offset = ((cells.mean - mean[owner]) ** 2).sum(axis=1)
    spread = np.add.reduceat(cells.spread + cells.weight * offset, first)
    low = np.minimum.reduceat(cells.low, first, axis=0)
    high = np.maximum.reduceat(cells.high, first, axis=0)
    return low, high, weight, mean, spread


@kernel
def _summarise_points(
    points: NDArray[np.float32], weights: Floats, starts: Ints
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    n = starts.size - 1
    low, high = np.empty((n, 3)), np.empty((n, 3))
    weight, mean, spread = np.zeros(n), np.zeros((n, 3)), np.zeros(n)
    for g in range(n):
        for c in range(3):
            total, smallest, largest = 0.0, np.inf, -np.inf
            for i in range(starts[g], starts[g + 1]):
                value = np.float64(points[i, c])
                total += weights[i] * value
                smallest, largest = min(smallest, value), max(largest, value)
            mean[g, c], low[g, c], high[g, c] = total, smallest, largest
        for i in range(starts[g], starts[g + 1]):
            weight[g] += weights[i]
        for c in range(3):
            mean[g, c] /= weight[g]
            for i in range(starts[g], starts[g + 1]):
                spread[g] += weights[i] * (points[i, c] - mean[g, c]) ** 2
    return low, high, weight, mean, spread

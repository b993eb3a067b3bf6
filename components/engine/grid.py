"""The distinct colors of a picture, laid out so that k-means can skip most work.

Colors are put in Morton order (their bits interleaved), so that at any fineness
the colors of one cube of the RGB space stand together. Two levels come of it:
the colors themselves, and *cells* of neighboring colors, each as one point at its
mean, for looking around cheaply. On both levels the points stand in *tiles*, cubes
of some dozens of points, and the tiles in larger *blocks*.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Points = NDArray[np.float32]
Keys = NDArray[np.uint32]

# Cells are as fine as gives no more than so many: looking for good starts takes
# time in proportion, and finer cells stopped paying about here.
_MOST_CELLS = 6000
_COARSEST, _FINEST = 5, 8  # bits a channel; at 8 every color is a cell of its own
# A tile should hold so many points on average: enough for vector instructions.
_TILE = 48


class Level(NamedTuple):
    """Weighted points in tiles in blocks.

    Attributes
    ----------
    points : ndarray of shape (3, n), float32
        Coordinates, one row an axis.
    weights : ndarray of shape (n,), float64
        Number of pixels at each point.
    spread : ndarray of shape (n,), float64
        Sum over a point's pixels of their squared distance to it; 0 for a color.
    tile_start : ndarray of shape (T + 1,), int64
        Tile t holds the points ``tile_start[t]:tile_start[t + 1]``.
    tile_low, tile_high : ndarray of shape (T, 3), float64
        Corners of the smallest box around a tile's points.
    block_start : ndarray of shape (B + 1,), int64
        Block b holds the tiles ``block_start[b]:block_start[b + 1]``.
    block_low, block_high : ndarray of shape (B, 3), float64
        Corners of the smallest box around a block's points.
    square : float
        Sum over all pixels of their squared distance to the origin.
    """

    points: Points
    weights: Floats
    spread: Floats
    tile_start: Ints
    tile_low: Floats
    tile_high: Floats
    block_start: Ints
    block_low: Floats
    block_high: Floats
    square: float


class Grid(NamedTuple):
    """A picture's colors at two levels.

    Attributes
    ----------
    exact : Level
        Every distinct color.
    rough : Level
        Cells of colors.
    """

    exact: Level
    rough: Level


def build_grid(colors: NDArray[np.uint8], counts: Ints, points: Points) -> Grid:
    """Lay out colors by where they are in the RGB cube.

    Parameters
    ----------
    colors : ndarray of shape (U, 3), uint8
        Distinct sRGB colors; they decide who stands with whom.
    counts : ndarray of shape (U,), int64
        Pixels of each color.
    points : ndarray of shape (U, 3), float32
        The same colors in the space that is clustered.

    Returns
    -------
    Grid
        The colors in a new order; sums over pixels are unchanged.
    """
    key = morton(colors)
    order = np.argsort(key)
    key = key[order]
    exact_points = np.ascontiguousarray(points[order].T)
    weights = counts[order].astype(np.float64)
    exact = _level(key, exact_points, weights, np.zeros(key.size))
    cells = starts(key, _fineness(key))
    return Grid(exact, _level(key[cells[:-1]], *_means(exact_points, weights, cells)))


def morton(colors: NDArray[np.uint8]) -> Keys:
    """Interleave the bits of red, green and blue, the highest first.

    Parameters
    ----------
    colors : ndarray of shape (U, 3), uint8
        Colors.

    Returns
    -------
    ndarray of shape (U,), uint32
        Numbers below 2**24. Colors that share their highest b bits in each
        channel share the highest 3 b bits.

    Examples
    --------
    >>> [format(m, "06b") for m in morton(np.array([[3, 0, 1]], np.uint8))]
    ['100101']
    """
    byte = np.arange(256, dtype=np.uint32)
    spaced = np.zeros(256, dtype=np.uint32)
    for bit in range(8):
        spaced |= (byte >> bit & 1) << 3 * bit
    red, green, blue = (spaced[colors[:, c]] for c in range(3))
    return np.asarray(red << 2 | green << 1 | blue, dtype=np.uint32)


def starts(key: Keys, bits: int) -> Ints:
    """Find where the cubes of so many bits a channel begin, and the last ends.

    Parameters
    ----------
    key : ndarray of shape (U,), uint32
        Morton numbers in ascending order, U at least 1.
    bits : int
        From 0, one cube for all, to 8, one for each color.

    Returns
    -------
    ndarray of shape (cubes + 1,), int64
        Indices into ``key``.
    """
    cube = np.right_shift(key, np.uint32(3 * (8 - bits)))
    changes = np.flatnonzero(cube[1:] != cube[:-1]) + 1
    return np.concatenate(([0], changes, [key.size])).astype(np.int64)


def _fineness(key: Keys) -> int:
    """Bits a channel at which there are not too many cells."""
    for bits in range(_FINEST, _COARSEST, -1):
        if starts(key, bits).size - 1 <= _MOST_CELLS:
            return bits
    return _COARSEST


def _level(key: Keys, points: Points, weights: Floats, spread: Floats) -> Level:
    bits = 0
    while bits < _FINEST and key.size >= _TILE * (starts(key, bits + 1).size - 1):
        bits += 1
    tiles = starts(key, bits)
    blocks = np.searchsorted(tiles, starts(key, max(bits - 2, 0)))
    low = np.minimum.reduceat(points, tiles[:-1], axis=1).T.astype(np.float64)
    high = np.maximum.reduceat(points, tiles[:-1], axis=1).T.astype(np.float64)
    return Level(
        points,
        weights,
        spread,
        tiles,
        np.ascontiguousarray(low),
        np.ascontiguousarray(high),
        blocks.astype(np.int64),
        np.minimum.reduceat(low, blocks[:-1], axis=0),
        np.maximum.reduceat(high, blocks[:-1], axis=0),
        float((points.astype(np.float64) ** 2 @ weights).sum() + spread.sum()),
    )


@kernel
def _means(
    points: Points, weights: Floats, start: Ints
) -> tuple[Points, Floats, Floats]:
    """Mean, weight and spread of each cell."""
    n = start.size - 1
    mean, weight, spread = np.empty((3, n), np.float32), np.zeros(n), np.zeros(n)
    for g in range(n):
        for i in range(start[g], start[g + 1]):
            weight[g] += weights[i]
        for c in range(3):
            total = 0.0
            for i in range(start[g], start[g + 1]):
                total += weights[i] * points[c, i]
            mean[c, g] = total / weight[g]
            for i in range(start[g], start[g + 1]):
                spread[g] += weights[i] * (points[c, i] - mean[c, g]) ** 2
    return mean, weight, spread

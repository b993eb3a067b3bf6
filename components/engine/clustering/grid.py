"""The distinct colors of a picture, laid out so that k-means can skip most work.

Colors are put in Morton order (their bits interleaved), so that at any fineness
the colors of one cube of the RGB space stand together. Two levels come of it, or more:
the colors themselves, and *cells* of neighboring colors, each as one point at its
mean, for looking around cheaply. On all levels the points stand in *tiles*, cubes
of some dozens of points, and the tiles in larger *blocks*.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.morton import Cubes, morton
from components.engine.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Points = NDArray[np.float32]

# So many cells at most: looking for good starts takes time in proportion, and
# more cells stopped paying about here.
MOST_CELLS = 4000
# Points that a tile and a block hold at most: enough for vector instructions, and
# few enough to have few centers near.
_TILE, _BLOCK = 512, 8192


class Level(NamedTuple):
    """Weighted points in tiles in blocks.

    Attributes
    ----------
    points : ndarray of shape (3, n), float32
        Coordinates, one row an axis.
    weights : ndarray of shape (n,), float64
        What each point weighs, rounded so little that sums are exact; see
        `with_exact_sums`.
    given : ndarray of shape (n,), float64
        What each point weighs, not rounded.
    spread : ndarray of shape (n,), float64
        Sum over a point's pixels, by their weight, of their squared distance to it; 0
        for a color.
    mass : ndarray of shape (n, 4), float64
        Each point's three coordinates times its weight, and the weight.
    tile_start : ndarray of shape (T + 1,), int64
        Tile t holds the points ``tile_start[t]:tile_start[t + 1]``.
    tile_low, tile_high : ndarray of shape (T, 3), float64
        Corners of the smallest box around a tile's points.
    block_start : ndarray of shape (B + 1,), int64
        Block b holds the tiles ``block_start[b]:block_start[b + 1]``.
    block_low, block_high : ndarray of shape (B, 3), float64
        Corners of the smallest box around a block's points.
    square : float
        Sum over all pixels, by their weight, of their squared distance to the origin.
    """

    points: Points
    weights: Floats
    given: Floats
    spread: Floats
    mass: Floats
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


def build_grid(
    colors: NDArray[np.uint8],
    amounts: Floats | Ints,
    points: Points,
    most_cells: int = MOST_CELLS,
) -> Grid:
    """Lay out colors by where they are in the RGB cube.

    Parameters
    ----------
    colors : ndarray of shape (U, 3), uint8
        Distinct sRGB colors; they decide who stands with whom.
    amounts : ndarray of shape (U,), float64 or int64
        What each color weighs, above 0.
    points : ndarray of shape (U, 3), float32
        The same colors in the space that is clustered.
    most_cells : int
        Into how many cells they are gathered at most.

    Returns
    -------
    Grid
        The colors in a new order; sums over pixels are unchanged.
    """
    return Grid(*build_levels(colors, amounts, points, (most_cells,)))


def build_levels(
    colors: NDArray[np.uint8],
    amounts: Floats | Ints,
    points: Points,
    most_cells: Sequence[int],
) -> list[Level]:
    """Lay out colors as `build_grid` does, with cells of several sizes.

    Parameters
    ----------
    colors, amounts, points : ndarray
        As in `build_grid`.
    most_cells : sequence of int
        Into how many cells they are gathered at most, for each level of cells.

    Returns
    -------
    list of Level
        The colors; and their cells, for each number of these.
    """
    layout = Layout(colors, amounts, points)
    return [layout.exact, *map(layout.cells, most_cells)]


class Layout:
    """Colors by where they are in the RGB cube; levels are made when asked for.

    Parameters
    ----------
    colors, amounts, points : ndarray
        As in `build_grid`.
    """

    def __init__(
        self, colors: NDArray[np.uint8], amounts: Floats | Ints, points: Points
    ) -> None:
        order = order_of(colors)
        self._key = morton(colors)[order]
        self._points = np.ascontiguousarray(points[order].T)
        self._given = amounts[order].astype(np.float64)
        self._weights = with_exact_sums(self._given)
        self._cubes = Cubes(self._key)

    @cached_property
    def exact(self) -> Level:
        """Every distinct color."""
        none = np.zeros(self._key.size)
        return _level(self._cubes, self._points, self._weights, self._given, none)

    def cells(self, most: int) -> Level:
        """Cells of colors, at most so many."""
        starts = _starts_of_cells(self._cubes, self._widest, most)
        none = np.zeros(self._key.size)
        mean, weight, spread = _gathered(self._points, self._weights, none, starts)
        cubes = Cubes(self._key[starts[:-1]])
        return _level(cubes, mean, weight, weight, spread)

    @cached_property
    def _widest(self) -> NDArray[np.intp]:
        return _widest_first(self._cubes, self._points, self._weights)


def with_exact_sums(weights: Floats) -> Floats:
    """Round weights so little that no sum of them, in any order, is rounded again.

    Iterations add a point's weight to one cluster and take it from another. Only where
    that is exact has a cluster that lost all its points a weight of 0, and only then
    does a point alone in its cluster weigh as much as that. Multiples of one power of
    two have such sums, and so have their products with whole numbers up to 255, as
    long as they fit into the 53 bits of a float.

    Parameters
    ----------
    weights : ndarray of shape (n,), float64
        Above 0, n at least 1.

    Returns
    -------
    ndarray of shape (n,), float64
        Each off by at most 2**-46 of the sum of all, and above 0. Whole numbers up to
        a sum of 2**45 stay as they are.

    Examples
    --------
    >>> third = with_exact_sums(np.array([1 / 3, 1 / 3, 1 / 3, 5.0]))
    >>> bool(third[:3].sum() == 3 * third[0]), float(third[3])
    (True, 5.0)
    """
    unit = 2.0 ** (np.ceil(np.log2(weights.sum())) - 45)
    rounded: Floats = np.maximum(np.rint(weights / unit), 1.0) * unit
    return rounded


def order_of(colors: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return the row of a table, of shape (U, 3), that each point of its grid is."""
    return np.argsort(morton(colors))


def cell_starts(
    cubes: Cubes, points: Points, weights: Floats, most_cells: int = MOST_CELLS
) -> Ints:
    """Find where cells begin, small ones where the picture has most to lose.

    Always the cube in which pixels lie farthest from their mean is cut, until there
    are as many as allowed. No part is more spread than the whole, so one sorting of
    the cubes of all sizes will do.

    Parameters
    ----------
    cubes : Cubes
        U colors.
    points : ndarray of shape (3, U), float32
        Coordinates.
    weights : ndarray of shape (U,), float64
        What each color weighs.
    most_cells : int
        How many are allowed.

    Returns
    -------
    ndarray of shape (cells + 1,), int64
        The cells' beginnings, and at last U.
    """
    return _starts_of_cells(cubes, _widest_first(cubes, points, weights), most_cells)


def _widest_first(cubes: Cubes, points: Points, weights: Floats) -> NDArray[np.intp]:
    """Order the cubes of 0 to 7 bits by their spread; among equals the larger first."""
    spread = np.zeros(weights.size)
    spreads = []
    for inside in reversed(cubes.inside):  # from cubes of single colors to that of all
        points, weights, spread = _gathered(points, weights, spread, inside)
        spreads.append(spread)
    return np.argsort(-np.concatenate(spreads[::-1]), kind="stable")


def _starts_of_cells(cubes: Cubes, widest: NDArray[np.intp], most_cells: int) -> Ints:
    cells = 1 + np.cumsum(cubes.parts[widest] - 1)
    chosen = np.zeros(widest.size, dtype=bool)
    chosen[widest[cells <= most_cells]] = True
    return cubes.cut(chosen)


def _level(
    cubes: Cubes, points: Points, weights: Floats, given: Floats, spread: Floats
) -> Level:
    tiles = cubes.cut_above(_TILE)
    blocks = np.searchsorted(tiles, cubes.cut_above(_BLOCK))
    low = np.minimum.reduceat(points, tiles[:-1], axis=1).T.astype(np.float64)
    high = np.maximum.reduceat(points, tiles[:-1], axis=1).T.astype(np.float64)
    return Level(
        points,
        weights,
        given,
        spread,
        np.vstack([points * weights, weights]).T.copy(),
        tiles,
        np.ascontiguousarray(low),
        np.ascontiguousarray(high),
        blocks.astype(np.int64),
        np.minimum.reduceat(low, blocks[:-1], axis=0),
        np.maximum.reduceat(high, blocks[:-1], axis=0),
        float((points.astype(np.float64) ** 2 @ weights).sum() + spread.sum()),
    )


@kernel
def _gathered(
    points: Points, weights: Floats, spread: Floats, start: Ints
) -> tuple[Points, Floats, Floats]:
    """Mean, weight and spread of each group of points that have a spread themselves."""
    n = start.size - 1
    mean, weight, wide = np.empty((3, n), np.float32), np.zeros(n), np.zeros(n)
    for g in range(n):
        for i in range(start[g], start[g + 1]):
            weight[g] += weights[i]
            wide[g] += spread[i]
        for c in range(3):
            total = 0.0
            for i in range(start[g], start[g + 1]):
                total += weights[i] * points[c, i]
            mean[c, g] = total / weight[g]
            for i in range(start[g], start[g + 1]):
                wide[g] += weights[i] * (points[c, i] - mean[c, g]) ** 2
    return mean, weight, wide

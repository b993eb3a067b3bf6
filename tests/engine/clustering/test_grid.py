"""The layout of the colors: nothing is lost, and neighbors stand together."""

import heapq
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.grid import (
    Level,
    build_grid,
    cell_starts,
    with_exact_sums,
)
from components.engine.clustering.morton import Cubes, morton
from tests.cases import in_turn
from tests.engine.strategies import (
    LARGE_PICTURES,
    PICTURES,
    grid_of,
    named_grid,
    palettes,
    picture,
    squared_distances,
    tables,
)

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# How far a mean in 32 bits may be off on one axis.
ROUNDING = 2.0**-17


# --- levels


def check_layout(level: Level) -> None:
    """Check tiles and blocks: gapless, nested, and in boxes that fit tightly."""
    n = level.weights.size
    assert level.points.shape == (3, n)
    assert level.points.dtype == np.float32
    assert level.spread.shape == (n,)
    for start, end in ((level.tile_start, n), (level.block_start, len(level.tile_low))):
        assert start[0] == 0
        assert start[-1] == end
        assert (np.diff(start) > 0).all()
    assert len(level.tile_low) == len(level.tile_high) == level.tile_start.size - 1
    assert len(level.block_low) == len(level.block_high) == level.block_start.size - 1
    for t, (a, b) in enumerate(pairwise(level.tile_start)):
        points = level.points[:, a:b]
        np.testing.assert_array_equal(level.tile_low[t], points.min(axis=1))
        np.testing.assert_array_equal(level.tile_high[t], points.max(axis=1))
    for g, (a, b) in enumerate(pairwise(level.tile_start[level.block_start])):
        points = level.points[:, a:b]
        np.testing.assert_array_equal(level.block_low[g], points.min(axis=1))
        np.testing.assert_array_equal(level.block_high[g], points.max(axis=1))


@given(tables())
def test_tiles_and_blocks_hold_every_point_once_in_boxes_that_fit(
    table: ColorTable,
) -> None:
    grid = grid_of(table)
    check_layout(grid.exact)
    check_layout(grid.rough)


@in_turn("name", [*PICTURES, *LARGE_PICTURES])
def test_tiles_and_blocks_of_whole_pictures_do_so_too(name: str) -> None:
    grid = named_grid(name)
    check_layout(grid.exact)
    check_layout(grid.rough)


@pytest.mark.parametrize("name", LARGE_PICTURES)
def test_tiles_hold_up_to_512_points_and_blocks_up_to_8192(name: str) -> None:
    for level in named_grid(name):
        assert np.diff(level.tile_start).max() <= 512
        assert np.diff(level.tile_start[level.block_start]).max() <= 8192


def test_tiles_hold_dozens_of_points_on_average_and_blocks_several_tiles() -> None:
    level = named_grid("photo").exact
    tiles, blocks = len(level.tile_low), len(level.block_low)
    assert level.weights.size / tiles > 48
    assert 5 < blocks < tiles / 4


@pytest.mark.parametrize("name", LARGE_PICTURES)
def test_a_tile_is_a_cube_and_a_block_a_larger_one(name: str) -> None:
    level = named_grid(name).exact
    cubes = Cubes(morton(level.points.T.astype(np.uint8)))
    every = {pair for starts in cubes.starts for pair in pairwise(starts.tolist())}
    assert set(pairwise(level.tile_start.tolist())) <= every
    assert set(pairwise(level.tile_start[level.block_start].tolist())) <= every


@given(tables())
def test_every_color_is_there_once_with_what_it_weighs(table: ColorTable) -> None:
    level = grid_of(table).exact
    order = np.lexsort(level.points[::-1])
    np.testing.assert_array_equal(level.points.T[order], table.colors)
    np.testing.assert_array_equal(level.given[order], table.weights)
    np.testing.assert_allclose(level.weights, level.given, atol=2e-14 * table.pixels)
    assert not level.spread.any()


@given(tables(), st.randoms(use_true_random=False))
def test_weights_can_be_taken_from_a_sum_until_exactly_nothing_is_left(
    table: ColorTable, random: Random
) -> None:
    weights = [*with_exact_sums(table.weights)]
    total, moment = 0.0, 0.0
    for weight in weights:
        total += weight
        moment += 255 * weight
    random.shuffle(weights)
    for weight in weights:
        total -= weight
        moment -= 255 * weight
    assert total == moment == 0
    if (table.weights == table.counts).all():
        assert sorted(weights) == sorted(table.weights)


def test_points_of_another_space_stay_with_their_pixels_in_the_order_of_colors() -> (
    None
):
    table = count_colors(picture(LARGE_PICTURES["photo"]()))
    bent = np.sqrt(table.colors[:, ::-1].astype(np.float32)) - 3
    grid = build_grid(table.colors, table.weights, bent)
    order = np.argsort(morton(table.colors))
    np.testing.assert_array_equal(grid.exact.points.T, bent[order])
    np.testing.assert_array_equal(grid.exact.weights, table.counts[order])
    check_layout(grid.exact)
    check_layout(grid.rough)


@in_turn("name", [*PICTURES, *LARGE_PICTURES])
def test_square_is_the_sum_of_all_pixels_squared_distances_to_black(name: str) -> None:
    rgb = (PICTURES | LARGE_PICTURES)[name]().astype(np.int64)
    grid = named_grid(name)
    assert grid.exact.square == (rgb**2).sum()
    assert grid.rough.square == pytest.approx((rgb**2).sum(), rel=1e-6)


# --- cells


def cells_by_brute_force(level: Level, most: int = 4000) -> Ints:
    """Cut the cube with the largest spread, one after another; each color's cell."""
    colors = level.points.T.astype(np.int64)
    heap: list[tuple[float, int, int, Ints]] = []
    done: list[Ints] = []

    def put(members: Ints, bits: int) -> None:
        points, weights = level.points[:, members], level.weights[members]
        mean = (points @ weights / weights.sum()).astype(np.float32)
        spread = weights @ ((points.T - mean) ** 2).sum(axis=1)
        if members.size == 1:
            done.append(members)
        else:
            heapq.heappush(heap, (-spread, bits, members[0], members))

    put(np.arange(level.weights.size), 0)
    while heap:
        _, bits, _, members = heap[0]
        inner = colors[members] >> (7 - bits)
        parts = np.unique(inner, axis=0, return_inverse=True)[1].reshape(-1)
        if len(heap) + len(done) + parts.max() > most:
            break
        heapq.heappop(heap)
        for part in range(parts.max() + 1):
            put(members[parts == part], bits + 1)
    pieces = done + [members for *_, members in heap]
    pieces.sort(key=lambda members: int(members[0]))
    return np.repeat(np.arange(len(pieces)), [piece.size for piece in pieces])


@pytest.mark.parametrize("name", LARGE_PICTURES)
def test_cells_are_cut_where_the_spread_is_largest(name: str) -> None:
    exact, rough = named_grid(name)
    cell = cells_by_brute_force(exact)
    np.testing.assert_array_equal(rough.weights, np.bincount(cell, exact.weights))


@pytest.mark.parametrize("name", LARGE_PICTURES)
def test_there_are_as_many_cells_as_allowed(name: str) -> None:
    exact, rough = named_grid(name)
    allowed = min(4000, exact.weights.size)
    assert allowed - 7 <= rough.weights.size <= allowed


@in_turn("name", [*PICTURES, *LARGE_PICTURES])
def test_a_cell_has_the_pixels_the_mean_and_the_spread_of_its_colors(name: str) -> None:
    exact, rough = named_grid(name)
    cubes = Cubes(morton(exact.points.T.astype(np.uint8)))
    bounds = cell_starts(cubes, exact.points, exact.weights)
    cell = np.repeat(np.arange(bounds.size - 1), np.diff(bounds))
    weights = np.bincount(cell, exact.weights)
    points = exact.points.astype(np.float64)
    means = np.array([np.bincount(cell, exact.weights * x) for x in points]) / weights
    squared = ((points - means[:, cell]) ** 2).sum(axis=0)
    spread = np.bincount(cell, exact.weights * squared)
    np.testing.assert_array_equal(rough.weights, weights)
    np.testing.assert_allclose(rough.points, means, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(rough.spread, spread, rtol=1e-5, atol=1e-6)


@given(tables())
def test_where_colors_are_few_each_is_a_cell_of_its_own(table: ColorTable) -> None:
    exact, rough = grid_of(table)
    np.testing.assert_array_equal(rough.points, exact.points)
    np.testing.assert_array_equal(rough.weights, exact.weights)
    np.testing.assert_array_equal(rough.spread, exact.spread)


@given(palettes(), st.sampled_from([*LARGE_PICTURES]))
def test_from_any_center_cells_cost_what_their_pixels_do(
    centers: Floats, name: str
) -> None:
    """Check the parallel axis theorem, on which the rough level rests."""
    exact, rough = named_grid(name)
    pixels = exact.weights @ squared_distances(exact.points.T, centers)
    cells = rough.weights @ squared_distances(rough.points.T, centers)
    np.testing.assert_allclose(cells + rough.spread.sum(), pixels, rtol=1e-7)

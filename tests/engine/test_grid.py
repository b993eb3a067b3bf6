"""The layout of the colors: nothing is lost, and neighbors stand together."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine.colors import ColorTable, count_colors
from components.engine.grid import Level, build_grid, morton, starts
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

some_colors = st.integers(1, 40).flatmap(lambda n: hnp.arrays(np.uint8, (n, 3)))

# How far a mean in 32 bits may be off on one axis.
ROUNDING = 2.0**-17


# --- Morton order


@given(some_colors)
@settings(deadline=None, max_examples=50)
def test_a_key_takes_a_bit_of_each_channel_in_turn_the_highest_first(
    colors: Bytes,
) -> None:
    for color, key in zip(colors, morton(colors), strict=True):
        red, green, blue = (format(channel, "08b") for channel in color)
        turns = ["".join(bits) for bits in zip(red, green, blue, strict=True)]
        assert format(key, "024b") == "".join(turns)


@given(hnp.arrays(np.uint8, (2, 3)), st.integers(0, 8))
@settings(deadline=None, max_examples=100)
def test_keys_share_their_highest_bits_just_when_the_channels_do(
    two: Bytes, bits: int
) -> None:
    near = np.array([two[0], two[0] ^ (two[1] & 7)])
    for pair in (two, near):
        channels = pair.astype(np.int64) >> (8 - bits)
        one, other = (int(key) >> 3 * (8 - bits) for key in morton(pair))
        assert (one == other) == bool((channels[0] == channels[1]).all())


def test_every_color_has_a_key_of_its_own() -> None:
    steps = np.arange(0, 256, 5, dtype=np.uint8)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    keys = morton(colors)
    assert keys.dtype == np.uint32
    assert np.unique(keys).size == len(colors)
    assert keys.max() == 2**24 - 1


@given(some_colors, st.integers(0, 8))
@settings(deadline=None, max_examples=100)
def test_a_cube_starts_wherever_its_bits_change(colors: Bytes, bits: int) -> None:
    colors = np.unique(colors, axis=0)
    keys = morton(colors)
    order = np.argsort(keys)
    bounds = starts(keys[order], bits)
    cubes = colors[order].astype(np.int64) >> (8 - bits)
    assert bounds[0] == 0
    assert bounds[-1] == len(colors)
    held = [np.unique(cubes[a:b], axis=0).tolist() for a, b in pairwise(bounds)]
    assert all(len(cube) == 1 for cube in held)
    assert sorted(cube[0] for cube in held) == np.unique(cubes, axis=0).tolist()


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
@settings(deadline=None, max_examples=50)
def test_tiles_and_blocks_hold_every_point_once_in_boxes_that_fit(
    table: ColorTable,
) -> None:
    grid = grid_of(table)
    check_layout(grid.exact)
    check_layout(grid.rough)


@pytest.mark.parametrize("name", [*PICTURES, *LARGE_PICTURES])
def test_tiles_and_blocks_of_whole_pictures_do_so_too(name: str) -> None:
    grid = named_grid(name)
    check_layout(grid.exact)
    check_layout(grid.rough)


@pytest.mark.parametrize("name", LARGE_PICTURES)
def test_there_are_many_tiles_of_dozens_of_points_in_fewer_blocks(name: str) -> None:
    for level in named_grid(name):
        tiles, blocks = len(level.tile_low), len(level.block_low)
        assert 30 < tiles <= level.weights.size / 48
        assert blocks < tiles / 10


def test_there_are_several_blocks_where_there_are_very_many_tiles() -> None:
    assert all(len(level.block_low) > 5 for level in named_grid("photo"))


@pytest.mark.parametrize("name", LARGE_PICTURES)
def test_a_tile_is_a_cube_and_a_block_a_larger_one(name: str) -> None:
    level = named_grid(name).exact
    colors = level.points.T.astype(np.int64)
    for bounds in (level.tile_start, level.tile_start[level.block_start]):
        count = bounds.size - 1
        (bits,) = (
            bits
            for bits in range(9)
            if len(np.unique(colors >> (8 - bits), axis=0)) == count
        )
        cubes = colors >> (8 - bits)
        first = np.repeat(cubes[bounds[:-1]], np.diff(bounds), axis=0)
        np.testing.assert_array_equal(cubes, first)


@given(tables())
@settings(deadline=None, max_examples=50)
def test_every_color_is_there_once_with_its_pixels(table: ColorTable) -> None:
    level = grid_of(table).exact
    order = np.lexsort(level.points[::-1])
    np.testing.assert_array_equal(level.points.T[order], table.colors)
    np.testing.assert_array_equal(level.weights[order], table.counts)
    assert not level.spread.any()


def test_points_of_another_space_stay_with_their_pixels_in_the_order_of_colors() -> (
    None
):
    table = count_colors(picture(LARGE_PICTURES["photo"]()))
    bent = np.sqrt(table.colors[:, ::-1].astype(np.float32)) - 3
    grid = build_grid(table.colors, table.counts, bent)
    order = np.argsort(morton(table.colors))
    np.testing.assert_array_equal(grid.exact.points.T, bent[order])
    np.testing.assert_array_equal(grid.exact.weights, table.counts[order])
    check_layout(grid.exact)
    check_layout(grid.rough)
    # The cells are those of the colors, wherever the points lie.
    plain = grid_of(table).rough
    np.testing.assert_array_equal(grid.rough.weights, plain.weights)


@pytest.mark.parametrize("name", [*PICTURES, *LARGE_PICTURES])
def test_square_is_the_sum_of_all_pixels_squared_distances_to_black(name: str) -> None:
    rgb = (PICTURES | LARGE_PICTURES)[name]().astype(np.int64)
    grid = named_grid(name)
    assert grid.exact.square == (rgb**2).sum()
    assert grid.rough.square == pytest.approx((rgb**2).sum(), rel=1e-6)


# --- cells


def cells_by_brute_force(level: Level) -> tuple[int, Ints]:
    """Return the bits a channel that cells have, and the cell of each color."""
    colors = level.points.T.astype(np.int64)
    for bits in range(8, 4, -1):
        cubes, cell = np.unique(colors >> (8 - bits), axis=0, return_inverse=True)
        if len(cubes) <= 6000 or bits == 5:
            break
    # Number the cells as they come along.
    _, first, cell = np.unique(cell, return_index=True, return_inverse=True)
    return bits, np.argsort(np.argsort(first))[cell.reshape(-1)]


@pytest.mark.parametrize(
    ("name", "bits"), [("noise", 8), ("photo", 6), ("wide noise", 5)]
)
def test_cells_are_as_fine_as_their_number_allows(name: str, bits: int) -> None:
    grid = named_grid(name)
    expected, cell = cells_by_brute_force(grid.exact)
    assert expected == bits
    assert grid.rough.weights.size == cell.max() + 1


@pytest.mark.parametrize("name", [*PICTURES, *LARGE_PICTURES])
def test_a_cell_has_the_pixels_the_mean_and_the_spread_of_its_colors(name: str) -> None:
    exact, rough = named_grid(name)
    _, cell = cells_by_brute_force(exact)
    weights = np.bincount(cell, exact.weights)
    points = exact.points.astype(np.float64)
    means = np.array([np.bincount(cell, exact.weights * x) for x in points]) / weights
    squared = ((points - means[:, cell]) ** 2).sum(axis=0)
    spread = np.bincount(cell, exact.weights * squared)
    np.testing.assert_array_equal(rough.weights, weights)
    np.testing.assert_allclose(rough.points, means, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(rough.spread, spread, rtol=1e-5, atol=1e-6)


@given(tables())
@settings(deadline=None, max_examples=50)
def test_where_colors_are_few_each_is_a_cell_of_its_own(table: ColorTable) -> None:
    exact, rough = grid_of(table)
    np.testing.assert_array_equal(rough.points, exact.points)
    np.testing.assert_array_equal(rough.weights, exact.weights)
    np.testing.assert_array_equal(rough.spread, exact.spread)


@given(palettes(), st.sampled_from([*LARGE_PICTURES]))
@settings(deadline=None, max_examples=20)
def test_from_any_center_cells_cost_what_their_pixels_do(
    centers: Floats, name: str
) -> None:
    """Check the parallel axis theorem, on which the rough level rests."""
    exact, rough = named_grid(name)
    pixels = exact.weights @ squared_distances(exact.points.T, centers)
    cells = rough.weights @ squared_distances(rough.points.T, centers)
    np.testing.assert_allclose(cells + rough.spread.sum(), pixels, rtol=1e-7)

"""Looking for starts for every k, and running them to the end."""

import random as randomness
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.explore import FEW_POINTS, explore, tries
from components.engine.clustering.grid import Level, build_levels
from components.engine.clustering.lloyd import Fit, exact_inertia, lloyd
from components.engine.clustering.moves import farthest, merges, splits, swaps
from components.engine.clustering.settle import settle, tolerance
from tests.cases import in_turn
from tests.engine.strategies import (
    LARGE_PICTURES,
    PICTURES,
    grid_of,
    inertia_of,
    named_grid,
    picture,
    random_start,
    shortened,
    squared_distances,
    tables,
)

Floats = NDArray[np.float64]
Bounds = tuple[float, int]

EXPLORING: Bounds = (1e-3, 30)  # the tolerance and the most iterations
MANY_COLORS = ["color gradient", "all distinct", "blobs", "noise", *LARGE_PICTURES]
MOST = 24


def silent(_: float) -> None:
    """Ignore how far it is."""


@cache
def explored(name: str) -> list[Fit]:
    """Explore a whole picture, once for all tests that look at it."""
    level = named_grid(name).rough
    return explore(level, min(MOST, level.weights.size), silent)


def mean_of(level: Level) -> Floats:
    points = level.points.T.astype(np.float64)
    return np.average(points, axis=0, weights=level.weights)[None]


def plain_splitting(level: Level, most: int) -> list[Fit]:
    """Split the most stretched cluster, run Lloyd, and so on."""
    fits = [lloyd(level, mean_of(level), *EXPLORING)]
    while len(fits) < most:
        (start,) = splits(level, fits[-1], 1)
        fits.append(lloyd(level, start, *EXPLORING))
    return fits


def check_fits(level: Level, fits: list[Fit], most: int) -> None:
    assert len(fits) == most
    for k, fit in enumerate(fits, start=1):
        assert fit.centers.shape == (k, 3)
        expected = inertia_of(level._replace(weights=level.given), fit.centers)
        assert exact_inertia(level, fit) == pytest.approx(expected, rel=1e-6, abs=1e-6)
        np.testing.assert_array_equal(
            fit.weight, np.bincount(fit.labels, level.weights, k)
        )


# --- exploring


@given(tables(), st.integers(1, 30))
def test_there_is_one_fit_for_each_k(table: ColorTable, most: int) -> None:
    level = grid_of(table).rough
    most = min(most, len(table))
    check_fits(level, explore(level, most, silent), most)


@in_turn("name", [*PICTURES, *LARGE_PICTURES])
def test_there_is_one_fit_for_each_k_of_whole_pictures(name: str) -> None:
    level, fits = named_grid(name).rough, explored(name)
    check_fits(level, fits, min(MOST, level.weights.size))
    np.testing.assert_allclose(fits[0].centers, mean_of(level), rtol=1e-6)


@in_turn("name", MANY_COLORS)
def test_fits_are_better_than_by_plain_splitting_and_none_is_clearly_worse(
    name: str,
) -> None:
    level = named_grid(name).rough
    fits, plain = explored(name), plain_splitting(level, MOST)
    ratio = np.array([a.inertia / b.inertia for a, b in zip(fits, plain, strict=True)])
    assert ratio.max() < 1.01
    assert ratio.mean() < 0.999


@in_turn("name", MANY_COLORS)
def test_no_fit_gets_better_by_merging_a_pair_of_the_next(name: str) -> None:
    level = named_grid(name).rough
    for fit, more in pairwise(explored(name)):
        (start,) = merges(more, 1)
        merged = lloyd(level, start, *EXPLORING)
        assert fit.inertia <= merged.inertia * (1 + 1e-5)


def test_hardly_any_fit_gets_better_by_another_swap() -> None:
    better = 0
    for name in MANY_COLORS:
        level = named_grid(name).rough
        for k, fit in enumerate(explored(name), start=1):
            ways = swaps(level, fit, tries(k, level.weights.size))
            ends = [lloyd(level, way, *EXPLORING, fit.inertia).inertia for way in ways]
            better += min(ends, default=np.inf) < fit.inertia * (1 - 1e-5)
    assert better <= 12  # of 144


@given(tables())
def test_with_as_many_centers_as_points_next_to_nothing_is_left(
    table: ColorTable,
) -> None:
    table = shortened(table, 30)
    level = grid_of(table).rough
    last = explore(level, len(table), silent)[-1]
    fewer = explore(level, max(len(table) - 1, 1), silent)[-1]
    assert inertia_of(level, last.centers) <= inertia_of(level, fewer.centers)


@in_turn("name", MANY_COLORS)
def test_after_the_way_up_there_are_fits_that_the_way_down_makes_hardly_better(
    name: str,
) -> None:
    level = named_grid(name).rough
    told: list[list[Fit]] = []
    found = explore(level, MOST, silent, soon=told.append)
    (soon,) = told
    check_fits(level, soon, MOST)
    ratio = np.array([a.inertia / b.inertia for a, b in zip(soon, found, strict=True)])
    assert ratio.min() >= 1
    assert np.median(ratio) < 1.001
    assert ratio.max() < 1.02


@in_turn("fixed", [0, 3])
def test_where_few_points_take_long_others_fits_come_before_that_begins(
    fixed: int,
) -> None:
    """A logo of 480 colors had its first picture 40 times as late as a photo's."""
    table = count_colors(picture(PICTURES["blobs"]()))
    level = grid_of(shortened(table, 400)).rough
    assert level.weights.size == 400
    held = np.ascontiguousarray(level.points.T[:fixed], dtype=np.float64)
    shares: list[float] = []
    told: list[tuple[list[Fit], int]] = []
    found = explore(
        level, MOST, shares.append, held, lambda fits: told.append((fits, len(shares)))
    )
    ((soon, before),) = told
    assert before == 0
    assert [fit.centers.shape for fit in soon] == [fit.centers.shape for fit in found]
    ratio = np.array([a.inertia / b.inertia for a, b in zip(soon, found, strict=True)])
    assert np.median(ratio) < 1.02
    assert ratio.max() < 1.15
    plain = explore(level, MOST, silent, held)
    assert all(map(same, plain, found))


def same(one: Fit, other: Fit) -> bool:
    return np.array_equal(one.centers, other.centers)


@in_turn("name", ["few colors", "blobs"])
@in_turn("most", [1, 2, 8])
def test_exploring_says_how_far_it_is(name: str, most: int) -> None:
    shares: list[float] = []
    explore(named_grid(name).rough, most, shares.append)
    assert len(shares) > 1
    assert (np.diff(shares) >= 0).all()
    assert 0 <= shares[0] < shares[-1] <= 1


def test_fewer_moves_are_tried_where_there_are_more_centers_or_points() -> None:
    for points in (1, FEW_POINTS, FEW_POINTS + 1, 6000):
        counts = [tries(k, points) for k in range(1, 257)]
        assert min(counts) >= 2
        assert (np.diff(counts) <= 0).all()
    assert tries(64, FEW_POINTS) > tries(2, FEW_POINTS + 1) > tries(256, 6000)


def test_beyond_the_usual_centers_few_points_are_not_tried_longer() -> None:
    """All k up to 256 took 17 s for 384 colors, eight times as long as up to 64."""
    assert tries(128, FEW_POINTS) == tries(128, 6000)


# --- settling


def check_promises(level: Level, fits: list[Fit], most: int) -> None:
    """Check what `settle` promises whatever the starts."""
    check_fits(level, fits, most)
    inertia = np.array([fit.inertia for fit in fits])
    assert (np.diff(inertia) <= 0).all()
    for fit in fits:
        assert (fit.weight > 0).all()
        nearest = squared_distances(level.points.T, fit.centers).argmin(axis=1)
        assert np.unique(nearest).size == len(fit.centers)
        assert fit.inertia == exact_inertia(level, fit)
    if most == level.weights.size:
        colors = np.unique(level.points.T, axis=0)
        np.testing.assert_array_equal(np.unique(fits[-1].centers, axis=0), colors)
        assert fits[-1].inertia == 0


@given(tables(), st.integers(1, 30))
def test_no_cluster_is_empty_and_the_inertia_never_rises(
    table: ColorTable, most: int
) -> None:
    grid = grid_of(table)
    most = min(most, len(table))
    starts = explore(grid.rough, most, silent)
    check_promises(grid.exact, settle(grid.exact, starts, silent), most)


@given(tables(), st.integers(1, 30), st.randoms(use_true_random=False))
def test_so_it_is_from_the_worst_of_starts(
    table: ColorTable, most: int, random: randomness.Random
) -> None:
    """Begin with centers on top of each other, far away, or anywhere."""
    level = grid_of(table).exact
    most = min(most, len(table))
    starts = []
    for k in range(1, most + 1):
        kind = random.choice(["same", "far", "any"])
        spot = [random.uniform(-2000, 2000) for _ in range(3)]
        centers = np.tile(np.array(spot), (k, 1))
        if kind == "far":
            centers *= np.arange(1, k + 1)[:, None]
        if kind == "any":
            centers = np.array([[random.uniform(0, 255)] * 3 for _ in range(k)])
        starts.append(lloyd(level, centers, 1e-3, 2))
    check_promises(level, settle(level, starts, silent), most)


@pytest.mark.slow
@in_turn("name", [*PICTURES, *LARGE_PICTURES])
def test_so_it_is_in_whole_pictures(name: str) -> None:
    exact, rough = named_grid(name)
    starts = explored(name)
    fits = settle(exact, starts, silent)
    check_promises(exact, fits, min(MOST, rough.weights.size))
    for start, fit in zip(starts, fits, strict=True):
        assert fit.inertia <= inertia_of(exact, start.centers) * (1 + 1e-6)


def test_going_most_of_the_way_on_cells_ends_as_well() -> None:
    table = count_colors(picture(LARGE_PICTURES["photo"]()))
    points = table.colors.astype(np.float32)
    sizes = (1000, 8000)
    exact, rough, cells = build_levels(table.colors, table.weights, points, sizes)
    starts = explore(rough, 24, silent)
    fits = settle(exact, starts, silent, cells=cells)
    check_promises(exact, fits, 24)
    plain = settle(exact, starts, silent)
    for fit, other in zip(fits, plain, strict=True):
        assert fit.inertia == pytest.approx(other.inertia, rel=0.005)


@pytest.mark.parametrize("name", MANY_COLORS)
def test_ten_more_iterations_gain_less_than_a_thousandth(name: str) -> None:
    exact, rough = named_grid(name)
    fits = settle(exact, explore(rough, 64, silent), silent)
    for k, fit in enumerate(fits, start=1):
        more = exact_inertia(exact, lloyd(exact, fit.centers, -1.0, 10))
        allowed = 1e-4 if k <= 8 else 1e-3
        assert fit.inertia - more < allowed * fit.inertia


def test_a_bad_start_is_made_good_with_the_help_of_its_neighbors() -> None:
    level = named_grid("blobs").exact
    good = explore(level, 9, silent)
    # Two centers share a blob, and one blob has none.
    bad = lloyd(level, random_start(level, 5, 1), 1e-3, 30)
    alone = lloyd(level, bad.centers, tolerance(5, level.weights.size), 300)
    assert alone.inertia > 1.05 * good[4].inertia
    fits = settle(level, [*good[:4], bad, *good[5:]], silent)
    assert fits[4].inertia < 1.01 * good[4].inertia


def test_a_start_that_ends_worse_than_fewer_centers_is_given_up_for_theirs() -> None:
    """Three groups of colors: three centers in one of them, one for the others."""
    colors = [(x, y, 0) for x in (0, 8) for y in (0, 8)]
    colors += [(120, y, 0) for y in (0, 4, 200, 204)]
    table = ColorTable(np.array(colors, np.uint8), np.full(8, 10))
    level = grid_of(table).exact
    good = explore(level, 3, silent)
    centers = np.array([[0.0, 4, 0], [8, 0, 0], [8, 8, 0], [120, 102, 0]])
    bad = lloyd(level, centers, tolerance(4, level.weights.size), 300)
    np.testing.assert_array_equal(bad.centers, centers)
    assert bad.inertia > good[2].inertia
    fits = settle(level, [*good, bad], silent)
    more = np.vstack([fits[2].centers, farthest(level, fits[2])])
    assert fits[3].inertia <= inertia_of(level, more)


def test_an_idle_center_is_put_to_use_though_the_others_do_well() -> None:
    colors = [(x, y, 0) for x in (0, 100) for y in (0, 98)]
    level = grid_of(ColorTable(np.array(colors, np.uint8), np.full(4, 10))).exact
    # Two centers are stuck with the worse halves; three are the better and an idle one.
    centers = (
        mean_of(level),
        np.array([[50.0, 0, 0], [50, 98, 0]]),
        np.array([[0.0, 49, 0], [100, 49, 0], [999, 0, 0]]),
    )
    starts = [lloyd(level, some, 1e-3, 30) for some in centers]
    assert starts[1].inertia > starts[2].inertia
    assert starts[2].weight[2] == 0
    check_promises(level, settle(level, starts, silent), 3)


@pytest.mark.parametrize("most", [1, 2, 8])
def test_settling_says_how_far_it_is(most: int) -> None:
    exact, rough = named_grid("blobs")
    shares: list[float] = []
    settle(exact, explore(rough, most, silent), shares.append)
    assert len(shares) >= most
    assert (np.diff(shares) >= 0).all()
    assert shares[0] >= 0
    assert shares[-1] <= 1


def test_few_centers_or_few_colors_are_run_to_the_end_more_closely() -> None:
    photo = [tolerance(k, 80_000) for k in range(1, 257)]
    assert 0 < photo[0] < photo[-1] <= 1e-4
    assert (np.diff(photo) >= 0).all()
    assert all(tolerance(k, 20_000) <= photo[0] for k in range(1, 257))

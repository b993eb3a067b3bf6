"""Lloyd's iterations: as good as comparing every point with every center."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.explore import explore
from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit, exact_inertia, lloyd
from components.engine.clustering.moves import swaps
from tests.cases import in_turn
from tests.engine.strategies import (
    grid_of,
    inertia_of,
    named_grid,
    palettes,
    random_start,
    squared_distances,
    starts,
    tables,
)

Floats = NDArray[np.float64]
ENDLESS = -1.0  # a tolerance that no iteration falls short of
LEVELS = [
    ("color gradient", "exact"),
    ("all distinct", "exact"),
    ("blobs", "exact"),
    ("noise", "exact"),
    ("photo", "exact"),
    ("photo", "rough"),
    ("wide noise", "exact"),
    ("wide noise", "rough"),
]

on_every_level = in_turn(("name", "which"), LEVELS)


def level_of(name: str, which: str) -> Level:
    level: Level = getattr(named_grid(name), which)
    return level


def rounding(level: Level, fit: Fit) -> float:
    """How far the last digits of `Fit.inertia` may be off."""
    square = (fit.centers**2).sum(axis=1)
    return 1e-12 * (level.square + float(fit.weight @ square))


def check_fit(level: Level, fit: Fit) -> None:
    """Compare all that a fit says with what its centers and labels are worth."""
    k = len(fit.centers)
    points = level.points.T.astype(np.float64)
    distances = np.sqrt(squared_distances(points, fit.centers))
    mine = distances[np.arange(len(points)), fit.labels]
    # In 32 bits a coordinate up to 255 is off by 2**-17 at most.
    np.testing.assert_allclose(mine, distances.min(axis=1), rtol=1e-5, atol=3e-5)
    expected = np.bincount(fit.labels, level.weights, k)
    np.testing.assert_allclose(fit.weight, expected, rtol=0, atol=1e-9)
    nearest = distances.min(axis=1) if len(points) <= 256 else mine
    exactly = float(nearest**2 @ level.given + level.spread.sum())
    assert exact_inertia(level, fit) == pytest.approx(exactly, rel=1e-9, abs=1e-12)
    inertia = float(mine**2 @ level.weights + level.spread.sum())
    assert fit.inertia == pytest.approx(inertia, rel=1e-9, abs=rounding(level, fit))
    assert fit.inertia >= 0


def one_iteration(level: Level, centers: Floats) -> Floats:
    """Move centers as the textbook does; one without points stays where it is."""
    labels = squared_distances(level.points.T, centers).argmin(axis=1)
    moved = centers.copy()
    for c in np.unique(labels):
        points = level.points.T[labels == c].astype(np.float64)
        moved[c] = np.average(points, axis=0, weights=level.weights[labels == c])
    return moved


# --- what a fit says of itself


@given(tables(), starts(), st.integers(0, 12))
def test_labels_weights_and_inertia_are_those_of_brute_force(
    table: ColorTable, start: Floats, most: int
) -> None:
    level = grid_of(table).exact
    check_fit(level, lloyd(level, start, 1e-6, most))


@on_every_level
@in_turn("k", [1, 2, 7, 30, 100])
@in_turn("most", [0, 1, 9])
def test_they_are_so_among_many_tiles_and_centers(
    name: str, which: str, k: int, most: int
) -> None:
    level = level_of(name, which)
    fit = lloyd(level, random_start(level, k), ENDLESS, most)
    check_fit(level, fit)
    assert fit.iterations == most


def test_what_was_decided_some_steps_ago_holds_at_every_step() -> None:
    level = named_grid("photo").rough
    for most in range(2, 16):
        check_fit(level, lloyd(level, random_start(level, 100), ENDLESS, most))


@on_every_level
def test_centers_outside_the_cube_disturb_no_tile(name: str, which: str) -> None:
    level = level_of(name, which)
    outside = np.array([[-40.0, 20, 300], [1e4, 0, 0], [128, -2000, 90]])
    start = np.vstack([random_start(level, 20), outside, random_start(level, 5)])
    check_fit(level, lloyd(level, start, 1e-4, 0))
    check_fit(level, lloyd(level, start, 1e-4, 20))


@given(tables(), starts())
def test_every_pixel_is_in_some_cluster(table: ColorTable, start: Floats) -> None:
    level = grid_of(table).exact
    fit = lloyd(level, start, 1e-4, 20)
    assert fit.weight.sum() == level.weights.sum()
    assert fit.labels.shape == (len(table),)
    assert fit.centers.shape == start.shape


def test_inertia_is_exact_where_next_to_nothing_is_left() -> None:
    colors = np.array([[250, 250, 250], [251, 250, 250], [0, 0, 0]], np.uint8)
    counts = np.array([10**9, 1, 10**9])
    level = grid_of(ColorTable(colors, counts)).exact
    fit = lloyd(level, np.array([[250.0, 250, 250], [0, 0, 0]]), 0.0, 50)
    # The mean is 1 / (10**9 + 1) from the many, the rest from the one.
    expected = 10**9 / (10**9 + 1)
    assert exact_inertia(level, fit) == pytest.approx(expected, rel=1e-9)


# --- the course of the iterations


@given(tables(), starts(), st.integers(0, 30))
def test_a_fit_is_never_worse_than_its_start(
    table: ColorTable, start: Floats, most: int
) -> None:
    level = grid_of(table).exact
    before = start.copy()
    fit = lloyd(level, start, 1e-5, most)
    allowed = inertia_of(level, start) * (1 + 1e-6) + 1e-9
    assert exact_inertia(level, fit) <= allowed
    assert inertia_of(level, fit.centers) <= allowed
    np.testing.assert_array_equal(start, before)


@on_every_level
@in_turn("k", [3, 24])
def test_no_iteration_raises_the_inertia(name: str, which: str, k: int) -> None:
    level = level_of(name, which)
    start = random_start(level, k)
    fits = [lloyd(level, start, ENDLESS, most) for most in range(15)]
    inertia = np.array([exact_inertia(level, fit) for fit in fits])
    assert (inertia[1:] <= inertia[:-1] * (1 + 1e-9)).all()
    assert inertia[-1] < inertia[0]


@given(tables(), starts())
def test_the_first_iteration_is_that_of_the_textbook(
    table: ColorTable, start: Floats
) -> None:
    level = grid_of(table).exact
    asked = lloyd(level, start, ENDLESS, 0)
    # What is a tie only in exact numbers may go to either.
    squared = np.sort(squared_distances(level.points.T, start), axis=1)
    tied = (
        len(start) > 1 and (squared[:, 1] - squared[:, 0] < 1e-3 * squared[:, 1]).any()
    )
    moved = lloyd(level, start, ENDLESS, 1).centers
    for c in range(len(start)):
        mine = asked.labels == c
        points = level.points.T[mine].astype(np.float64)
        weights = level.weights[mine]
        mean = np.average(points, axis=0, weights=weights) if mine.any() else start[c]
        np.testing.assert_allclose(moved[c], mean, rtol=1e-9, atol=1e-9)
    if not tied:
        np.testing.assert_allclose(
            moved, one_iteration(level, start), rtol=1e-9, atol=1e-9
        )


@given(tables(), starts(), st.integers(1, 6))
def test_a_cluster_without_points_keeps_its_center_and_has_no_weight(
    table: ColorTable, start: Floats, most: int
) -> None:
    level = grid_of(table).exact
    useless = np.array([[-5e3, 0, 0], [0, 0, 7e3]])
    fit = lloyd(level, np.vstack([start.clip(0, 255), useless]), 1e-6, most)
    np.testing.assert_array_equal(fit.centers[-2:], useless)
    assert fit.weight[-2:].tolist() == [0, 0]
    assert not np.isin(fit.labels, [len(start), len(start) + 1]).any()


@given(tables(), palettes(6))
def test_of_two_centers_at_the_same_place_one_gets_all_points(
    table: ColorTable, centers: Floats
) -> None:
    level = grid_of(table).exact
    alone = lloyd(level, centers, 1e-6, 0).weight
    twice = lloyd(level, np.vstack([centers, centers]), 1e-6, 0).weight
    two = twice.reshape(2, -1)
    np.testing.assert_array_equal(two.min(axis=0), 0)
    np.testing.assert_array_equal(two.max(axis=0), alone)


def test_a_cluster_that_loses_its_points_on_the_way_stays_where_it_was() -> None:
    colors = np.array([[5, 0, 0], [6, 0, 0], [9, 0, 0], [28, 0, 0], [35, 0, 0]])
    counts = np.array([1, 8, 2, 3, 2])
    level = grid_of(ColorTable(colors.astype(np.uint8), counts)).exact
    start = np.array([[4.0, 0, 0], [10, 0, 0], [49, 0, 0]])
    assert lloyd(level, start, 1e-6, 0).weight.tolist() == [9, 5, 2]
    # The middle one moves to the mean of 9 and 28, and both are nearer to others.
    for most in (1, 2, 50):
        fit = lloyd(level, start, 1e-6, most)
        assert fit.weight.tolist() == [11, 0, 5]
        np.testing.assert_allclose(fit.centers[1], [20.4, 0, 0])


# --- when it ends


@given(tables(), starts(), st.integers(0, 6), st.floats(0, 0.5))
def test_there_are_never_more_iterations_than_allowed(
    table: ColorTable, start: Floats, most: int, tolerance: float
) -> None:
    assert lloyd(grid_of(table).exact, start, tolerance, most).iterations <= most


def test_without_iterations_the_centers_stay_where_they_are() -> None:
    level = level_of("blobs", "exact")
    start = random_start(level, 9)
    fit = lloyd(level, start, 0.0, 0)
    np.testing.assert_array_equal(fit.centers, start)
    assert fit.inertia == pytest.approx(inertia_of(level, start), rel=1e-9)


@given(tables(), starts())
def test_with_no_tolerance_it_goes_on_until_no_center_moves(
    table: ColorTable, start: Floats
) -> None:
    level = grid_of(table).exact
    fit = lloyd(level, start, 0.0, 1000)
    assert fit.iterations < 1000
    gain = exact_inertia(level, fit) - inertia_of(
        level, one_iteration(level, fit.centers)
    )
    assert gain <= 1e-9 * exact_inertia(level, fit) + rounding(level, fit)


@on_every_level
@in_turn("k", [2, 8, 32])
@in_turn("tolerance", [1e-2, 1e-4])
def test_it_ends_when_an_iteration_gains_less_than_the_tolerance(
    name: str, which: str, k: int, tolerance: float
) -> None:
    level = level_of(name, which)
    start = random_start(level, k)
    fit = lloyd(level, start, tolerance, 1000)
    assert 0 < fit.iterations < 1000
    before = lloyd(level, start, tolerance, fit.iterations - 1)
    assert before.inertia - fit.inertia <= tolerance * fit.inertia
    # And the last step was to the means, not beyond.
    for c in range(k):
        mine = before.labels == c
        mean = np.average(level.points.T[mine], axis=0, weights=level.weights[mine])
        np.testing.assert_allclose(fit.centers[c], mean, rtol=1e-9)
    more = inertia_of(level, one_iteration(level, fit.centers))
    assert exact_inertia(level, fit) - more <= tolerance * fit.inertia


def test_a_larger_tolerance_ends_earlier_with_a_worse_fit() -> None:
    level = level_of("blobs", "exact")
    start = random_start(level, 8)
    patient, hasty = lloyd(level, start, 1e-6, 300), lloyd(level, start, 0.05, 300)
    assert hasty.iterations < patient.iterations < 300
    assert hasty.inertia > patient.inertia


@pytest.mark.slow
def test_ten_iterations_gain_more_than_ten_of_the_textbook() -> None:
    """Going beyond the means pays nearly everywhere, and on the whole."""
    ratios = []
    for name, which in LEVELS:
        level = level_of(name, which)
        for seed in range(3):
            centers = random_start(level, 24, seed)
            fit = lloyd(level, centers, ENDLESS, 10)
            for _ in range(10):
                centers = one_iteration(level, centers)
            ratios.append(fit.inertia / inertia_of(level, centers))
    assert np.mean(np.log(ratios)) < -0.003


# --- giving up


@on_every_level
def test_it_gives_up_only_on_what_would_not_have_become_better(
    name: str, which: str
) -> None:
    """Try it where it is used: on the swaps of a fit that is good already."""
    level = level_of(name, which)
    fits = explore(level, 24, lambda _: None)
    given_up = 0
    for good in (fits[3], fits[11], fits[23]):
        for start in swaps(level, good, 4):
            end = lloyd(level, start, 1e-3, 30)
            fit = lloyd(level, start, 1e-3, 30, beat=good.inertia)
            if fit.iterations < end.iterations:
                given_up += 1
                assert fit.inertia > good.inertia
                assert end.inertia > 0.999 * good.inertia
            else:
                np.testing.assert_array_equal(fit.centers, end.centers)
    assert given_up > 5


@on_every_level
def test_it_gives_up_early_on_what_is_out_of_reach(name: str, which: str) -> None:
    level = level_of(name, which)
    start = random_start(level, 12)
    end = lloyd(level, start, 1e-6, 200)
    fit = lloyd(level, start, 1e-6, 200, beat=end.inertia / 2)
    assert 0 < fit.iterations < end.iterations
    assert fit.inertia > end.inertia
    check_fit(level, fit)


@given(tables(), starts(), st.floats(0.1, 3))
def test_whoever_gave_up_is_not_taken_for_the_better_one(
    table: ColorTable, start: Floats, share: float
) -> None:
    level = grid_of(table).exact
    end = lloyd(level, start, 1e-6, 50)
    beat = share * end.inertia
    fit = lloyd(level, start, 1e-6, 50, beat)
    check_fit(level, fit)
    if fit.inertia <= beat:
        np.testing.assert_array_equal(fit.centers, end.centers)
        assert fit.iterations == end.iterations

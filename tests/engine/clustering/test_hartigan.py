"""Hartigan's moves: where Lloyd is stuck they still help, and they never harm."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.grid import Level
from components.engine.clustering.hartigan import MARGIN, hartigan
from components.engine.clustering.lloyd import exact_inertia, lloyd
from tests.cases import in_turn
from tests.engine.strategies import (
    PICTURES,
    grid_of,
    inertia_of,
    named_grid,
    random_start,
    shortened,
    squared_distances,
    starts,
    tables,
)

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]


def line(*points: tuple[int, int]) -> Level:
    """Reds, each with a number of pixels."""
    colors = np.array([(red, 0, 0) for red, _ in points], np.uint8)
    return grid_of(ColorTable(colors, np.array([count for _, count in points]))).exact


def reds(*values: float) -> Floats:
    return np.array([(value, 0.0, 0.0) for value in values])


def cost_of(level: Level, labels: Labels) -> float:
    """Inertia of a partition around the means of its parts."""
    total = 0.0
    for c in np.unique(labels):
        points = level.points.T[labels == c].astype(np.float64)
        weights = level.weights[labels == c]
        mean = np.average(points, axis=0, weights=weights)
        total += float(weights @ ((points - mean) ** 2).sum(axis=1))
    return total


def best_cost(level: Level, k: int) -> float:
    """Try every partition."""
    partitions = product(range(k), repeat=level.weights.size)
    return min(cost_of(level, np.array(labels)) for labels in partitions)


def most_saved(level: Level, labels: Labels, k: int) -> float:
    """Return what the best move of a single point to another cluster saves."""
    now = cost_of(level, labels)
    best = 0.0
    for i in range(labels.size):
        for c in range(k):
            moved = labels.copy()
            moved[i] = c
            best = max(best, now - cost_of(level, moved))
    return best


@given(tables(), starts())
def test_the_inertia_never_rises(table: ColorTable, start: Floats) -> None:
    level = grid_of(table).exact
    for most in (0, 30):
        fit = lloyd(level, start, 1e-6, most)
        centers = hartigan(level, fit)
        assert centers.shape == start.shape
        before = inertia_of(level, fit.centers)
        assert inertia_of(level, centers) <= before * (1 + 1e-9) + 1e-9


@in_turn("name", PICTURES)
def test_the_inertia_never_rises_in_whole_pictures(name: str) -> None:
    level = named_grid(name).exact
    for k in (1, 2, 5, 16):
        if k <= level.weights.size:
            fit = lloyd(level, random_start(level, k), 1e-3, 30)
            after = inertia_of(level, hartigan(level, fit))
            assert after <= exact_inertia(level, fit) * (1 + 1e-9)


def test_the_fit_stays_as_it_was() -> None:
    level = line((0, 1), (10, 1), (18, 1))
    fit = lloyd(level, reds(5, 18), 0.0, 50)
    untouched = fit.labels.copy(), fit.centers.copy(), fit.weight.copy()
    hartigan(level, fit)
    for now, then in zip((fit.labels, fit.centers, fit.weight), untouched, strict=True):
        np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize(
    ("points", "stuck"),
    [
        # 10 is nearer to 5 than to 18, but 18 would come to meet it.
        ([(0, 1), (10, 1), (18, 1)], reds(5, 18)),
        # The same with many pixels, the middle one the heaviest.
        ([(0, 2000), (10, 3000), (17, 1000)], reds(6, 17)),
        ([(0, 5), (100, 5), (110, 5), (118, 5)], reds(0, 105, 118)),
    ],
)
def test_it_finds_the_best_fit_where_lloyd_is_stuck(
    points: list[tuple[int, int]], stuck: Floats
) -> None:
    level, k = line(*points), len(stuck)
    fit = lloyd(level, stuck, 0.0, 100)
    np.testing.assert_allclose(fit.centers, stuck)
    best = best_cost(level, k)
    assert fit.inertia > 1.2 * best
    assert inertia_of(level, hartigan(level, fit)) == pytest.approx(best, rel=1e-9)


@given(tables(), starts())
def test_afterwards_no_move_of_a_single_point_helps(
    table: ColorTable, start: Floats
) -> None:
    level = grid_of(shortened(table, 12)).exact
    k = len(start)
    fit = lloyd(level, start, 1e-6, 30)
    labels = squared_distances(level.points.T, hartigan(level, fit)).argmin(axis=1)
    # What a move saves must be worth the share 1e-9 of the inertia.
    allowed = 1e-9 * fit.inertia + 1e-12 * level.square
    assert most_saved(level, labels, k) <= allowed


@given(tables(), starts())
def test_doing_it_again_changes_nothing(table: ColorTable, start: Floats) -> None:
    level = grid_of(table).exact
    fit = lloyd(level, start, 1e-6, 30)
    once = hartigan(level, fit)
    again = lloyd(level, once, 0.0, 0)
    # By as little as a move must save, and no more.
    least = inertia_of(level, hartigan(level, again))
    assert least >= inertia_of(level, once) - 1e-8 * fit.inertia - 1e-9


@given(tables(), starts())
def test_the_centers_are_the_means_of_their_clusters(
    table: ColorTable, start: Floats
) -> None:
    level = grid_of(table).exact
    fit = lloyd(level, start, 1e-6, 30)
    centers = hartigan(level, fit)
    labels = squared_distances(level.points.T, centers).argmin(axis=1)
    best = cost_of(level, labels)
    # A point that would gain next to nothing by it stays in its cluster.
    stay = len(table) * MARGIN * fit.inertia
    assert inertia_of(level, centers) == pytest.approx(best, rel=1e-9, abs=1e-9 + stay)


def test_an_empty_cluster_gets_the_point_that_costs() -> None:
    level = line((0, 1), (90, 3), (100, 3))
    fit = lloyd(level, reds(0, 95, 999), 0.0, 50)
    assert fit.weight.tolist() == [1, 6, 0]
    centers = hartigan(level, fit)
    assert sorted(centers[:, 0]) == [0, 90, 100]


@given(tables(), starts())
def test_no_cluster_stays_empty_while_others_have_points_to_spare(
    table: ColorTable, start: Floats
) -> None:
    level = grid_of(table).exact
    k = len(start)
    fit = lloyd(level, start, 1e-6, 30)
    centers = hartigan(level, fit)
    labels = squared_distances(level.points.T, centers).argmin(axis=1)
    if np.unique(labels).size < min(k, len(table)):
        # A point that would gain next to nothing by it stays in its cluster.
        assert most_saved(level, labels, k) <= MARGIN * fit.inertia * (1 + 1e-6)

"""Moves between fits: what is split, merged and moved is what should be."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.grid import Level
from components.engine.clustering.lloyd import Fit, lloyd
from components.engine.clustering.moves import farthest, merges, splits, swaps
from tests.cases import in_turn
from tests.engine.strategies import (
    LARGE_PICTURES,
    grid_of,
    inertia_of,
    named_grid,
    random_start,
    squared_distances,
    starts,
    tables,
    tables_with_fewer_centers,
)

Floats = NDArray[np.float64]

SEVERAL = ["color gradient", "all distinct", "blobs", "noise", *LARGE_PICTURES]


def fitted(level: Level, start: Floats) -> Fit:
    return lloyd(level, start, 1e-6, 200)


def level_of(*rows: tuple[tuple[int, int, int], int]) -> Level:
    colors = np.array([color for color, _ in rows], np.uint8)
    return grid_of(ColorTable(colors, np.array([count for _, count in rows]))).exact


def scatter(level: Level, fit: Fit, c: int) -> Floats:
    """Sum of the outer products of offsets from a center; cells are balls."""
    mine = fit.labels == c
    offsets = level.points.T[mine] - fit.centers[c]
    matrix: Floats = (offsets.T * level.weights[mine]) @ offsets
    matrix += np.eye(3) * level.spread[mine].sum() / 3
    return matrix


def stretches(level: Level, fit: Fit) -> Floats:
    """Largest eigenvalue of each cluster's scatter."""
    clusters = range(len(fit.centers))
    return np.array([np.linalg.eigh(scatter(level, fit, c))[0][-1] for c in clusters])


def split_cluster(fit: Fit, start: Floats) -> int:
    """Return the one cluster that a split has moved."""
    (c,) = np.flatnonzero((start[: len(fit.centers)] != fit.centers).any(axis=1))
    return int(c)


def prices(fit: Fit) -> dict[tuple[int, int], float]:
    """Inertia that each union costs, by Ward's formula."""
    w = fit.weight
    return {
        (a, b): w[a] * w[b] / (w[a] + w[b])
        * float(((fit.centers[a] - fit.centers[b]) ** 2).sum())
        if w[a] + w[b] > 0
        else 0.0
        for a, b in combinations(range(len(w)), 2)
    }  # fmt: skip


def united(fit: Fit, a: int, b: int) -> Floats:
    """Return the common mean of two clusters."""
    pair = [a, b]
    weights = fit.weight[pair] if fit.weight[pair].any() else [1, 0]
    mean: Floats = np.average(fit.centers[pair], axis=0, weights=weights)
    return mean


# --- splits


@given(tables_with_fewer_centers(), st.integers(1, 5))
def test_a_split_replaces_one_center_by_two_along_its_main_axis(
    drawn: tuple[ColorTable, Floats], count: int
) -> None:
    table, start = drawn
    level = grid_of(table).exact
    fit = fitted(level, start)
    k = len(start)
    expected = stretches(level, fit)
    ways = splits(level, fit, count)
    assert 1 <= len(ways) <= min(count, k)
    assert all(way.shape == (k + 1, 3) for way in ways)
    c = split_cluster(fit, ways[0])
    assert expected[c] >= 0.98 * expected.max()
    step = ways[0][k] - fit.centers[c]
    np.testing.assert_allclose(ways[0][c], fit.centers[c] - step, rtol=0, atol=1e-9)
    # Along it the cluster is as wide as anywhere; two axes may be all but equal.
    axis = step / np.linalg.norm(step)
    along = axis @ scatter(level, fit, c) @ axis
    assert along >= 0.98 * expected[c]
    deviation = np.sqrt(along / fit.weight[c])
    assert np.linalg.norm(step) == pytest.approx(np.sqrt(2 / np.pi) * deviation)


@in_turn("name", ["color gradient", "blobs", "noise", "photo"])
@in_turn("which", ["exact", "rough"])
def test_the_main_axis_is_that_of_numpy(name: str, which: str) -> None:
    level: Level = getattr(named_grid(name), which)
    fit = fitted(level, random_start(level, 8))
    clear = 0
    for way in splits(level, fit, 8):
        c = split_cluster(fit, way)
        values, vectors = np.linalg.eigh(scatter(level, fit, c))
        if values[1] < 0.9 * values[2]:
            clear += 1
            length = np.sqrt(2 / np.pi * values[2] / fit.weight[c])
            step = way[-1] - fit.centers[c]
            expected = vectors[:, 2] * length * np.sign(vectors[:, 2] @ step)
            np.testing.assert_allclose(step, expected, rtol=0, atol=1e-5 * length)
    assert clear >= 1


@in_turn("name", SEVERAL)
def test_the_cluster_that_is_stretched_most_is_split_first(name: str) -> None:
    level = named_grid(name).exact
    fit = fitted(level, random_start(level, 12))
    ways = splits(level, fit, 12)
    found = stretches(level, fit)[[split_cluster(fit, way) for way in ways]]
    assert len(ways) == 12
    assert len(set(found)) == 12
    assert (found[1:] <= found[:-1] * 1.02).all()
    np.testing.assert_array_equal(splits(level, fit, 3), ways[:3])


@in_turn("name", SEVERAL)
@in_turn("k", [1, 2, 5, 20])
def test_a_split_lowers_the_inertia_at_once(name: str, k: int) -> None:
    level = named_grid(name).exact
    fit = fitted(level, random_start(level, k))
    (way,) = splits(level, fit, 1)
    assert inertia_of(level, way) < inertia_of(level, fit.centers)


def test_where_every_color_has_its_center_there_is_nothing_to_split() -> None:
    level = level_of(((1, 2, 3), 7), ((200, 100, 5), 1))
    assert splits(level, fitted(level, level.points.T.astype(np.float64)), 5) == []


def test_a_cluster_without_points_is_not_split() -> None:
    level = level_of(((0, 0, 0), 1), ((9, 0, 0), 1))
    fit = fitted(level, np.array([[4.0, 0, 0], [999, 999, 999]]))
    (way,) = splits(level, fit, 5)
    assert split_cluster(fit, way) == 0


# --- merges


@given(tables(), starts(), st.integers(1, 4))
def test_a_merge_joins_the_pair_that_costs_least(
    table: ColorTable, start: Floats, count: int
) -> None:
    level = grid_of(table).exact
    fit = fitted(level, start)
    ways = merges(fit, count)
    if len(start) == 1:
        assert ways == []
        return
    assert 1 <= len(ways) <= count
    assert all(way.shape == (len(start) - 1, 3) for way in ways)
    price = prices(fit)
    least = min(price.values())
    candidates = []
    for (a, b), cost in price.items():
        if cost <= least * (1 + 1e-9) + 1e-9:
            merged = fit.centers.copy()
            merged[a] = united(fit, a, b)
            candidates.append(np.delete(merged, b, axis=0))
    assert any(np.allclose(ways[0], way, rtol=1e-9) for way in candidates)


@in_turn("name", SEVERAL)
def test_for_each_center_its_cheapest_union_with_a_later_one_is_offered(
    name: str,
) -> None:
    level = named_grid(name).exact
    fit = fitted(level, random_start(level, 9))
    price = prices(fit)
    cheapest = [
        min((pair for pair in price if pair[0] == a), key=lambda pair: price[pair])
        for a in range(8)
    ]
    ways = merges(fit, 100)
    assert len(ways) == 8
    for (a, b), way in zip(sorted(cheapest, key=lambda p: price[p]), ways, strict=True):
        merged = fit.centers.copy()
        merged[a] = united(fit, a, b)
        np.testing.assert_allclose(way, np.delete(merged, b, axis=0), rtol=1e-9)
    np.testing.assert_array_equal(merges(fit, 3), ways[:3])


@in_turn("name", SEVERAL)
def test_the_price_is_what_the_inertia_rises_by_at_most(name: str) -> None:
    level = named_grid(name).exact
    fit = fitted(level, random_start(level, 9))
    (way,) = merges(fit, 1)
    rise = inertia_of(level, way) - inertia_of(level, fit.centers)
    assert 0 < rise <= min(prices(fit).values()) * (1 + 1e-6)


def test_a_center_without_points_is_merged_away_at_no_cost() -> None:
    level = level_of(((0, 0, 0), 5), ((9, 0, 0), 5), ((80, 0, 0), 1))
    centers = np.array([[0.0, 0, 0], [9, 0, 0], [80, 0, 0], [999, 0, 0]])
    (way,) = merges(fitted(level, centers), 1)
    np.testing.assert_array_equal(way, centers[:3])


def test_a_single_center_has_nobody_to_be_merged_with() -> None:
    level = level_of(((0, 0, 0), 5), ((9, 0, 0), 5))
    assert merges(fitted(level, np.zeros((1, 3))), 3) == []


# --- swaps


@given(tables(), starts(), st.integers(1, 4))
def test_a_swap_keeps_the_number_of_centers(
    table: ColorTable, start: Floats, count: int
) -> None:
    level = grid_of(table).exact
    fit = fitted(level, start)
    ways = swaps(level, fit, count)
    assert len(ways) <= count**2
    for way in ways:
        assert way.shape == fit.centers.shape
        assert np.isfinite(way).all()
        assert (way != fit.centers).any(axis=1).sum() <= 3


@in_turn("name", SEVERAL)
@in_turn("count", [1, 2, 4])
def test_a_swap_merges_the_cheapest_pairs_and_splits_the_widest_others(
    name: str, count: int
) -> None:
    level = named_grid(name).exact
    fit = fitted(level, random_start(level, 10))
    price, wide = prices(fit), stretches(level, fit)
    pairs = [
        min((pair for pair in price if pair[0] == a), key=lambda pair: price[pair])
        for a in range(9)
    ]
    pairs = sorted(pairs, key=lambda pair: price[pair])[:count]
    ways = swaps(level, fit, count)
    assert len(ways) == count**2
    for i, (a, b) in enumerate(pairs):
        others = [c for c in range(10) if c not in (a, b)]
        limit = np.sort(wide[others])[-count]
        chosen = set()
        for way in ways[i * count : (i + 1) * count]:
            moved = np.flatnonzero((way != fit.centers).any(axis=1))
            (c,) = set(moved) - {a, b}
            assert set(moved) == {a, b, c}
            assert wide[c] >= 0.98 * limit
            np.testing.assert_allclose(way[a], united(fit, a, b), rtol=1e-9)
            np.testing.assert_allclose((way[b] + way[c]) / 2, fit.centers[c], rtol=1e-9)
            chosen.add(c)
        assert len(chosen) == count


@pytest.mark.parametrize("k", [1, 2])
def test_below_three_centers_there_is_nothing_to_swap(k: int) -> None:
    level = named_grid("blobs").exact
    assert swaps(level, fitted(level, random_start(level, k)), 4) == []


def test_a_swap_takes_a_center_from_where_two_share_a_group_to_where_one_has_two() -> (
    None
):
    level = level_of(
        *(((x, y, 0), 10) for x in (0, 8) for y in (0, 8)),
        *(((120, y, 0), 10) for y in (0, 4)),
        *(((120, y, 0), 10) for y in (200, 204)),
    )
    stuck = fitted(level, np.array([[0.0, 4, 0], [8, 4, 0], [120, 102, 0]]))
    assert stuck.weight.tolist() == [20, 20, 40]
    (way,) = swaps(level, stuck, 1)
    better = fitted(level, way)
    found = better.centers[np.lexsort(better.centers.T)]
    np.testing.assert_allclose(found, [[120, 2, 0], [4, 4, 0], [120, 202, 0]])


# --- the farthest point


@given(tables_with_fewer_centers(), st.integers(1, 12))
def test_the_farthest_points_are_those_that_cost_most(
    drawn: tuple[ColorTable, Floats], count: int
) -> None:
    table, start = drawn
    level = grid_of(table).exact
    count = min(count, len(start))
    fit = fitted(level, start)
    offsets = level.points.T - fit.centers[fit.labels]
    cost = level.weights * (offsets**2).sum(axis=1)
    points = farthest(level, fit, count)
    assert points.shape == (count, 3)
    assert len(np.unique(points, axis=0)) == count
    found = [cost[(point == level.points.T).all(axis=1)].item() for point in points]
    expected = np.sort(cost)[::-1][:count]
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@given(tables_with_fewer_centers())
def test_as_a_center_of_its_own_the_farthest_saves_what_it_cost(
    drawn: tuple[ColorTable, Floats],
) -> None:
    table, start = drawn
    level = grid_of(table).exact
    fit = fitted(level, start)
    before = squared_distances(level.points.T, fit.centers).min(axis=1) * level.weights
    after = inertia_of(level, np.vstack([fit.centers, farthest(level, fit)]))
    assert after < before.sum()
    assert after <= before.sum() - before.max() * (1 - 1e-6)

"""The k best colors of a list, held against all that could be chosen."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine import (
    SPACES,
    ColorTable,
    ListSweep,
    Space,
    count_colors,
    quantize,
    sweep_k,
    sweep_list,
)
from components.engine.clustering.listed import MOST_LISTED
from components.engine.clustering.metric import conversions
from tests.cases import in_turn
from tests.engine.strategies import (
    LARGE_PICTURES,
    picture,
    squared_distances,
    tables,
)

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]


def lists(most: int = 12) -> st.SearchStrategy[Bytes]:
    """Make lists, some with each color twice."""
    rows = st.integers(1, most).flatmap(lambda n: hnp.arrays(np.uint8, (n, 3)))
    return st.tuples(rows, st.booleans()).map(
        lambda pair: np.vstack([pair[0], pair[0][::-1]]) if pair[1] else pair[0]
    )


def inertia(table: ColorTable, space: Space, colors: Bytes) -> float:
    """Add up squared distances to the nearest color, as scikit-learn finds it."""
    from sklearn.metrics import pairwise_distances_argmin_min  # slow to load

    into, _ = conversions(table, space)
    here, there = (into(each).astype(float) for each in (table.colors, colors))
    _, away = pairwise_distances_argmin_min(here, there)
    return float(away**2 @ table.weights)


def snapped(table: ColorTable, space: Space, colors: Bytes, k: int) -> list[float]:
    """Return the inertia of the free fits, each center at its nearest of a list."""
    (into, _), found = conversions(table, space), []
    free = sweep_k(table, k, space)
    for centers in free.centers:
        rounded = into(np.rint(centers).astype(np.uint8))
        at = centers if space == "srgb" else rounded
        rows = squared_distances(at, into(colors)).argmin(axis=1)
        found.append(inertia(table, space, colors[rows]))
    return found


def check(sweep: ListSweep, table: ColorTable, colors: Bytes, k_max: int) -> None:
    different = len(np.unique(colors, axis=0))
    assert sweep.k_max == min(k_max, len(table), different)
    assert (np.diff(sweep.inertia) <= 0).all()
    assert sweep.variance_explained.min() >= 0
    assert sweep.variance_explained.max() <= 1
    for k, (chosen, centers) in enumerate(
        zip(sweep.chosen, sweep.centers, strict=True), start=1
    ):
        np.testing.assert_array_equal(centers, colors[chosen])
        assert len(np.unique(centers, axis=0)) == len(centers) == k
        assert (np.diff(chosen) > 0).all()  # as in the list, whatever the picture


@settings(max_examples=20)
@given(tables(), lists(), st.integers(1, 20), st.sampled_from(SPACES))
def test_each_k_has_k_different_colors_of_the_list_and_its_own_inertia(
    table: ColorTable, colors: Bytes, k_max: int, space: Space
) -> None:
    sweep = sweep_list(table, colors, k_max, space)
    check(sweep, table, colors, k_max)
    expected = inertia(table, space, colors[sweep.chosen[-1]])
    np.testing.assert_allclose(sweep.inertia[-1], expected, rtol=1e-5, atol=1e-3)
    if space == "srgb":  # elsewhere centers were rounded before they could be snapped
        others = np.array(snapped(table, space, colors, sweep.k_max))
        assert (sweep.inertia <= others * (1 + 1e-5) + 1e-3).all()


@pytest.mark.slow
def test_hardly_any_choice_of_few_is_better_and_it_is_always_the_same() -> None:
    """Held against all choices: 3 of 1000 are missed, by at most 6 percent."""
    random, worse = np.random.default_rng(7), []
    for _ in range(24):
        size, listed = random.integers(2, 40), random.integers(2, 11)
        found = np.unique(random.integers(0, 256, (size, 3), np.uint8), axis=0)
        table = ColorTable(found, random.integers(1, 1000, len(found)))
        colors = random.integers(0, 256, (listed, 3), np.uint8)
        sweep, again = (sweep_list(table, colors, int(listed)) for _ in range(2))
        for one, other in zip(sweep.chosen, again.chosen, strict=True):
            assert one.tobytes() == other.tobytes()
        cost = squared_distances(table.colors, colors) * table.weights[:, None]
        for k, reached in enumerate(sweep.inertia, start=1):
            ways = combinations(range(listed), k)
            best = min(float(cost[:, list(way)].min(axis=1).sum()) for way in ways)
            worse.append(reached / best if best else 1.0 + reached)
    assert max(worse) < 1.1
    assert sum(ratio > 1 + 1e-6 for ratio in worse) < 0.02 * len(worse)


@pytest.mark.slow
@pytest.mark.parametrize("space", SPACES)
def test_a_photo_comes_out_better_than_by_snapping_a_free_fit(space: Space) -> None:
    table = count_colors(picture(LARGE_PICTURES["photo"]()[:, ::4]))
    colors = np.random.default_rng(8).integers(0, 256, (300, 3), np.uint8)
    sweep = sweep_list(table, colors, 16, space)
    check(sweep, table, colors, 16)
    ratios = sweep.inertia / snapped(table, space, colors, 16)
    if space == "srgb":  # elsewhere centers were rounded before they were snapped
        assert ratios.max() < 1 + 1e-6
    assert np.exp(np.log(ratios[[3, 7, 15]]).mean()) < 0.985


def test_a_list_of_the_pictures_own_colors_ends_exactly() -> None:
    colors = np.array([[9, 9, 9], [200, 0, 0], [0, 99, 0]], np.uint8)
    image = picture([[*colors, colors[0]]])
    sweep = sweep_list(count_colors(image), np.vstack([colors, colors]))
    assert sweep.inertia[-1] == 0
    assert sweep.variance_explained[-1] == 1
    assert sweep.chosen[-1].tolist() == [0, 1, 2]
    drawn = quantize(image, sweep.centers[-1])
    np.testing.assert_array_equal(drawn.palette[drawn.indices], image.rgb)


def test_nothing_is_chosen_for_a_picture_nobody_can_see() -> None:
    unseen = count_colors(picture([[[1, 2, 3]]], [[0]]))
    assert sweep_list(unseen, np.zeros((1, 3), np.uint8)).k_max == 0


@in_turn(
    ("colors", "said"),
    [
        (np.zeros((0, 3), np.uint8), "has 0 different colors; it may have 1 to 4,096"),
        (np.zeros((2, 4), np.uint8), r"have the shape \(2, 4\)"),
        (np.zeros(3, np.uint8), r"have the shape \(3,\)"),
        (np.zeros((2, 3)), "are of the type float64; it must be uint8"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(
    colors: NDArray[np.generic], said: str
) -> None:
    table = count_colors(picture([[[1, 2, 3]]]))
    with pytest.raises(ValueError, match=said):
        sweep_list(table, colors)  # type: ignore[arg-type]  # that is what it is about


def test_a_list_that_is_too_long_is_refused() -> None:
    table = count_colors(picture([[[1, 2, 3]]]))
    number = np.arange(MOST_LISTED + 1)
    colors = np.stack([number % 256, number // 256, 0 * number], 1).astype(np.uint8)
    with pytest.raises(ValueError, match="4,097 different colors"):
        sweep_list(table, colors)
    assert sweep_list(table, colors[1:]).chosen[0] == [513 - 1]


def test_good_choices_come_soon_and_the_best_follow_all_the_same() -> None:
    table = count_colors(picture(LARGE_PICTURES["photo"]()[:20]))
    colors = np.random.default_rng(8).integers(0, 256, (60, 3), np.uint8)
    offered: list[ListSweep] = []
    sweep = sweep_list(table, colors, 16, soon=offered.append)
    (soon,) = offered
    check(soon, table, colors, 16)
    judged = [inertia(table, "srgb", colors[chosen]) for chosen in soon.chosen]
    assert 1 <= np.exp(np.log(judged / sweep.inertia).mean()) < 1.1
    without = sweep_list(table, colors, 16)
    assert [c.tolist() for c in without.chosen] == [c.tolist() for c in sweep.chosen]


def test_progress_only_grows_and_can_end_the_work() -> None:
    table = count_colors(picture(LARGE_PICTURES["photo"]()[:2]))
    told: list[float] = []
    sweep_list(table, table.colors[:50], 8, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def enough(share: float) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        sweep_list(table, table.colors[:50], 8, progress=enough)

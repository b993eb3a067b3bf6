"""One color that covers much, and what the fits do for the rest."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine import SPACES, ColorTable, Space, sweep_k
from components.engine.clustering.metric import to_space
from components.engine.clustering.spaces import (
    Floats,
    oklab_from_srgb,
    oklrab_from_srgb,
)
from components.engine.judging.ground import find_ground, inertia_of_rest

INTO: dict[Space, Callable[[Floats], Floats]] = {
    "srgb": np.array,
    "oklab": oklab_from_srgb,
    "oklrab": oklrab_from_srgb,
    "oklrab-dots": lambda colors: oklrab_from_srgb(colors) * (1, 1, 1.5),
}
FEW = np.array([[10, 20, 30], [90, 200, 60], [200, 40, 40], [250, 250, 250]], np.uint8)


@pytest.mark.parametrize("space", SPACES)
def test_the_rest_has_the_inertia_that_its_own_colors_sum_up_to(space: Space) -> None:
    rng = np.random.default_rng(6)
    colors = np.unique(rng.integers(0, 250, (300, 3)).astype(np.uint8), axis=0)
    counts = rng.integers(1, 50, len(colors))
    counts[40] = counts.sum()
    table = ColorTable(colors, counts)
    sweep = sweep_k(table, 12, space)
    ground = find_ground(table)
    assert ground is not None
    assert ground.color.tolist() == colors[40].tolist()
    found, total = inertia_of_rest(sweep, table, ground, space)
    rest = np.flatnonzero(~ground.members)
    points = to_space(table, space)[0].astype(float)
    weights = counts[rest]
    for inertia, centers in zip(found, sweep.centers, strict=True):
        if space in INTO:
            own = INTO[space](centers)
        else:
            mean = np.average(colors, axis=0, weights=counts)
            spread = np.sqrt(np.average((colors - mean) ** 2, axis=0, weights=counts))
            own = (centers - mean) / spread
        each = ((points[rest][:, None] - own[None]) ** 2).sum(axis=2).min(axis=1)
        assert inertia == pytest.approx(weights @ each, rel=1e-4)
    mean = np.average(points[rest], axis=0, weights=weights)
    expected = weights @ ((points[rest] - mean) ** 2).sum(axis=1)
    assert total == pytest.approx(expected)


@given(st.lists(st.integers(1, 1000), min_size=4, max_size=4))
def test_the_ground_is_the_color_of_most_pixels_and_covers_a_fifth(
    counts: list[int],
) -> None:
    found = find_ground(ColorTable(FEW, np.array(counts)))
    assert found is not None  # one of four always covers a fourth
    most = int(np.argmax(counts))
    assert found.members.tolist() == [i == most for i in range(4)]
    assert found.share == counts[most] / sum(counts)


def test_where_nothing_but_the_ground_is_left_there_is_none() -> None:
    paper = np.array([[250] * 3, [251] * 3, [252] * 3], np.uint8)
    assert find_ground(ColorTable(paper, np.array([5, 9, 4]))) is None
    assert find_ground(ColorTable(FEW[:1], np.array([5]))) is None
    two = np.concatenate([FEW[:1], paper])  # a color, and a sheet
    assert find_ground(ColorTable(two, np.array([5, 5, 9, 4]))) is None


def test_a_soft_sky_is_no_single_color() -> None:
    sky = np.stack([np.arange(60, 180), np.arange(90, 210), np.full(120, 220)], -1)
    assert find_ground(ColorTable(sky.astype(np.uint8), np.full(120, 10))) is None

"""First fits come in a moment, without machine code, and are good enough to look at."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components import engine
from components.engine.clustering.colors import ColorTable
from components.engine.clustering.spaces import SPACES
from tests.pictures import photo


def table_of(seed: int, most: int, spread: int) -> ColorTable:
    random = np.random.default_rng(seed)
    some = random.integers(0, spread, (most, 3), dtype=np.uint8)
    colors = np.unique(some, axis=0)
    return ColorTable(colors, random.integers(1, 100, len(colors)))


@pytest.mark.parametrize("space", SPACES)
def test_they_are_nearly_as_good_as_those_that_follow(space: Any) -> None:  # noqa: ANN401
    rgb = photo(120, 90)
    table = engine.count_colors(engine.SourceImage(rgb, None, "PNG", 0))
    first = engine.first_fits(table, 32, space)
    best = engine.sweep_k(table, 32, space)
    assert first.inertia[0] == pytest.approx(best.inertia[0])
    assert (first.inertia <= 1.3 * best.inertia).all()
    for mine, theirs in zip(first.centers[:3], best.centers[:3], strict=True):
        assert mine.shape == theirs.shape


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(1, 80), st.sampled_from([2, 9, 256]))
def test_there_is_one_for_every_k_and_each_color_is_reached(
    seed: int, most: int, spread: int
) -> None:
    table = table_of(seed, most, spread)
    sweep = engine.first_fits(table, 256)
    assert sweep.k_max == len(table)
    assert (np.diff(sweep.inertia) <= 0).all()
    assert sweep.inertia[-1] == pytest.approx(0, abs=1e-6)
    last = np.unique(np.rint(sweep.centers[-1]).astype(np.uint8), axis=0)
    np.testing.assert_array_equal(last, table.colors)


def test_colors_that_crowd_in_a_corner_have_cells_enough_for_every_k() -> None:
    steps = np.arange(32, dtype=np.uint8)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    colors = np.unique(colors, axis=0)
    sweep = engine.first_fits(ColorTable(colors, np.ones(len(colors), np.int64)), 99)
    assert sweep.k_max == 99
    assert all(len(np.unique(each, axis=0)) == len(each) for each in sweep.centers)


def test_a_picture_of_nothing_has_none() -> None:
    nothing = ColorTable(np.zeros((0, 3), np.uint8), np.zeros(0, np.int64))
    assert engine.first_fits(nothing).k_max == 0

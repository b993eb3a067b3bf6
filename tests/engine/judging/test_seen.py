"""Whether a difference of colors can be seen."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from components.engine import ColorTable, compare_colors
from components.engine.judging.seen import alike, hardly_differs
from tests.engine.strategies import Floats, palettes, tables

WHITE = np.array([[255, 255, 255]], np.uint8)


@given(tables(), palettes())
def test_a_picture_that_hardly_differs_has_no_large_difference(
    table: ColorTable, centers: Floats
) -> None:
    palette = np.rint(centers).astype(np.uint8)
    if hardly_differs(table, palette):
        assert compare_colors(table, palette).p95_difference < 2.1


@given(st.tuples(*[st.integers(1, 254)] * 3), st.tuples(*[st.integers(-1, 1)] * 3))
def test_one_step_in_each_channel_is_never_seen(
    color: tuple[int, ...], step: tuple[int, ...]
) -> None:
    one = np.array([color], np.uint8)
    assert alike(one, (one + np.array(step)).astype(np.uint8)).all()


def test_a_thousandth_may_differ_and_no_more() -> None:
    colors = np.array([[0, 0, 0], [255, 255, 255]], np.uint8)
    assert hardly_differs(ColorTable(colors, np.array([1, 999])), WHITE)
    assert not hardly_differs(ColorTable(colors, np.array([2, 998])), WHITE)

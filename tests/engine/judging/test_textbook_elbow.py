"""Where the usual curve bends, which depends on how far it is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.judging.textbook_elbow import DRAWN_TO, textbook_elbows

K = np.arange(1.0, 257.0)


@pytest.mark.slow
@pytest.mark.parametrize("power", [0.5, 1.0, 1.6])
def test_it_is_what_kneed_finds_on_the_curve_drawn_so_far(power: float) -> None:
    from kneed import KneeLocator  # which imports matplotlib.pyplot and scipy.stats

    inertia = K**-power
    for found in textbook_elbows(inertia):
        k = np.arange(1, found.drawn_to + 1)
        other = KneeLocator(
            k, inertia[: k.size], S=0, curve="convex", direction="decreasing"
        )
        assert found.k == other.knee


@given(st.lists(st.floats(0, 1e12), max_size=90), st.integers(1, 2))
def test_any_curve_has_its_bends_inside_and_a_line_has_none(
    values: list[float], first: int
) -> None:
    inertia = np.sort(np.array(values))[::-1]
    last = first + inertia.size - 1
    for each in textbook_elbows(inertia, first):
        assert first < each.k < each.drawn_to <= min(last, DRAWN_TO[-1])
    line = np.linspace(7, 3, inertia.size)
    assert textbook_elbows(line, first) == []


def test_what_comes_beyond_64_colors_does_not_move_it() -> None:
    assert textbook_elbows(1 / K) == textbook_elbows(1 / K[:64])
    assert [each.drawn_to for each in textbook_elbows(1 / K[:20])] == [10, 16, 20]


def test_a_curve_that_begins_later_bends_as_much_later() -> None:
    ends = [(each.k, each.drawn_to) for each in textbook_elbows(1 / K[:63], first=2)]
    assert [end for _, end in ends] == list(DRAWN_TO)
    alone = textbook_elbows(1 / K[:9])
    assert ends[0][0] == alone[0].k + 1

"""The fewest colors for a step are found by few measurements, each made once."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.judging.visual_steps import STEPS, VisualSteps, visual_steps

LIMITS = (64, 256)


class Measure:
    """A measure that notes what it was asked."""

    def __init__(self, score: Callable[[int], float]) -> None:
        self._score = score
        self.asked: list[int] = []

    def __call__(self, k: int) -> float:
        """Return the score of k colors."""
        self.asked.append(k)
        return self._score(k)


def rising(k: int) -> float:
    """Score as a photo does: 70 at 32 colors, 80 at 64, 85 at 91, 90 at 128."""
    return 20 + 10 * math.log2(k)


def found(result: VisualSteps) -> list[int | None]:
    return [result.k(step) for step in STEPS]


def test_where_more_colors_score_higher_each_step_has_its_first_k() -> None:
    measure = Measure(rising)
    result = visual_steps(measure, LIMITS)
    assert found(result) == [32, 64, 91, 128]
    assert result.wanted is None
    assert result.share == 1
    assert len(measure.asked) <= 16  # of 256


def test_more_than_the_first_limit_is_tried_only_where_a_step_needs_it() -> None:
    measure = Measure(lambda k: rising(4 * k))
    visual_steps(measure, LIMITS)
    assert max(measure.asked) == 64


def test_a_step_that_no_number_of_colors_reaches_is_out_of_reach() -> None:
    result = visual_steps(lambda k: min(rising(k), 84.9), LIMITS)
    assert found(result) == [32, 64, None, None]
    assert [result.out_of_reach(step) for step in STEPS] == [False, False, True, True]


@given(st.lists(st.integers(50, 100), min_size=1, max_size=70))
def test_whatever_the_scores_what_is_found_reaches_its_step_and_one_less_does_not(
    scores: list[int],
) -> None:
    measure = Measure(lambda k: scores[k - 1])
    result = visual_steps(measure, sorted({min(len(scores), 20), len(scores)}))
    assert len(measure.asked) == len(set(measure.asked)) == len(result.scores)
    for step in STEPS:
        k = result.k(step)
        if k is None:
            assert result.out_of_reach(step)
            assert scores[-1] < step
            continue
        assert scores[k - 1] >= step
        assert k == 1 or (k - 1 in result.scores and scores[k - 2] < step)
        assert k == min(each for each in result.scores if scores[each - 1] >= step)


def test_a_search_that_was_cut_short_goes_on_where_it_stood() -> None:
    whole = Measure(rising)
    result = visual_steps(whole, LIMITS)
    known: dict[int, float] = {}
    told = []
    for k in whole.asked:
        part = visual_steps(known.get, LIMITS)
        assert part.wanted == k
        told.append(part.share)
        known[k] = rising(k)
    assert visual_steps(known.get, LIMITS) == result
    assert told[0] == 0
    assert told == sorted(told)


@pytest.mark.parametrize("colors", [1, 9])
def test_where_all_colors_are_needed_that_is_the_answer(colors: int) -> None:
    result = visual_steps(lambda k: 100.0 if k == colors else 5.0, (colors,))
    assert found(result) == [colors] * 4

"""The fewest colors for a step are found by few measurements, each made once."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.clustering.colors import count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.clustering.spaces import Space
from components.engine.drawing.dots import Dither
from components.engine.drawing.preview import reduce_to
from components.engine.drawing.quantize import quantize
from components.engine.judging.visual_score import visual_score
from components.engine.judging.visual_steps import (
    STEPS,
    Step,
    VisualSteps,
    visual_steps,
)
from components.engine.reading.image import read_image
from components.engine.source import SourceImage
from components.shared.samples import SAMPLES
from tests.engine.judging.bench import in_bench, looked_at
from tests.engine.strategies import picture
from tests.pictures import photo

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


def steps_of(
    image: SourceImage,
    steps: Sequence[Step] = STEPS,
    space: Space = "srgb",
    dither: Dither | bool = False,
) -> list[int | None]:
    """Look for the steps of a real picture, in up to 64 colors."""
    centers = sweep_k(count_colors(image), 64, space).centers

    def score(k: int) -> float:
        drawn = quantize(image, centers[k - 1], dither=dither, space=space)
        return visual_score(image, drawn)

    result = visual_steps(score, (len(centers),), steps)
    return [result.k(step) for step in steps]


def test_pixel_art_needs_every_one_of_its_colors() -> None:
    """Each of the 12 draws a thing of its own: without one, all see it at once."""
    image = read_image(SAMPLES["pixel-art"].path.read_bytes())
    image = picture(image.rgb[::2, ::2])  # 4 × 4 pixels for each square
    assert steps_of(image) == [12] * 4


@pytest.mark.slow
def test_a_photo_with_noise_needs_more_and_more() -> None:
    """Its noise of ±4 is lost at once, and counts; round things have flat colors."""
    reached = steps_of(picture(photo(96, 72)))
    assert reached == sorted(reached, key=lambda k: k or 999)
    assert 20 <= (reached[0] or 0) <= 64
    assert reached[-1] is None


@dataclass(frozen=True)
class Expected:
    """What a picture of 65,536 pixels may take, and why.

    Each step has a range of k; None where even 64 colors do not reach it.
    """

    name: str
    unnoticed: tuple[int, int] | None
    side_by_side: tuple[int, int] | None
    why: str
    space: Space = "srgb"
    dither: Dither | bool = False


BENCH = (
    Expected("graphics/wcDogg_bars_diag_color", (12, 12), (12, 16),
             "twelve vivid bars: with one less it is another picture"),
    Expected("graphics/lorem_ipsum_screenshot", (3, 6), (4, 9),
             "black letters on white, and a few grays at their edges"),
    Expected("graphics/pdv_FairytaleCastle15", (20, 30), (34, 54),
             "some twenty flat colors; the rest are soft edges between them"),
    Expected("graphics/wcDogg_gradient_diag_gray", (10, 17), (15, 23),
             "one gray gradient: its bands grow narrow before they vanish"),
    Expected("kodak/kodim20", (30, 48), None,
             "a plane on white sky over dull grass: few hues, many shades"),
    Expected("kodak/kodim20", (26, 42), (44, 62),
             "the same in dots, measured as the eye sees: these make up for shades",
             "oklrab", "gentle"),
    Expected("kodak/kodim03", None, None,
             "caps in five colors before a gray wall, all of them shaded"),
)  # fmt: skip


def within(k: int | None, wanted: tuple[int, int] | None) -> bool:
    if k is None or wanted is None:
        return k is None and wanted is None
    return wanted[0] <= k <= wanted[1]


@pytest.mark.corpus
@pytest.mark.parametrize("expected", BENCH, ids=lambda each: each.name)
def test_steps_of_other_pictures_are_sensible(expected: Expected) -> None:
    image = reduce_to(looked_at(in_bench(expected.name)), 2**16)
    unnoticed, side_by_side = steps_of(
        image, STEPS[:2], expected.space, expected.dither
    )
    assert within(unnoticed, expected.unnoticed), (unnoticed, expected.why)
    assert within(side_by_side, expected.side_by_side), (side_by_side, expected.why)

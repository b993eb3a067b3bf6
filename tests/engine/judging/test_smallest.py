"""The smallest k that looks the same is found without leaving any out."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.clustering.colors import count_colors
from components.engine.drawing.quantize import quantize
from components.engine.judging.quality import compare, looks_the_same
from components.engine.judging.smallest import smallest_that_looks_the_same
from components.engine.source import SourceImage
from components.shared.samples import FOLDER
from tests.cases import in_turn
from tests.engine.judging.bench import in_bench, looked_at, swept
from tests.engine.strategies import (
    PICTURES,
    Floats,
    named_sweep,
    palettes,
    picture,
    pictures,
)


def one_by_one(image: SourceImage, centers: list[Floats]) -> int | None:
    """Compare every drawing in full, and take the first that passes."""
    for k, each in enumerate(centers, start=1):
        if looks_the_same(compare(image, quantize(image, each))):
            return k
    return None


@given(pictures(), st.data())
def test_it_is_the_first_that_passes_whatever_the_centers(
    image: SourceImage, data: st.DataObject
) -> None:
    table = count_colors(image)
    every = table.colors.astype(np.float64)
    either = st.one_of(palettes(), st.just(every)) if len(table) else palettes()
    centers = data.draw(st.lists(either, max_size=4))
    found = smallest_that_looks_the_same(image, table, centers)
    assert found == one_by_one(image, centers)


@in_turn("name", PICTURES)
def test_it_is_the_first_of_a_sweep_that_passes(name: str) -> None:
    image = picture(PICTURES[name]())
    table = count_colors(image)
    centers = list(named_sweep(name).centers[:24])
    found = smallest_that_looks_the_same(image, table, centers)
    assert found == one_by_one(image, centers)


def test_a_large_picture_of_many_colors_is_judged_by_all_of_them() -> None:
    """The frequent colors are exact; the rare ones, of 6 % of pixels, far off."""
    reds = np.zeros((100, 100, 3))
    reds[:94, :, 0] = np.arange(100) * 2
    reds[94:] = np.random.default_rng(7).integers(0, 256, (6, 100, 3))
    image = picture(reds)
    table = count_colors(image)
    exact = np.c_[np.arange(100) * 2, np.zeros((100, 2))]
    assert smallest_that_looks_the_same(image, table, [exact]) is None


def test_all_colors_of_a_picture_look_the_same_and_one_does_not() -> None:
    image = picture(PICTURES["few colors"]())
    table = count_colors(image)
    every = table.colors.astype(np.float64)
    assert smallest_that_looks_the_same(image, table, [every[:1], every]) == 2
    assert smallest_that_looks_the_same(image, table, [every[:1]]) is None
    assert smallest_that_looks_the_same(image, table, []) is None


def test_progress_rises_and_the_search_can_be_abandoned() -> None:
    image = picture(PICTURES["gray gradient"]())
    table = count_colors(image)
    centers = named_sweep("gray gradient").centers[:20]
    shares: list[float] = []
    smallest_that_looks_the_same(image, table, centers, shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] <= 1
    told: list[float] = []

    def abandon(share: float) -> None:
        told.append(share)
        if len(told) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        smallest_that_looks_the_same(image, table, centers, abandon)
    assert len(told) == 3


@dataclass(frozen=True)
class Expected:
    """The range that somebody who looks at a picture would accept, and why.

    ``k`` is None where even 64 colors can be told from the original.
    """

    name: str
    k: tuple[int, int] | None
    why: str


OURS = (
    Expected("pixel-art.png", (12, 12), "twelve flat colors; a place in none is seen"),
    Expected("logo.png", (7, 20), "a dozen flat colors; few notice their soft edges"),
    Expected("sunset.png", None, "the sky is one long gradient: bands at 64"),
    Expected("color-wheel.png", None, "every hue, evenly spread: patches at 64"),
    Expected("cat.png", None, "fur in many browns"),
    Expected("astronaut.jpg", None, "skin, orange, flag: too many soft tones"),
)
BENCH = (
    Expected("graphics/lorem_ipsum_screenshot", (6, 24), "black text, gray edges"),
    Expected("graphics/pdv_colored-circles", (9, 10), "ten flat colors"),
    Expected("graphics/wcDogg_bars_diag_color", (12, 12), "twelve flat bars"),
    Expected("graphics/pdv_FairytaleCastle15", (12, 64), "flat art, soft edges"),
    Expected("graphics/wcDogg_gradient_diag_gray", (40, 64),
             "gray levels: at 32 the bands are plain to see"),
    Expected("graphics/wcDogg_gradient_hor_color", None, "all hues, no steps"),
    Expected("kodak/kodim03", None, "six caps on a soft wall"),
    Expected("kodak/kodim20", None, "at 64 the yellow nose has bands"),
)  # fmt: skip


def strip(image: SourceImage, rows: int = 300) -> SourceImage:
    """Return some rows from the middle of a large picture, as fine as all of it.

    Of those below one has to look at so many only to find what is found in all rows.
    """
    height = image.rgb.shape[0]
    if height < 1000 or image.alpha is not None:
        return image
    middle = slice((height - rows) // 2, (height + rows) // 2)
    return picture(image.rgb[middle])


def check_expected(path: Path, expected: Expected) -> None:
    image, sweep = strip(looked_at(path)), swept(path)[1]
    table = count_colors(image)
    found = smallest_that_looks_the_same(image, table, sweep.centers)
    if expected.k is None:
        assert found is None
    else:
        assert found is not None
        assert expected.k[0] <= found <= expected.k[1]


@pytest.mark.slow
@pytest.mark.parametrize("expected", OURS, ids=lambda each: each.name)
def test_for_our_samples_it_is_what_people_would_say(expected: Expected) -> None:
    check_expected(FOLDER / expected.name, expected)


@pytest.mark.corpus
@pytest.mark.parametrize("expected", BENCH, ids=lambda each: each.name)
def test_for_other_pictures_it_is_so_too(expected: Expected) -> None:
    check_expected(in_bench(expected.name), expected)

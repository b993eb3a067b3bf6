"""Differences of colors are those of the published formula."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from components.engine.judging.ciede2000 import ciede2000, lab_from_srgb
from tests.engine.judging.sharma import PAIRS
from tests.examples import many

Floats = NDArray[np.float64]

labs = hnp.arrays(
    np.float64,
    (4, 3),
    elements=st.one_of(st.just(0.0), st.floats(-110, 110).map(lambda x: round(x, 3))),
)


def test_all_published_pairs_differ_by_what_is_published() -> None:
    assert len(PAIRS) == 34
    found = ciede2000(PAIRS[:, :3].copy(), PAIRS[:, 3:6].copy())
    np.testing.assert_array_equal(found.round(4), PAIRS[:, 6])


def test_the_published_pairs_differ_as_much_the_other_way_round() -> None:
    found = ciede2000(PAIRS[:, 3:6].copy(), PAIRS[:, :3].copy())
    np.testing.assert_array_equal(found.round(4), PAIRS[:, 6])


@given(labs, labs)
@many()
def test_any_colors_differ_by_what_scikit_image_finds(a: Floats, b: Floats) -> None:
    a[:, 0], b[:, 0] = abs(a[:, 0]), abs(b[:, 0])
    # Near nothing the root makes a rounding error of 1e-16 one of 1e-8.
    np.testing.assert_allclose(ciede2000(a, b), deltaE_ciede2000(a, b), atol=1e-6)


@given(labs, labs)
def test_a_difference_is_symmetric_never_negative_and_none_of_a_color_to_itself(
    a: Floats, b: Floats
) -> None:
    assert (ciede2000(a, b) == ciede2000(b, a)).all()
    assert (ciede2000(a, b) >= 0).all()
    assert (ciede2000(a, a) == 0).all()


@given(hnp.arrays(np.uint8, (5, 3)))
def test_colors_have_the_lab_values_that_scikit_image_finds(
    colors: NDArray[np.uint8],
) -> None:
    # It rounds the slope of the line near black to four digits.
    np.testing.assert_allclose(lab_from_srgb(colors), rgb2lab(colors), atol=2e-4)


@pytest.mark.parametrize(("level", "lightness"), [(0, 0), (119, 50), (255, 100)])
def test_grays_have_no_color(level: int, lightness: int) -> None:
    lab = lab_from_srgb(np.full((1, 3), level, np.uint8))[0]
    assert lab[0] == pytest.approx(lightness, abs=0.1)
    np.testing.assert_allclose(lab[1:], 0, atol=0.02)


def test_black_and_white_differ_by_100() -> None:
    lab = lab_from_srgb(np.array([[0, 0, 0], [255, 255, 255]], np.uint8))
    assert ciede2000(lab[:1], lab[1:])[0] == pytest.approx(100, abs=0.01)


def test_no_colors_have_no_differences() -> None:
    none = lab_from_srgb(np.empty((0, 3), np.uint8))
    assert none.shape == (0, 3)
    assert ciede2000(none, none).shape == (0,)

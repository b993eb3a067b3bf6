"""Differences of colors are those of the published formula."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from components.engine.judging.ciede2000 import ciede2000, lab_from_srgb

Floats = NDArray[np.float64]

# Table 1 of Sharma, Wu and Dalal 2005: L*, a*, b* of two colors, and CIEDE2000.
PUBLISHED = np.array(
    [
        [50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425],
        [50.0000, 3.1571, -77.2803, 50.0000, 0.0000, -82.7485, 2.8615],
        [50.0000, 2.8361, -74.0200, 50.0000, 0.0000, -82.7485, 3.4412],
        [50.0000, -1.3802, -84.2814, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, -1.1848, -84.8006, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, -0.9009, -85.5211, 50.0000, 0.0000, -82.7485, 1.0000],
        [50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669],
        [50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0009, 7.1792],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0011, 7.2195],
        [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0012, 7.2195],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0009, -2.4900, 4.8045],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0010, -2.4900, 4.8045],
        [50.0000, -0.0010, 2.4900, 50.0000, 0.0011, -2.4900, 4.7461],
        [50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065],
        [50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492],
        [50.0000, 2.5000, 0.0000, 61.0000, -5.0000, 29.0000, 22.8977],
        [50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030],
        [50.0000, 2.5000, 0.0000, 58.0000, 24.0000, 15.0000, 19.4535],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.2972, 0.0000, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000],
        [50.0000, 2.5000, 0.0000, 50.0000, 3.2592, 0.3350, 1.0000],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
        [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
        [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
        [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
        [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
        [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
        [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
        [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
        [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
    ]
)

labs = hnp.arrays(
    np.float64,
    (4, 3),
    elements=st.one_of(st.just(0.0), st.floats(-110, 110).map(lambda x: round(x, 3))),
)


def test_all_published_pairs_differ_by_what_is_published() -> None:
    assert len(PUBLISHED) == 34
    found = ciede2000(PUBLISHED[:, :3].copy(), PUBLISHED[:, 3:6].copy())
    np.testing.assert_array_equal(found.round(4), PUBLISHED[:, 6])


def test_the_published_pairs_differ_as_much_the_other_way_round() -> None:
    found = ciede2000(PUBLISHED[:, 3:6].copy(), PUBLISHED[:, :3].copy())
    np.testing.assert_array_equal(found.round(4), PUBLISHED[:, 6])


@given(labs, labs)
@settings(deadline=None, max_examples=300)
def test_any_colors_differ_by_what_scikit_image_finds(a: Floats, b: Floats) -> None:
    a[:, 0], b[:, 0] = abs(a[:, 0]), abs(b[:, 0])
    # Near nothing the root makes a rounding error of 1e-16 one of 1e-8.
    np.testing.assert_allclose(ciede2000(a, b), deltaE_ciede2000(a, b), atol=1e-6)


@given(labs, labs)
@settings(deadline=None, max_examples=150)
def test_a_difference_is_symmetric_never_negative_and_none_of_a_color_to_itself(
    a: Floats, b: Floats
) -> None:
    assert (ciede2000(a, b) == ciede2000(b, a)).all()
    assert (ciede2000(a, b) >= 0).all()
    assert (ciede2000(a, a) == 0).all()


@given(hnp.arrays(np.uint8, (5, 3)))
@settings(deadline=None, max_examples=150)
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

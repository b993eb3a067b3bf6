"""A smaller copy looks like the picture, seen from farther away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import count_colors
from components.engine.drawing.preview import reduce_to, reduce_to_width
from components.engine.drawing.quantize import quantize
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, picture, pictures
from tests.examples import many


@given(pictures(), st.integers(1, 90))
@many()
def test_the_copy_has_no_more_pixels_than_asked_for(
    image: SourceImage, most: int
) -> None:
    small = reduce_to(image, most)
    assert 1 <= small.width * small.height <= most
    assert small.width <= image.width
    assert small.height <= image.height
    assert small.rgb.dtype == np.uint8
    assert (small.alpha is None) == (image.alpha is None)
    if small.alpha is not None:
        assert small.alpha.shape == small.rgb.shape[:2]


@given(st.integers(1, 3000), st.integers(1, 3), st.integers(1, 400), st.booleans())
def test_strips_are_reduced_too(
    length: int, breadth: int, most: int, upright: bool
) -> None:
    shape = (length, breadth, 3) if upright else (breadth, length, 3)
    small = reduce_to(picture(np.full(shape, 77)), most)
    assert 1 <= small.width * small.height <= most
    assert (small.rgb == 77).all()


@in_turn("name", PICTURES)
def test_a_picture_that_is_small_enough_is_returned_itself(name: str) -> None:
    image = picture(PICTURES[name]())
    assert reduce_to(image, image.width * image.height) is image
    assert reduce_to(image, 10**9) is image


@in_turn("shape", [(300, 400), (400, 300), (120, 960), (500, 500)])
@in_turn("most", [10_000, 59_999])
def test_height_and_width_keep_their_ratio_and_use_the_room(
    shape: tuple[int, int], most: int
) -> None:
    small = reduce_to(picture(np.zeros((*shape, 3))), most)
    ratio = small.width / small.height
    assert ratio == pytest.approx(shape[1] / shape[0], rel=0.04)
    assert small.width * small.height > 0.93 * most


def test_format_and_size_of_the_file_are_still_told() -> None:
    image = SourceImage(np.zeros((9, 9, 3), np.uint8), None, "TIFF", 4321)
    small = reduce_to(image, 9)
    assert (small.format, small.file_bytes) == ("TIFF", 4321)


def test_solid_pixels_become_the_mean_of_those_they_cover() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    small = reduce_to(picture(rgb), 16 * 16)
    means = rgb.reshape(16, 4, 16, 4, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(small.rgb, means, atol=1)


@pytest.mark.parametrize("opacity", [255, 100])
def test_red_beside_invisible_green_stays_red(opacity: int) -> None:
    rgb = np.zeros((8, 8, 3))
    rgb[:, ::2], rgb[:, 1::2] = (250, 0, 0), (0, 250, 0)
    alpha = np.zeros((8, 8))
    alpha[:, ::2] = opacity
    small = reduce_to(picture(rgb, alpha), 16)
    assert small.rgb.shape == (4, 4, 3)
    assert small.alpha is not None
    np.testing.assert_allclose(small.alpha, opacity / 2, atol=1)
    np.testing.assert_allclose(small.rgb[..., 0], 250, atol=5)
    assert not small.rgb[..., 1:].any()


def test_the_more_opaque_color_weighs_more() -> None:
    rgb = np.zeros((2, 4, 3))
    rgb[:, ::2], rgb[:, 1::2] = (200, 0, 0), (0, 0, 200)
    alpha = np.tile([240, 80], (2, 2))
    small = reduce_to(picture(rgb, alpha), 2)
    np.testing.assert_allclose(small.rgb[0], [[150, 0, 50]] * 2, atol=2)
    np.testing.assert_array_equal(small.alpha, [[160, 160]])


@given(st.integers(0, 2**32), st.integers(1, 255))
def test_over_any_backdrop_the_copy_looks_like_the_mean(seed: int, most: int) -> None:
    random = np.random.default_rng(seed)
    rgb = random.integers(0, 256, (32, 32, 3), np.uint8)
    alpha = random.integers(0, most + 1, (32, 32), np.uint8)
    small = reduce_to(picture(rgb, alpha), 64)
    assert small.alpha is not None
    for backdrop in (0, 255):
        looks = over(rgb, alpha, backdrop).reshape(8, 4, 8, 4, 3).mean(axis=(1, 3))
        np.testing.assert_allclose(
            over(small.rgb, small.alpha, backdrop), looks, atol=2.5
        )


def over(
    rgb: NDArray[np.uint8], alpha: NDArray[np.uint8], backdrop: int
) -> NDArray[np.float64]:
    """Lay a picture over a gray."""
    share = alpha[..., None] / 255
    laid: NDArray[np.float64] = share * rgb + (1 - share) * backdrop
    return laid


def test_an_invisible_picture_stays_invisible() -> None:
    small = reduce_to(picture(PICTURES["noise"](), np.zeros((30, 30))), 100)
    assert small.alpha is not None
    assert not small.alpha.any()
    assert len(count_colors(small)) == 0


@pytest.mark.parametrize("soft", [False, True])
def test_a_copy_can_be_drawn_and_counted_like_any_picture(soft: bool) -> None:
    alpha = np.full((30, 30), 200) if soft else None
    small = reduce_to(picture(PICTURES["noise"](), alpha), 100)
    drawn = quantize(small, np.array([[0.0, 0, 0], [255, 255, 255]]))
    assert drawn.counts.sum() == count_colors(small).pixels == 100


@given(pictures(), st.data())
@many()
def test_a_pattern_is_as_wide_as_asked_for_and_keeps_its_shape(
    image: SourceImage, data: st.DataObject
) -> None:
    width = data.draw(st.integers(1, image.width))
    small = reduce_to_width(image, width)
    assert small.width == width
    assert small.height == max(1, round(image.height * width / image.width))
    assert small.narrowed
    assert (small.alpha is None) == (image.alpha is None)
    assert (small.format, small.file_bytes) == (image.format, image.file_bytes)


def test_each_stitch_of_a_pattern_is_the_mean_of_what_it_covers() -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (60, 90, 3), np.uint8)
    small = reduce_to_width(picture(rgb), 30)
    means = rgb.reshape(20, 3, 30, 3, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(small.rgb, means, atol=1)

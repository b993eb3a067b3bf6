"""The table of colors holds every color anyone can see, once."""

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from components.engine.clustering.colors import (
    ColorTable,
    count_colors,
    gather,
    pack,
    weigh_by_sorting,
    weigh_in_table,
)
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.strategies import (
    PICTURES,
    picture,
    pictures,
    row,
    seen_opacity,
    seen_pixels,
)


def check_against_numpy(table: ColorTable, pixels: NDArray[np.uint8]) -> None:
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    expected = np.stack([values >> 16, values >> 8 & 255, values & 255], axis=1)
    np.testing.assert_array_equal(table.colors, expected)
    np.testing.assert_array_equal(table.counts, counts)
    assert table.colors.dtype == np.uint8
    assert table.counts.dtype == np.int64
    assert len(table) == len(values)
    assert table.pixels == len(pixels)


@given(pictures())
def test_the_table_is_what_numpy_finds_among_visible_pixels(image: SourceImage) -> None:
    check_against_numpy(count_colors(image), seen_pixels(image))


@in_turn("name", PICTURES)
def test_the_table_of_a_whole_picture_is_what_numpy_finds(name: str) -> None:
    rgb = PICTURES[name]()
    check_against_numpy(count_colors(picture(rgb)), rgb.reshape(-1, 3))


def test_fully_transparent_pixels_are_not_counted() -> None:
    table = count_colors(picture([[[0, 0, 0], [9, 8, 7], [0, 0, 0]]], [[0, 255, 0]]))
    assert table.colors.tolist() == [[9, 8, 7]]
    assert table.counts.tolist() == [1]


def test_visible_black_is_not_taken_for_transparent() -> None:
    table = count_colors(picture([[[0, 0, 0], [0, 0, 0], [1, 0, 0]]], [[0, 1, 255]]))
    assert table.colors.tolist() == [[0, 0, 0], [1, 0, 0]]
    assert table.counts.tolist() == [1, 1]


def test_partly_transparent_pixels_are_counted_and_weigh_by_their_opacity() -> None:
    rgb = [[[5, 5, 5], [5, 5, 5], [6, 6, 6]]]
    soft = count_colors(picture(rgb, [[1, 128, 254]]))
    solid = count_colors(picture(rgb))
    np.testing.assert_array_equal(soft.colors, solid.colors)
    np.testing.assert_array_equal(soft.counts, solid.counts)
    np.testing.assert_array_equal(soft.weights, [129 / 255, 254 / 255])


@given(pictures())
def test_weights_are_the_opacities_added_up_one_by_one(image: SourceImage) -> None:
    table = count_colors(image)
    expected = dict.fromkeys(map(tuple, table.colors.tolist()), 0)
    pairs = zip(seen_pixels(image).tolist(), seen_opacity(image) * 255, strict=True)
    for color, opacity in pairs:
        expected[tuple(color)] += round(opacity)
    np.testing.assert_array_equal(table.weights, np.array([*expected.values()]) / 255)
    assert table.weights.dtype == np.float64
    if not image.soft:
        np.testing.assert_array_equal(table.weights, table.counts)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, np.nan]])
def test_a_color_that_weighs_nothing_is_refused(weights: list[float]) -> None:
    colors = np.array([[0, 0, 0], [9, 9, 9]], np.uint8)
    with pytest.raises(ValueError, match="weigh"):
        ColorTable(colors, np.array([3, 1]), np.array(weights))


def test_a_wholly_transparent_picture_has_an_empty_table() -> None:
    table = count_colors(picture(np.ones((3, 4, 3)), np.zeros((3, 4))))
    assert table.colors.shape == (0, 3)
    assert table.counts.shape == (0,)
    assert len(table) == table.pixels == 0


def test_where_a_pixel_stands_makes_no_difference() -> None:
    rgb = PICTURES["blobs"]()
    shuffled = np.random.default_rng(0).permutation(rgb.reshape(-1, 3))
    one, other = count_colors(picture(rgb)), count_colors(picture(shuffled[None]))
    np.testing.assert_array_equal(one.colors, other.colors)
    np.testing.assert_array_equal(one.counts, other.counts)


def test_mirrored_and_read_only_pixels_are_counted_alike() -> None:
    rgb = PICTURES["few colors"]()
    mirrored = count_colors(picture(rgb[:, ::-1]))
    rgb.flags.writeable = False
    plain = count_colors(picture(rgb))
    np.testing.assert_array_equal(plain.colors, mirrored.colors)
    np.testing.assert_array_equal(plain.counts, mirrored.counts)


def test_counting_leaves_the_picture_as_it_was() -> None:
    image = row((9, 9, 9), (1, 2, 3), (9, 9, 9))
    count_colors(image)
    assert image.rgb.tolist() == [[[9, 9, 9], [1, 2, 3], [9, 9, 9]]]


@pytest.fixture(scope="module")
def large() -> NDArray[np.uint8]:
    """More pixels than are sorted; black and white are among them."""
    rgb = np.random.default_rng(5).integers(0, 256, (1250, 1300, 3), np.uint8)
    rgb[0, :500], rgb[-1, -700:] = 0, 255
    return rgb


def test_a_large_picture_is_counted_exactly(large: NDArray[np.uint8]) -> None:
    assert large.shape[0] * large.shape[1] > 1_500_000
    check_against_numpy(count_colors(picture(large)), large.reshape(-1, 3))


def test_a_large_picture_of_few_colors_is_counted_exactly() -> None:
    rgb = np.zeros((1600, 1000, 3), np.uint8)
    rgb[:3, :3] = (255, 255, 255)
    table = count_colors(picture(rgb))
    assert table.colors.tolist() == [[0, 0, 0], [255, 255, 255]]
    assert table.counts.tolist() == [1_599_991, 9]


def test_invisible_pixels_of_a_large_picture_are_not_counted(
    large: NDArray[np.uint8],
) -> None:
    alpha = np.full(large.shape[:2], 255, np.uint8)
    alpha[:10] = 0
    check_against_numpy(count_colors(picture(large, alpha)), large[10:].reshape(-1, 3))


def test_a_large_soft_picture_is_weighed_exactly(large: NDArray[np.uint8]) -> None:
    alpha = np.random.default_rng(6).integers(1, 256, large.shape[:2], np.uint8)
    table = count_colors(picture(large, alpha))
    check_against_numpy(table, large.reshape(-1, 3))
    pixels, opacity = large.reshape(-1, 3), alpha.reshape(-1)
    sorted_ones = weigh_by_sorting(pack(pixels), opacity)
    in_table = weigh_in_table(pixels, opacity)
    for found, expected in zip(in_table, sorted_ones, strict=True):
        np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(table.weights, sorted_ones[2] / 255)


@given(pictures())
def test_gathered_colors_are_the_means_of_their_cubes_and_weigh_as_much(
    image: SourceImage,
) -> None:
    table = count_colors(image)
    if len(table) == 0:
        return
    few = gather(table)
    cubes, of = np.unique(table.colors >> 3, axis=0, return_inverse=True)
    np.testing.assert_array_equal(few.colors >> 3, cubes)
    of = of.reshape(-1)
    np.testing.assert_array_equal(few.counts, np.bincount(of, table.counts))
    weights = np.bincount(of, table.weights)
    np.testing.assert_allclose(few.weights, weights, rtol=1e-12)
    for channel in range(3):
        sums = np.bincount(of, table.weights * table.colors[:, channel])
        assert np.abs(few.colors[:, channel] - sums / weights).max() < 0.501

"""How different pictures look, measured on what is visible and nothing else."""

import math
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import deltaE_ciede2000, rgb2lab

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.drawing.quantize import quantize, round_centers
from components.engine.judging.quality import (
    Quality,
    color_differences,
    compare,
    compare_colors,
    looks_the_same,
)
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.drawings import drawn_anyhow, drawn_exactly, drawn_in
from tests.engine.strategies import (
    Floats,
    palettes,
    picture,
    pictures,
    seen_opacity,
    seen_pixels,
    squared_distances,
    tables,
)

GOOD = Quality(0.5, 1.0, 45.0, 0.99, 0.0)


@given(pictures())
def test_an_exact_copy_does_not_differ_at_all(image: SourceImage) -> None:
    found = compare(image, drawn_exactly(image))
    assert found == Quality(0.0, 0.0, math.inf, 1.0, 0.0, 0.0)
    assert looks_the_same(found)


@given(pictures(), st.data())
def test_figures_are_those_of_every_visible_pixel(
    image: SourceImage, data: st.DataObject
) -> None:
    from skimage.metrics import peak_signal_noise_ratio  # slow to load

    drawn = data.draw(drawn_anyhow(image))
    found = compare(image, drawn)
    before = seen_pixels(image)
    after = seen_pixels(replace(image, rgb=drawn.palette[drawn.indices]))
    if len(before) == 0:
        assert found == Quality(0.0, 0.0, math.inf, 1.0, 0.0, 0.0)
        return
    each = deltaE_ciede2000(rgb2lab(before), rgb2lab(after))
    opacity = seen_opacity(image)
    expected = np.average(each, weights=opacity)
    assert found.mean_difference == pytest.approx(expected, abs=1e-3)
    within = opacity[each <= found.p95_difference + 1e-3].sum() / opacity.sum()
    below = opacity[each < found.p95_difference - 1e-3].sum() / opacity.sum()
    assert below - 1e-9 < 0.95 <= within + 1e-9
    if (before != after).any() and not image.soft:
        expected = peak_signal_noise_ratio(before, after, data_range=255)
        assert found.psnr == pytest.approx(expected)


@given(pictures(), st.data())
def test_a_pixel_counts_in_every_figure_by_what_is_seen_of_it(
    image: SourceImage, data: st.DataObject
) -> None:
    """Each pixel of opacity n as n solid ones: all figures that need no neighbors."""
    drawn = data.draw(drawn_anyhow(image))
    times = image.opacity.reshape(-1).astype(int)
    before = picture(np.repeat(image.rgb.reshape(-1, 3), times, axis=0)[None])
    after = drawn_in(before, np.repeat(drawn.indices, times)[None], drawn.palette)
    expected = astuple(compare(before, after))[:3] if times.any() else (0, 0, math.inf)
    assert astuple(compare(image, drawn))[:3] == pytest.approx(expected)


def test_an_error_that_is_hardly_seen_hardly_counts() -> None:
    rgb = np.full((30, 30, 3), 120)
    rgb[10:20, 10:20] = 200
    alpha = np.full((30, 30), 255)
    alpha[10:20, 10:20] = 1
    images = picture(rgb), picture(rgb, alpha)
    gray = np.full((1, 3), 120.0)
    plain, faint = (compare(each, quantize(each, gray)) for each in images)
    assert not looks_the_same(plain)
    assert looks_the_same(faint)
    assert faint.mean_difference < plain.mean_difference / 100
    assert faint.psnr > plain.psnr + 20
    assert plain.ssim < 0.9 < 0.999 < faint.ssim
    assert plain.recolored > 0.05 > 0.0005 > faint.recolored > 0


@given(pictures(), st.data())
def test_nothing_is_ever_negative_and_the_percentile_is_of_the_pixels(
    image: SourceImage, data: st.DataObject
) -> None:
    found = compare(image, data.draw(drawn_anyhow(image)))
    assert found.mean_difference >= 0
    assert found.p95_difference >= 0
    assert found.psnr >= 0
    assert found.ssim <= 1
    assert found.false_contours >= 0
    assert 0 <= found.recolored <= 1
    assert found.mean_difference >= 0.05 * found.p95_difference


@given(pictures(), palettes())
def test_colors_of_a_quantized_picture_are_compared_without_drawing(
    image: SourceImage, centers: Floats
) -> None:
    drawn = compare(image, quantize(image, centers))
    known = compare_colors(count_colors(image), round_centers(centers))
    assert astuple(known) == astuple(drawn)[:3]


@given(pictures(), st.data())
def test_invisible_pixels_change_nothing(
    image: SourceImage, data: st.DataObject
) -> None:
    drawn = data.draw(drawn_anyhow(image))
    alpha = np.full(image.rgb.shape[:2], 255) if image.alpha is None else image.alpha
    hidden = alpha == 0
    rgb, indices = image.rgb.copy(), drawn.indices.copy()
    rgb[hidden] = data.draw(st.integers(0, 255))
    indices[hidden] = data.draw(st.integers(0, len(drawn.palette) - 1))
    other = compare(picture(rgb, alpha), replace(drawn, indices=indices))
    assert other == compare(picture(image.rgb, alpha), drawn)


@given(tables(), palettes())
def test_every_color_is_compared_with_its_nearest(
    table: ColorTable, centers: Floats
) -> None:
    palette = round_centers(centers)
    nearest = palette[squared_distances(table.colors, palette).argmin(axis=1)]
    expected = deltaE_ciede2000(rgb2lab(table.colors), rgb2lab(nearest))
    found = color_differences(table, palette)
    assert found.shape == (len(table),)
    np.testing.assert_allclose(found, expected, atol=2e-3)


def test_a_few_pixels_far_off_move_the_mean_but_not_the_percentile() -> None:
    colors = np.array([[10, 10, 10], [200, 0, 0]], np.uint8)
    black = np.array([[10, 10, 10]], np.uint8)
    rare = compare_colors(ColorTable(colors, np.array([95, 5])), black)
    assert rare.p95_difference == 0
    assert rare.mean_difference > 1
    frequent = compare_colors(ColorTable(colors, np.array([94, 6])), black)
    assert frequent.p95_difference > 40


def test_pictures_of_other_sizes_are_not_compared() -> None:
    drawn = quantize(picture(np.zeros((3, 4, 3))), np.zeros((1, 3)))
    with pytest.raises(ValueError, match="rows and columns"):
        compare(picture(np.zeros((4, 3, 3))), drawn)


def test_a_comparison_can_be_abandoned() -> None:
    image = picture(np.zeros((20, 20, 3)))

    def abandon(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        compare(image, quantize(image, np.zeros((1, 3))), abandon)


def test_what_is_at_the_limits_looks_the_same() -> None:
    assert looks_the_same(replace(GOOD, p95_difference=2.0))
    assert looks_the_same(replace(GOOD, ssim=0.96))
    assert looks_the_same(replace(GOOD, false_contours=1.0))
    assert looks_the_same(replace(GOOD, recolored=0.001))


@in_turn(
    "worse",
    [
        replace(GOOD, p95_difference=2.01),
        replace(GOOD, ssim=0.959),
        replace(GOOD, false_contours=1.01),
        replace(GOOD, recolored=0.0011),
    ],
)
def test_one_figure_beyond_its_limit_is_enough_to_differ(worse: Quality) -> None:
    assert looks_the_same(GOOD)
    assert not looks_the_same(worse)


def test_a_smooth_gradient_in_32_colors_does_not_look_the_same() -> None:
    """Its bands are plain to see, though no pixel is far off."""
    y, x = np.mgrid[:512, :512]
    image = picture(np.repeat(((x + y) // 4)[..., None], 3, axis=2))
    levels = np.linspace(4, 251, 32)
    found = compare(image, quantize(image, np.repeat(levels[:, None], 3, axis=1)))
    assert found.p95_difference < 2
    assert not looks_the_same(found)
    assert not looks_the_same(replace(found, ssim=1.0))


def test_a_yellow_sun_turned_orange_does_not_look_the_same() -> None:
    """It has so few pixels that no figure of color or structure minds."""
    art = np.full((200, 200, 3), (110, 196, 240))
    art[20:40, 20:40] = (255, 205, 60)
    image = picture(art)
    palette = np.array([[110.0, 196, 240], [235, 165, 70]])
    found = compare(image, quantize(image, palette))
    assert found.p95_difference == 0
    assert found.ssim > 0.96
    assert found.recolored == 18 * 18 / 200**2
    assert not looks_the_same(found)


def test_edges_one_pixel_wide_may_be_off() -> None:
    art = np.full((200, 200, 3), 250)
    art[100:] = 20
    art[99:101] = 135
    image = picture(art)
    found = compare(image, quantize(image, np.array([[250.0] * 3, [20.0] * 3])))
    assert found.mean_difference > 0.1
    assert found.recolored == 0

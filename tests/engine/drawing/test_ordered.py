"""Dots that stand where a texture puts them mix to the colors between."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine import SourceImage, count_colors, sweep_k
from components.engine.drawing.flat import staying_pixels
from components.engine.drawing.nearest import nearest_indices
from components.engine.drawing.ordered import (
    FULL,
    luma,
    neighbors,
    ordered_dither,
    ordered_indices,
)
from components.engine.drawing.quantize import round_centers
from components.engine.drawing.thresholds.textures import bayer, blue_noise
from tests.engine.strategies import palettes, picture, pictures, solid_pictures
from tests.examples import few
from tests.pictures import photo

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

TEXTURES = {"bayer": bayer(), "blue noise": blue_noise()}
BLACK_AND_WHITE = np.array([[0] * 3, [255] * 3], np.uint8)


def all_nearest(image: SourceImage, palette: Bytes) -> Bytes:
    """Return the nearest color of every pixel, of shape (H, W)."""
    flat = nearest_indices(image.rgb.reshape(-1, 3), palette)
    return flat.reshape(image.rgb.shape[:2])


# --- by the definition


def mixing(palette: Ints, near: int) -> list[int]:
    """Return which colors mix with one: no other is near the middle between them."""
    found = []
    for other, color in enumerate(palette):
        apart = ((color - palette[near]) ** 2).sum()
        away = ((2 * palette - palette[near] - color) ** 2).sum(axis=1)
        if apart > 0 and (2 * away >= apart).all():
            found.append(other)
    return found


def worth(color: Ints, palette: Ints, mixes: Ints, strength: int) -> Ints:
    """Return what mixes are to have little of; their shares are parts of 256."""
    mean = ((256 * color - mixes @ palette) ** 2).sum(axis=1)
    dots = mixes @ ((color - palette) ** 2).sum(axis=1)
    return np.asarray(strength * mean + (17 - strength) * 256 * dots)


def with_more(mix: Ints, near: int, others: list[int]) -> Ints:
    """Return all mixes in which the nearest color and one other change their shares."""
    tried = []
    for other in others:
        shares = np.arange(mix[near] + mix[other], -1, -1)
        changed = np.tile(mix, (len(shares), 1))
        changed[:, near] += mix[other] - shares
        changed[:, other] = shares
        tried.append(changed)
    return np.concatenate(tried)


def best_mix(color: Ints, palette: Ints, strength: int) -> Ints:
    """Try all shares of all neighbors, then of all but the best, and of both again."""
    near = int(((palette - color) ** 2).sum(axis=1).argmin())
    mix = np.zeros(len(palette), np.int64)
    mix[near] = 256
    others = mixing(palette, near)
    first: list[int] = []
    for _ in range(2):
        left = [other for other in others if other not in first]
        if not left:
            return mix
        tried = with_more(mix, near, left)
        values = worth(color, palette, tried, strength)
        if values.min() >= worth(color, palette, mix[None], strength)[0]:
            return mix
        best = tried[values.argmin()]
        first += np.flatnonzero(best > mix).tolist()
        mix = best
    for again in first:
        tried = with_more(mix, near, [again])
        mix = tried[worth(color, palette, tried, strength).argmin()]
    return mix


def by_the_definition(
    points: Ints, palette: Ints, light: Ints, texture: Bytes, strength: int
) -> Ints:
    """Lay out each mix from dark to light, and take what is at the threshold."""
    order = np.argsort(light, kind="stable")
    height, width = points.shape[:2]
    tiled = np.tile(texture, (height // len(texture) + 1, width // len(texture) + 1))
    colors, places = np.unique(points.reshape(-1, 3), axis=0, return_inverse=True)
    mixes = [best_mix(color, palette, strength)[order] for color in colors]
    laid_out = np.array([np.repeat(order, mix) for mix in mixes])
    labels: Ints = laid_out[places.reshape(height, width), tiled[:height, :width]]
    return labels


@given(
    solid_pictures(),
    palettes(),
    st.sampled_from([*TEXTURES]),
    st.integers(1, FULL),
    st.sampled_from([1, 70]),  # as far apart as they may be
)
@few()
def test_every_pixel_is_by_the_definition(
    image: SourceImage, centers: Floats, texture: str, strength: int, scale: int
) -> None:
    image = picture(image.rgb[:2])  # trying all shares takes long
    palette = round_centers(centers)
    points, places = (scale * each.astype(np.int64) for each in (image.rgb, palette))
    near, light = all_nearest(image, palette), luma(palette)
    found = ordered_indices(points, near, places, light, TEXTURES[texture], strength)
    expected = by_the_definition(points, places, light, TEXTURES[texture], strength)
    np.testing.assert_array_equal(found, expected)


@given(palettes())
def test_colors_mix_with_those_that_nothing_is_between(centers: Floats) -> None:
    palette = round_centers(centers).astype(np.int64)
    found = neighbors(palette)
    for near, (start, end) in enumerate(
        zip(found.starts, found.starts[1:], strict=False)
    ):
        assert found.others[start:end].tolist() == mixing(palette, near)


# --- what a person sees


@pytest.mark.parametrize("texture", TEXTURES.values(), ids=TEXTURES)
def test_an_even_gray_is_mixed_from_black_and_white(texture: Bytes) -> None:
    ramp = np.arange(256, dtype=np.uint8).repeat(64 * 64 * 3).reshape(-1, 64, 3)
    drawn = ordered_dither(picture(ramp), BLACK_AND_WHITE, texture)
    white = 255 * drawn.reshape(256, -1).mean(axis=1)
    off = np.abs(white - np.arange(256))
    assert off.max() < 10  # nearly black is black: lonely dots are noise
    assert off[96:160].max() < 5
    assert (np.diff(white) >= 0).all()


@pytest.mark.parametrize("texture", TEXTURES.values(), ids=TEXTURES)
def test_the_stronger_the_nearer_are_areas_to_the_original(texture: Bytes) -> None:
    image = picture(photo())
    palette = round_centers(sweep_k(count_colors(image), 8).centers[7])

    def means(pixels: Bytes) -> Floats:
        blocks: Floats = pixels.reshape(30, 8, 40, 8, 3).mean(axis=(1, 3))
        return blocks

    def off(strength: int) -> float:
        drawn = palette[ordered_dither(image, palette, texture, strength=strength)]
        return float(np.sqrt(((means(drawn) - means(image.rgb)) ** 2).sum(-1)).mean())

    plain, gentle, full = off(0), off(8), off(FULL)
    assert full < 0.9 * gentle < 0.8 * plain


def test_a_change_elsewhere_moves_no_dot() -> None:
    rgb = photo(96, 64)
    palette = round_centers(sweep_k(count_colors(picture(rgb)), 6).centers[5])
    changed = rgb.copy()
    changed[:40, :50] = 255 - changed[:40, :50]
    one, other = (
        ordered_dither(picture(each), palette, blue_noise()) for each in (rgb, changed)
    )
    assert (one[:40, :50] != other[:40, :50]).any()
    np.testing.assert_array_equal(one[41:], other[41:])
    np.testing.assert_array_equal(one[:, 51:], other[:, 51:])


@given(pictures(), palettes(), st.integers(0, FULL))
def test_only_solid_pixels_get_dots_and_flat_ones_if_their_color_is_off(
    image: SourceImage, centers: Floats, strength: int
) -> None:
    palette = round_centers(centers)
    drawn = ordered_dither(image, palette, bayer(), strength=strength)
    nearest = all_nearest(image, palette)
    stay = staying_pixels(image, palette) | (image.opacity < 255)
    if strength == 0:
        stay[:] = True
    np.testing.assert_array_equal(drawn[stay], nearest[stay])
    dots = ordered_indices(
        image.rgb, nearest, palette, luma(palette), bayer(), strength
    )
    np.testing.assert_array_equal(drawn[~stay], dots[~stay])


def test_a_tall_picture_has_no_seams() -> None:
    image = picture(photo(40, 600))
    palette = round_centers(sweep_k(count_colors(image), 5).centers[4])
    whole = ordered_indices(
        image.rgb, all_nearest(image, palette), palette, luma(palette), blue_noise()
    )
    drawn = ordered_dither(image, palette, blue_noise())
    mixed = ~staying_pixels(image, palette)
    np.testing.assert_array_equal(drawn[mixed], whole[mixed])


def test_a_strength_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="Strength is 17; it must be from 0 to 16"):
        ordered_dither(picture([[[0] * 3]]), BLACK_AND_WHITE, bayer(), strength=17)

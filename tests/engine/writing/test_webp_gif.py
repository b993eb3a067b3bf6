"""WebP, GIF and the wrong ways hold what they say they hold."""

import io

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray
from PIL import Image

from components.engine import (
    QuantizedImage,
    SourceImage,
    count_colors,
    encode_lossless_png,
    encode_png,
    sweep_k,
)
from components.engine.drawing.quantize import quantize
from components.engine.source import has_soft_pixels
from components.engine.writing import (
    count_colors_of,
    decode_indexed,
    encode_gif,
    encode_jpeg,
    encode_truecolor,
    encode_webp,
)
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, palettes, picture, pictures

Bytes = NDArray[np.uint8]


def decoded(data: bytes, kind: str) -> Bytes:
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == kind
        return np.asarray(image.convert("RGBA"))


def drawing(drawn: QuantizedImage, alpha: Bytes | None = None) -> Bytes:
    """Return the RGBA pixels that a file should have; all zero where invisible."""
    alpha = drawn.alpha if alpha is None else alpha
    if alpha is None:
        alpha = np.full(drawn.indices.shape, 255, np.uint8)
    rgba = np.dstack([drawn.palette[drawn.indices], alpha])
    return shown(rgba)


def shown(rgba: Bytes) -> Bytes:
    return np.where(rgba[..., 3:] > 0, rgba, 0)


def fitted(name: str, k: int) -> QuantizedImage:
    image = picture(PICTURES[name]())
    sweep = sweep_k(count_colors(image), k)
    return quantize(image, sweep.centers[-1])


@given(pictures(), palettes(40))
def test_webp_decodes_to_exactly_the_drawn_pixels(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    found = shown(decoded(encode_webp(drawn), "WEBP"))
    np.testing.assert_array_equal(found, drawing(drawn))


@given(pictures(), palettes(40))
def test_gif_decodes_to_the_drawn_pixels_hard_at_half(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    alpha = None
    if drawn.alpha is not None:
        alpha = np.where(drawn.alpha >= 128, 255, 0).astype(np.uint8)
        soft = (drawn.alpha > 0) & (drawn.alpha < 255)
        assert has_soft_pixels(drawn.alpha) == soft.any()
    found = shown(decoded(encode_gif(drawn), "GIF"))
    np.testing.assert_array_equal(found, drawing(drawn, alpha))
    if not has_soft_pixels(drawn.alpha):
        np.testing.assert_array_equal(found, drawing(drawn))


@in_turn("k", [1, 2, 255, 256])
def test_both_hold_as_many_colors_as_there_are(k: int) -> None:
    random = np.random.default_rng(k)
    palette = random.permutation(np.arange(256, dtype=np.uint8))[:k]
    colors = np.stack([palette, palette[::-1], palette], axis=1)
    indices = random.integers(0, k, (40, 50)).astype(np.uint8)
    drawn = QuantizedImage(
        indices, colors, np.bincount(indices.reshape(-1), minlength=k)
    )
    for data, kind in ((encode_webp(drawn), "WEBP"), (encode_gif(drawn), "GIF")):
        pixels = decoded(data, kind)
        np.testing.assert_array_equal(pixels, drawing(drawn))
        assert len(np.unique(pixels.reshape(-1, 4), axis=0)) <= k


def test_255_colors_and_transparency_fit_a_gif_and_256_do_not() -> None:
    indices = np.arange(256, dtype=np.uint8).reshape(16, 16)
    palette = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    alpha = np.full((16, 16), 255, np.uint8)
    alpha[0, 0] = 0
    fits = QuantizedImage(indices, palette, np.ones(256, np.int64), alpha)
    np.testing.assert_array_equal(
        shown(decoded(encode_gif(fits), "GIF")), drawing(fits)
    )
    twice = np.vstack([indices, indices])
    cut = np.vstack([alpha, np.full_like(alpha, 255)])
    with pytest.raises(ValueError, match="256 colors and transparency"):
        encode_gif(QuantizedImage(twice, palette, np.ones(256, np.int64), cut))


def test_a_picture_too_long_for_webp_is_refused_with_the_numbers() -> None:
    drawn = QuantizedImage(
        np.zeros((1, 16384), np.uint8), np.zeros((1, 3), np.uint8), np.array([16384])
    )
    with pytest.raises(ValueError, match="16,384 × 1 pixels; WebP holds 16,383"):
        encode_webp(drawn)
    assert decoded(encode_gif(drawn), "GIF").shape == (1, 16384, 4)


@pytest.mark.parametrize("name", ["blobs", "few colors"])
def test_the_same_drawing_gives_the_same_bytes(name: str) -> None:
    for encode in (encode_webp, encode_gif, encode_truecolor, encode_jpeg):
        assert encode(fitted(name, 9)) == encode(fitted(name, 9))


# --- the wrong ways


@given(pictures(), palettes(20))
def test_truecolor_has_the_right_pixels(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    data = encode_truecolor(drawn)
    np.testing.assert_array_equal(shown(decoded(data, "PNG")), drawing(drawn))


def test_truecolor_takes_more_room_than_indexed() -> None:
    drawn = fitted("noise", 16)
    assert len(encode_truecolor(drawn)) > 1.5 * len(encode_png(drawn))


def test_jpeg_brings_back_colors_that_the_palette_does_not_have() -> None:
    drawn = fitted("few colors", 8)
    data = encode_jpeg(drawn)
    pixels = decoded(data, "JPEG")
    brought = len(np.unique(pixels.reshape(-1, 4), axis=0))
    assert count_colors_of(data) == brought
    assert brought > 100
    assert count_colors_of(encode_png(drawn)) == 8


def test_a_jpeg_is_white_where_the_picture_is_clear() -> None:
    alpha = np.zeros((32, 32), np.uint8)
    alpha[:, 16:] = 255
    image = picture(np.full((32, 32, 3), 40), alpha)
    pixels = decoded(encode_jpeg(quantize(image, np.array([[40.0] * 3]))), "JPEG")
    assert (pixels[:, :8, :3] > 250).all()
    assert (np.abs(pixels[:, 24:, :3].astype(int) - 40) < 5).all()


# --- back from the PNG


@given(pictures(), palettes(40))
def test_the_drawing_comes_back_from_its_png(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    again = decode_indexed(encode_png(drawn))
    np.testing.assert_array_equal(drawing(again), drawing(drawn))
    seen = {
        tuple(color): int(n)
        for color, n in zip(again.palette, again.counts, strict=True)
    }
    visible = drawing(drawn).reshape(-1, 4)
    visible = visible[visible[:, 3] > 0]
    colors, counts = np.unique(visible[:, :3], axis=0, return_counts=True)
    expected = {tuple(color): int(n) for color, n in zip(colors, counts, strict=True)}
    assert {color: n for color, n in seen.items() if n} == expected
    assert again.alpha_steps == drawn.alpha_steps


def test_a_png_that_is_not_indexed_is_read_as_well() -> None:
    drawn = fitted("few colors", 3)
    again = decode_indexed(encode_truecolor(drawn))
    np.testing.assert_array_equal(drawing(again), drawing(drawn))
    assert again.colors_used == len(again.palette) == 3


def test_a_png_of_more_colors_than_can_be_numbered_is_refused() -> None:
    levels = np.arange(257)
    many = picture(np.stack([levels & 255, levels >> 8, levels & 1], -1)[None])
    with pytest.raises(ValueError, match="257 colors; an indexed PNG holds 256"):
        decode_indexed(encode_lossless_png(many))

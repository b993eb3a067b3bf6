"""A written PNG holds the drawn pixels, and no more than it needs to."""

import io
import struct
import zlib
from threading import Semaphore

import deflate
import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray
from PIL import Image

from components.engine import side_by_side
from components.engine.clustering.colors import count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.source import SourceImage
from components.engine.writing.png_writer import Effort, encode_lossless_png, encode_png
from tests.cases import in_turn
from tests.engine.files import PNG_SIGNATURE
from tests.engine.strategies import PICTURES, named_sweep, palettes, picture, pictures

EFFORTS: tuple[Effort, ...] = ("fast", "best")


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return name and data of each chunk of a PNG."""
    assert data.startswith(PNG_SIGNATURE)
    found, at = [], len(PNG_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def bit_depth_and_color_type(data: bytes) -> tuple[int, int]:
    depth, color_type = struct.unpack_from(">BB", dict(chunks(data))[b"IHDR"], 8)
    return depth, color_type


def decoded(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGBA"))


def pairs_used(drawn: QuantizedImage) -> set[tuple[int, int]]:
    """Return index and opacity of the pixels; all that are invisible are one."""
    alpha = np.full(drawn.indices.shape, 255) if drawn.alpha is None else drawn.alpha
    pairs = zip(drawn.indices.flat, alpha.flat, strict=True)
    return {(-1, 0) if a == 0 else (int(i), int(a)) for i, a in pairs}


def check_pixels(data: bytes, drawn: QuantizedImage) -> None:
    pixels = decoded(data)
    alpha = 255 if drawn.alpha is None else drawn.alpha
    np.testing.assert_array_equal(
        pixels[..., 3], np.broadcast_to(alpha, drawn.indices.shape)
    )
    seen = pixels[..., 3] > 0
    expected = drawn.palette[drawn.indices]
    np.testing.assert_array_equal(pixels[seen][:, :3], expected[seen])
    colors = np.unique(pixels[seen][:, :3], axis=0)
    assert len(colors) <= len(drawn.palette)


def check_size(data: bytes, drawn: QuantizedImage, effort: Effort = "fast") -> None:
    """See that a file has no entry and no bit too many, nor any opacity.

    With the best effort, solid entries may stand before soft ones where that makes a
    shorter file; those behind the last soft one are left out all the same.
    """
    used = pairs_used(drawn)
    by_name = dict(chunks(data))
    depth, color_type = bit_depth_and_color_type(data)
    assert color_type == 3
    assert depth == min(d for d in (1, 2, 4, 8) if 2**d >= len(used))
    assert len(by_name[b"PLTE"]) == 3 * len(used)
    soft = sum(opacity < 255 for _, opacity in used)
    opacities = by_name.get(b"tRNS", b"")
    assert len(opacities) - opacities.count(b"\xff") == soft
    assert not opacities.endswith(b"\xff")
    assert effort == "best" or len(opacities) == soft
    assert (b"tRNS" in by_name) == (soft > 0)


@given(pictures(), palettes(40))
def test_the_file_decodes_to_exactly_the_drawn_pixels(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    for effort in EFFORTS:
        check_pixels(encode_png(drawn, effort), drawn)


@given(pictures(), palettes(40))
def test_the_file_has_no_more_bits_and_entries_than_it_uses(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    for effort in EFFORTS:
        check_size(encode_png(drawn, effort), drawn, effort)


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("soft", [False, True])
def test_the_download_of_a_fit_has_at_most_k_colors(name: str, soft: bool) -> None:
    rgb = PICTURES[name]()
    alpha = None
    if soft:
        alpha = np.random.default_rng(0).integers(0, 256, rgb.shape[:2], np.uint8)
        alpha[0, 0], alpha[-1, -1] = 0, 255
    image = picture(rgb, alpha)
    sweep = sweep_k(count_colors(image), 60) if soft else named_sweep(name)
    for k in (1, 2, 3, 4, 5, 16, 17, 60):
        if k > sweep.k_max:
            break
        drawn = quantize(image, sweep.centers[k - 1])
        data = encode_png(drawn)
        check_pixels(data, drawn)
        check_size(data, drawn)
        visible = decoded(data)
        visible = visible[visible[..., 3] > 0]
        assert len(np.unique(visible[:, :3], axis=0)) <= k


@in_turn(
    ("colors", "depth"),
    [(1, 1), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)],
)
def test_colors_take_the_fewest_bits(colors: int, depth: int) -> None:
    levels = np.repeat(np.arange(colors)[:, None], 3, axis=1)
    data = encode_png(quantize(picture(levels[None]), levels.astype(np.float64)))
    assert bit_depth_and_color_type(data) == (depth, 3)
    assert len(dict(chunks(data))[b"PLTE"]) == 3 * colors


@in_turn(("colors", "depth"), [(1, 1), (2, 2), (15, 4), (16, 8)])
def test_being_invisible_takes_one_entry(colors: int, depth: int) -> None:
    levels = np.repeat(np.arange(colors)[:, None], 3, axis=1)
    rgb = np.stack([levels, levels])
    alpha = [[255] * colors, [0] * colors]
    data = encode_png(quantize(picture(rgb, alpha), levels.astype(np.float64)))
    assert bit_depth_and_color_type(data) == (depth, 3)
    assert dict(chunks(data))[b"tRNS"] == b"\0"


def test_a_solid_picture_with_opacities_needs_no_transparency() -> None:
    image = picture(PICTURES["two colors"](), np.full((9, 7), 255))
    data = encode_png(quantize(image, np.array([[255.0, 255, 0], [0, 0, 0]])))
    assert b"tRNS" not in dict(chunks(data))


def test_colors_that_nothing_is_drawn_in_are_left_out() -> None:
    centers = np.repeat(np.linspace(0, 255, 200)[:, None], 3, axis=1)
    data = encode_png(quantize(picture(PICTURES["two colors"]()), centers))
    assert bit_depth_and_color_type(data)[0] == 1
    assert len(dict(chunks(data))[b"PLTE"]) == 6


def test_255_colors_with_soft_edges_fit_in_a_file() -> None:
    levels = np.repeat(np.arange(255)[:, None], 3, axis=1)
    rgb = np.broadcast_to(levels[:, None], (255, 256, 3))
    alpha = np.broadcast_to(np.arange(256)[None], (255, 256))
    drawn = quantize(picture(rgb, alpha), levels.astype(np.float64))
    data = encode_png(drawn)
    check_pixels(data, drawn)
    assert len(dict(chunks(data))[b"PLTE"]) == 3 * 256


@pytest.mark.parametrize("effort", EFFORTS)
def test_the_file_holds_nothing_but_the_picture(effort: Effort) -> None:
    drawn = quantize(picture([[[9, 9, 9], [1, 1, 1]]], [[9, 0]]), np.zeros((1, 3)))
    names = [name for name, _ in chunks(encode_png(drawn, effort))]
    assert names == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]


@in_turn("name", PICTURES)
@in_turn("effort", EFFORTS)
def test_the_same_picture_gives_the_same_bytes(name: str, effort: Effort) -> None:
    files = set()
    centers = named_sweep(name).centers[:9][-1]
    for _ in range(2):
        image = picture(PICTURES[name]())
        files.add(encode_png(quantize(image, centers), effort))
    assert len(files) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("smoothness", [0, 0.3])
def test_squeezing_makes_no_file_larger(name: str, smoothness: float) -> None:
    image = picture(PICTURES[name]())
    for k in (2, 12, 60):
        centers = named_sweep(name).centers[:k][-1]
        drawn = quantize(image, centers, smoothness)
        data = encode_png(drawn, "best")
        check_pixels(data, drawn)
        assert len(data) <= len(encode_png(drawn))


def test_squeezing_finds_the_order_in_which_a_gradient_is_smallest() -> None:
    levels = np.random.default_rng(0).permutation(256)
    y, x = np.mgrid[:256, :256]
    rgb = np.repeat(((x + y) // 2)[..., None], 3, axis=2)
    drawn = quantize(picture(rgb), np.repeat(levels[:, None], 3, axis=1).astype(float))
    fast, best = (dict(chunks(encode_png(drawn, effort))) for effort in EFFORTS)
    assert len(best[b"IDAT"]) < 0.5 * len(fast[b"IDAT"])


def test_squeezing_tells_how_far_it_is_and_can_be_abandoned() -> None:
    image = picture(PICTURES["blobs"]())
    drawn = quantize(image, named_sweep("blobs").centers[19])
    shares: list[float] = []
    encode_png(drawn, "best", shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1

    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        encode_png(drawn, "best", stop)


def test_writing_leaves_the_drawing_as_it_was() -> None:
    image = picture([[[9, 9, 9], [1, 1, 1]]], [[9, 0]])
    drawn, untouched = (quantize(image, np.array([[1.0, 1, 1]])) for _ in range(2))
    encode_png(drawn)
    np.testing.assert_array_equal(drawn.indices, untouched.indices)
    np.testing.assert_array_equal(drawn.alpha, untouched.alpha)


# --- truecolor


@given(pictures())
def test_a_lossless_file_decodes_to_every_pixel_even_hidden_ones(
    image: SourceImage,
) -> None:
    for effort in EFFORTS:
        data = encode_lossless_png(image, effort)
        pixels = decoded(data)
        np.testing.assert_array_equal(pixels[..., :3], image.rgb)
        opacity = 255 if image.alpha is None else image.alpha
        assert (pixels[..., 3] == opacity).all()
        expected = (8, 2) if image.alpha is None else (8, 6)
        assert bit_depth_and_color_type(data) == expected


def test_a_lossless_file_holds_nothing_but_the_picture() -> None:
    names = {name for name, _ in chunks(encode_lossless_png(picture([[[1, 2, 3]]])))}
    assert names == {b"IHDR", b"IDAT", b"IEND"}


def test_a_large_file_is_the_same_with_and_without_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = large_drawing(np.random.default_rng(0).integers(0, 60, (2500, 2000)))
    with_help = encode_png(drawn)
    monkeypatch.setattr(side_by_side, "_HELPERS", Semaphore(0))
    assert encode_png(drawn) == with_help
    with Image.open(io.BytesIO(with_help)) as image:
        np.testing.assert_array_equal(np.asarray(image), drawn.indices)


def test_a_large_file_with_little_in_it_begins_but_once() -> None:
    stripes = np.zeros((2500, 2000)) + np.arange(2000) * 60 // 2000
    drawn = large_drawing(stripes)
    (data,) = (held for name, held in chunks(encode_png(drawn)) if name == b"IDAT")
    rows = zlib.decompress(data)
    assert data == bytes(deflate.zlib_compress(rows, 6))


def large_drawing(entries: NDArray[np.generic]) -> QuantizedImage:
    indices = entries.astype(np.uint8)
    palette = np.arange(180, dtype=np.uint8).reshape(60, 3)
    return QuantizedImage(indices, palette, np.bincount(indices.flat, minlength=60))

"""Pixel modes: gray, palette, print colors and deep samples become 8-bit sRGB."""

import struct

import numpy as np
import pytest
from PIL import Image, ImageCms, TiffImagePlugin

from components.engine.reading.image import read_image
from tests.cases import in_turn
from tests.engine.files import chunk, f_shape, png, saved


def ramp(limit: int = 65535) -> np.ndarray:
    return np.linspace(0, limit, 4096).round().astype(np.uint16).reshape(64, 64)


def gray(levels: np.ndarray) -> np.ndarray:
    return np.repeat(levels[..., None], 3, axis=-1)


def rounded(samples: np.ndarray) -> np.ndarray:
    return np.rint(samples / 257).astype(np.uint8)


@in_turn("kind", ["PNG", "TIFF"])
@in_turn("mode", ["I;16", "I;16B"])
def test_sixteen_bit_gray_is_not_white(kind: str, mode: str) -> None:
    order = ">u2" if mode == "I;16B" else "<u2"
    picture = Image.frombytes(mode, (64, 64), ramp().astype(order).tobytes())
    if kind == "PNG":
        picture = Image.fromarray(ramp())
    image = read_image(saved(picture, kind))
    np.testing.assert_array_equal(image.rgb, gray(rounded(ramp())))
    assert image.notes == ("Reduced from 16 to 8 bits a channel.",)


def test_sixteen_bit_gray_in_a_wider_mode_is_not_white() -> None:
    image = read_image(saved(Image.fromarray(ramp().astype(np.int32)), "TIFF"))
    np.testing.assert_array_equal(image.rgb, gray(rounded(ramp())))


def test_numbers_without_a_known_white_are_spread() -> None:
    numbers = np.array([[-1000, 0, 1000]], np.int32)
    image = read_image(saved(Image.fromarray(numbers), "TIFF"))
    assert image.rgb[0, :, 0].tolist() == [0, 128, 255]
    assert image.notes == (
        "Its brightness, from -1,000 to 1,000, was spread from black to white.",
    )


def tiff_of_floats(values: list[float]) -> bytes:
    return saved(Image.fromarray(np.array([values], np.float32)), "TIFF")


def test_fractions_from_0_to_1_are_black_to_white() -> None:
    assert read_image(tiff_of_floats([0.2, 0.6, 1.0])).rgb[0, :, 0].tolist() == [
        51,
        153,
        255,
    ]


def test_fractions_up_to_255_are_levels_already() -> None:
    assert read_image(tiff_of_floats([0, 99.6, 200])).rgb[0, :, 0].tolist() == [
        0,
        100,
        200,
    ]


def test_other_fractions_are_spread() -> None:
    image = read_image(tiff_of_floats([-5, 5, 15]))
    assert image.rgb[0, :, 0].tolist() == [0, 128, 255]
    assert "spread from black to white" in image.notes[0]


def test_what_is_not_a_number_is_black_and_what_is_endless_is_white() -> None:
    values = [np.nan, -np.inf, 0.4, np.inf]
    assert read_image(tiff_of_floats(values)).rgb[0, :, 0].tolist() == [0, 0, 102, 255]


@in_turn("value", [np.nan, np.inf, 0.0, 7.0, 1e38])
def test_a_single_number_everywhere_is_still_a_picture(value: float) -> None:
    assert read_image(tiff_of_floats([value, value])).rgb.shape == (1, 2, 3)


def test_white_is_zero_in_sixteen_bits_too() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[262] = 0
    file = bytearray(saved(Image.fromarray(ramp()), "TIFF"))
    entry = file.index(struct.pack("<HHI", 262, 3, 1))
    file[entry + 8 : entry + 10] = b"\0\0"
    image = read_image(bytes(file))
    np.testing.assert_array_equal(image.rgb, gray(255 - rounded(ramp())))


@pytest.mark.parametrize(("color_type", "channels"), [(2, 3), (6, 4), (4, 2)])
def test_sixteen_bit_color_is_rounded_not_cut(color_type: int, channels: int) -> None:
    rng = np.random.default_rng(7)
    samples = rng.integers(0, 65536, (40, 30, channels)).astype(np.uint16)
    image = read_image(png(samples, color_type, 16))
    wanted = rounded(samples)
    color = wanted[..., :3] if channels > 2 else gray(wanted[..., 0])
    np.testing.assert_array_equal(image.rgb, color)
    assert (image.alpha is None) == (channels == 3)
    if image.alpha is not None:
        np.testing.assert_array_equal(image.alpha, wanted[..., -1])
    assert image.notes == ("Reduced from 16 to 8 bits a channel.",)


def test_sixteen_bit_transparent_color_is_compared_in_sixteen_bits() -> None:
    samples = np.array([[[1000, 2000, 3000], [1001, 2000, 3000]]], np.uint16)
    key = chunk(b"tRNS", struct.pack(">3H", 1000, 2000, 3000))
    alpha = read_image(png(samples, 2, 16, key)).alpha
    assert alpha is not None
    assert alpha.tolist() == [[0, 255]]


def test_sixteen_bit_transparent_gray_is_compared_in_sixteen_bits() -> None:
    samples = np.array([[[1000], [1001]]], np.uint16)
    image = read_image(png(samples, 0, 16, chunk(b"tRNS", struct.pack(">H", 1000))))
    assert image.alpha is not None
    assert image.alpha.tolist() == [[0, 255]]
    assert image.rgb[0, :, 0].tolist() == [4, 4]


@in_turn("bits", [1, 2, 4, 8])
def test_a_transparent_gray_of_few_bits_is_found(bits: int) -> None:
    top = 2**bits - 1
    samples = np.array([[[0], [top // 2], [top]]], np.uint8)
    file = png(samples, 0, bits, chunk(b"tRNS", struct.pack(">H", top)))
    image = read_image(file)
    assert image.alpha is not None
    assert image.alpha.tolist() == [[255, 255, 0]]
    assert image.rgb[0, 2].tolist() == [255, 255, 255]


def test_a_transparent_color_of_eight_bits_is_found() -> None:
    samples = np.array([[[1, 2, 3], [1, 2, 4]]], np.uint8)
    file = png(samples, 2, 8, chunk(b"tRNS", struct.pack(">3H", 1, 2, 3)))
    alpha = read_image(file).alpha
    assert alpha is not None
    assert alpha.tolist() == [[0, 255]]


def palette_png(transparency: bytes) -> bytes:
    colors = chunk(b"PLTE", bytes([255, 0, 0, 0, 255, 0, 0, 0, 255]))
    samples = np.array([[[0], [1], [2]]], np.uint8)
    return png(samples, 3, 8, colors + transparency)


def test_palette_colors_are_looked_up() -> None:
    image = read_image(palette_png(b""))
    assert image.rgb.tolist() == [[[255, 0, 0], [0, 255, 0], [0, 0, 255]]]
    assert image.alpha is None


@in_turn(
    ("listed", "wanted"),
    [
        (b"\xff\x00", [255, 0, 255]),
        (b"\x0a\x80", [10, 128, 255]),
        (b"\xff\xff\xff", None),
        (bytes(300), [0, 0, 0]),
    ],
)
def test_palette_opacity_is_looked_up(listed: bytes, wanted: list[int] | None) -> None:
    alpha = read_image(palette_png(chunk(b"tRNS", listed))).alpha
    assert (None if alpha is None else alpha[0].tolist()) == wanted


def test_a_transparent_gif_color_is_transparent() -> None:
    picture = Image.fromarray(np.array([[0, 1, 2]], np.uint8))
    picture = picture.convert("P")
    picture.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    alpha = read_image(saved(picture, "GIF", transparency=1, optimize=False)).alpha
    assert alpha is not None
    assert alpha.tolist() == [[255, 0, 255]]


def test_one_bit_is_black_and_white() -> None:
    picture = Image.fromarray(np.array([[0, 255], [255, 0]], np.uint8)).convert("1")
    for kind in ("PNG", "TIFF", "BMP", "GIF"):
        image = read_image(saved(picture, kind))
        np.testing.assert_array_equal(image.rgb[..., 0], [[0, 255], [255, 0]])


def test_gray_with_alpha_keeps_both() -> None:
    pixels = np.array([[[10, 255], [200, 0]]], np.uint8)
    for kind in ("PNG", "TIFF"):
        image = read_image(saved(Image.fromarray(pixels), kind))
        assert image.alpha is not None
        assert image.alpha.tolist() == [[255, 0]]
        assert image.rgb[0, 0].tolist() == [10, 10, 10]


def with_premultiplied_alpha(file: bytes) -> bytes:
    """Change what a TIFF says of its alpha, from separate to multiplied in."""
    data = bytearray(file)
    entry = data.index(struct.pack("<HHI", 338, 3, 1))
    data[entry + 8] = 1
    return bytes(data)


def test_premultiplied_color_is_divided_by_its_opacity() -> None:
    pixels = np.array([[[100, 50, 0, 128], [9, 9, 9, 255]]], np.uint8)
    image = read_image(with_premultiplied_alpha(saved(Image.fromarray(pixels), "TIFF")))
    assert image.alpha is not None
    assert image.alpha.tolist() == [[128, 255]]
    assert np.abs(image.rgb[0, 0].astype(int) - [199, 100, 0]).max() <= 1


def test_premultiplied_gray_is_divided_by_its_opacity() -> None:
    pixels = np.array([[[100, 128], [9, 255]]], np.uint8)
    image = read_image(with_premultiplied_alpha(saved(Image.fromarray(pixels), "TIFF")))
    assert abs(int(image.rgb[0, 0, 0]) - 199) <= 1


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_print_colors_are_not_inverted(kind: str) -> None:
    options = {"quality": 95} if kind == "JPEG" else {}
    file = saved(Image.fromarray(f_shape()).convert("CMYK"), kind, **options)
    image = read_image(file)
    assert np.abs(image.rgb.astype(int) - f_shape()).mean() < 6
    assert image.notes == (
        "Converted from CMYK without a color profile, so colors are approximate.",
    )


def test_lab_colors_become_what_they_look_like() -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    to_lab = ImageCms.buildTransform(srgb, lab, "RGB", "LAB")
    picture = to_lab.apply(Image.fromarray(f_shape()))
    image = read_image(saved(picture, "TIFF"))
    assert np.abs(image.rgb.astype(int) - f_shape()).max() <= 16
    assert len(image.notes) == 1


def test_luma_and_chroma_become_red_green_blue() -> None:
    picture = Image.fromarray(f_shape()).convert("YCbCr")
    image = read_image(saved(picture, "TIFF"))
    assert np.abs(image.rgb.astype(int) - f_shape()).max() <= 3


def test_a_bmp_whose_opacity_was_left_empty_is_solid() -> None:
    pixels = np.dstack([f_shape(), np.zeros((32, 24), np.uint8)])
    header = struct.pack("<IiiHHIIiiII", 108, 24, -32, 1, 32, 3, 0, 0, 0, 0, 0)
    masks = struct.pack("<4I", 0xFF, 0xFF00, 0xFF0000, 0xFF000000)
    start = b"BM" + struct.pack("<IHHI", 0, 0, 0, 122)
    image = read_image(start + header + masks + bytes(52) + pixels.tobytes())
    assert image.alpha is None
    np.testing.assert_array_equal(image.rgb, f_shape())


def test_an_invisible_picture_stays_invisible() -> None:
    image = read_image(saved(Image.new("RGBA", (3, 2), (9, 8, 7, 0))))
    assert image.alpha is not None
    assert not image.alpha.any()
    assert image.visible is not None
    assert not image.visible.any()


def test_a_picture_of_many_bands_has_no_seams() -> None:
    pixels = np.arange(1200 * 1500, dtype=np.uint32).reshape(1500, 1200)
    pixels = np.stack([pixels, pixels >> 8, pixels >> 16], -1).astype(np.uint8)
    np.testing.assert_array_equal(
        read_image(saved(Image.fromarray(pixels))).rgb, pixels
    )

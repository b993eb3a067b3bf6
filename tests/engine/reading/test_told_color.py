"""Color that files tell of without a profile: converted, and said so.

What is right is said by coloraide, by the formula of the standard, or is what Chromium
shows for the same bytes.
"""

import struct
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from components.engine.notes import Step, steps_of
from components.engine.reading.image import read_image
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.files import chunk, f_shape, png, saved
from tests.engine.icc import ADOBE, DISPLAY_P3, rgb_profile
from tests.engine.telling import (
    ADOBE_PRIMARIES,
    SRGB_PRIMARIES,
    boxed,
    chrm,
    cicp,
    flat_png,
    gama,
    nclx,
    noted,
    notes,
    of_light,
    prof,
    seen,
)
from tests.examples import many

COLOR = (120, 60, 200)
P3 = seen("display-p3", COLOR)
COLORS = (COLOR, (40, 160, 60), (200, 190, 40), (128, 128, 128))
ADOBE_NOTES = notes(65535, "R03")
ICC_P3 = chunk(
    b"iCCP", b"P3\0\0" + __import__("zlib").compress(rgb_profile(DISPLAY_P3, None))
)
SRGB_CHUNK = chunk(b"sRGB", b"\0")
IGNORED = "What the file says of its colors ({}) was ignored: it cannot be used."
CODED = ("AVIF", "HEIF")

# Pillow tells of damaged notes; the page's own process does not listen.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def first(image: SourceImage) -> NDArray[np.int64]:
    pixel: NDArray[np.int64] = image.rgb[0, 0].astype(np.int64)
    return pixel


def assert_seen(data: bytes, wanted: tuple[float, ...], off: float = 2) -> None:
    """Check the first pixel, and that one sentence says what was done."""
    image = read_image(data)
    found = first(image)
    assert np.abs(found - wanted).max() <= off, f"{found} is not {wanted}"
    assert steps_of(image.notes) == {Step.ENCODING}, image.notes


def assert_as_it_is(data: bytes, color: tuple[int, ...] = COLOR, off: int = 0) -> None:
    image = read_image(data)
    assert np.abs(first(image) - color).max() <= off
    assert image.notes == ()


# What a camera notes.

KINDS = ("JPEG", "TIFF", "WEBP", "PNG", "AVIF", "HEIF")


@in_turn("kind", KINDS)
@in_turn("color", COLORS)
def test_adobe_rgb_that_a_camera_notes_is_converted(
    kind: str, color: tuple[int, ...]
) -> None:
    assert_seen(noted(color, kind, ADOBE_NOTES), seen("a98-rgb", color), 3)


def test_what_a_camera_noted_is_told_in_a_sentence() -> None:
    assert read_image(noted(COLOR, "JPEG", ADOBE_NOTES)).notes == (
        "Colors converted to sRGB from Adobe RGB, as the camera noted in the file.",
    )


@in_turn("order", ["<", ">"])
@in_turn("kind", ["JPEG", "TIFF"])
@in_turn(
    "told",
    [
        {"space": 65535, "index": "R03"},
        {"space": 2, "index": "R03"},
        {"space": 2},
        {"space": 65535, "primaries": ADOBE_PRIMARIES, "gamma": 2.2},
        {"space": 65535, "primaries": ADOBE_PRIMARIES},
    ],
)
def test_there_are_several_ways_to_note_adobe_rgb(
    order: str, kind: str, told: dict[str, object]
) -> None:
    block = notes(order=order, **told)  # type: ignore[arg-type]  # names of its own
    assert_seen(noted(COLOR, kind, block), seen("a98-rgb", COLOR))


@in_turn("kind", KINDS)
@in_turn(
    "block",
    [
        notes(1, "R98"),
        notes(65535),
        notes(65535, "R98"),
        notes(1, "R98", SRGB_PRIMARIES, 2.2),
        notes(65535, "", SRGB_PRIMARIES, 2.2),
        notes(1, "", ADOBE_PRIMARIES),
    ],
)
def test_srgb_or_nothing_noted_leaves_every_number(kind: str, block: bytes) -> None:
    assert_as_it_is(noted(COLOR, kind, block), off=2 if kind in CODED else 1)


def test_inks_are_not_taken_for_adobe_rgb() -> None:
    inks = Image.new("CMYK", (8, 8), (0, 0, 255, 0))
    block = b"Exif\0\0" + ADOBE_NOTES
    with_notes = read_image(saved(inks, "JPEG", quality=100, exif=block))
    plain = read_image(saved(inks, "JPEG", quality=100))
    assert with_notes.notes == plain.notes
    np.testing.assert_array_equal(with_notes.rgb, plain.rgb)


def test_a_gray_photo_in_adobe_rgb_gets_its_gamma() -> None:
    gray = Image.new("L", (8, 8), 40)
    file = saved(gray, "JPEG", quality=100, exif=b"Exif\0\0" + ADOBE_NOTES)
    assert_seen(file, seen("a98-rgb", (40, 40, 40)))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "WEBP", "PNG"])
def test_notes_cut_off_anywhere_do_not_refuse_a_picture(kind: str) -> None:
    for length in range(8, len(ADOBE_NOTES), 3):
        block = ADOBE_NOTES[:length]
        if kind != "TIFF":
            assert read_image(noted(COLOR, kind, block)).notes in (
                (),
                read_image(noted(COLOR, "JPEG", ADOBE_NOTES)).notes,
            )


@many()
@given(st.integers(8, len(ADOBE_NOTES) - 1), st.binary(min_size=1, max_size=6))
def test_damaged_notes_do_not_refuse_a_picture(at: int, damage: bytes) -> None:
    block = ADOBE_NOTES[:at] + damage + ADOBE_NOTES[at + len(damage) :]
    assert read_image(noted((9, 9, 9), "JPEG", block)).rgb.shape == (64, 64, 3)


# gAMA and cHRM.


@in_turn("value", [100_000, 55_000, 35_000, 150_000])
def test_gama_says_how_bright_a_number_is(value: int) -> None:
    light = (np.array(COLOR) / 255) ** (100_000 / value)
    assert_seen(flat_png(COLOR, gama(value)), tuple(of_light(light)), 1)


@in_turn("value", [100_000, 55_000, 150_000])
@in_turn("channels", [1, 3])
def test_gama_is_right_for_each_of_the_grays(value: int, channels: int) -> None:
    ramp = np.arange(256, dtype=np.uint8).reshape(1, 256, 1)
    pixels = np.repeat(ramp, channels, axis=2)
    image = read_image(png(pixels, 0 if channels == 1 else 2, 8, gama(value)))
    wanted = of_light((ramp[0] / 255) ** (100_000 / value))
    assert np.abs(image.rgb[0] - wanted).max() <= 1


def test_gama_is_told_in_a_sentence() -> None:
    assert read_image(flat_png(COLOR, gama(100_000))).notes == (
        "Colors converted to sRGB from a gamma of 1, as the file asks.",
    )


@in_turn("value", [45_455, 45_454, 45_000, 46_000])
@in_turn("more", [b"", chrm(SRGB_PRIMARIES)])
def test_the_gamma_of_srgb_changes_not_one_of_all_numbers(
    value: int, more: bytes
) -> None:
    colors = np.arange(256 * 3, dtype=np.uint8).reshape(16, 16, 3)
    image = read_image(png(colors, 2, 8, gama(value) + more))
    np.testing.assert_array_equal(image.rgb, colors)
    assert image.notes == ()


def test_chrm_says_which_red_green_and_blue() -> None:
    file = flat_png(COLOR, gama(45_470), chrm(ADOBE_PRIMARIES))
    assert_seen(file, seen("a98-rgb", COLOR))
    assert read_image(file).notes == (
        "Colors converted to sRGB from Adobe RGB, as the file asks.",
    )


def test_chrm_alone_is_left_out_as_in_browsers() -> None:
    assert_as_it_is(flat_png(COLOR, chrm(ADOBE_PRIMARIES)))


def test_a_red_green_and_blue_of_its_own_are_told() -> None:
    turned = (0.15, 0.06, 0.64, 0.33, 0.30, 0.60)  # blue is called red, and so on
    image = read_image(flat_png((250, 20, 90), gama(45_455), chrm(turned)))
    wanted = of_light((np.array((20, 90, 250)) / 255) ** 2.2)
    assert np.abs(first(image) - wanted).max() <= 2
    assert image.notes == (
        "Colors converted to sRGB from a red, green and blue of its own and a gamma of"
        " 2.2, as the file asks.",
    )


_LINEAR = gama(100_000)
PALETTE = chunk(b"PLTE", bytes([9, 9, 9, *COLOR]))


def light_of(level: float) -> int:
    return round(float(of_light(np.array(level / 255))))


@in_turn(
    ("samples", "color_type", "bits", "more", "wanted"),
    [
        ((120,), 0, 8, b"", (light_of(120),) * 3),
        ((1,), 0, 1, b"", (255,) * 3),
        ((1,), 0, 2, b"", (light_of(85),) * 3),
        ((3,), 0, 4, b"", (light_of(51),) * 3),
        ((1,), 3, 8, PALETTE, tuple(map(light_of, COLOR))),
        ((120, 70), 4, 8, b"", (light_of(120),) * 3),
        ((*COLOR, 70), 6, 8, b"", tuple(map(light_of, COLOR))),
    ],
)  # fmt: skip
def test_gama_is_applied_to_every_kind_of_png(
    samples: tuple[int, ...],
    color_type: int,
    bits: int,
    more: bytes,
    wanted: tuple[int, ...],
) -> None:
    pixels = np.full((8, 8, len(samples)), samples, np.uint8)
    image = read_image(png(pixels, color_type, bits, _LINEAR + more))
    assert np.abs(first(image) - wanted).max() <= 2
    assert steps_of(image.notes) == {Step.ENCODING}
    if color_type in (4, 6):
        assert image.alpha is not None
        assert image.alpha[0, 0] == 70


@pytest.mark.parametrize(
    ("color_type", "key"), [(0, (120,)), (2, COLOR), (3, b"\xff\0")]
)
def test_the_transparent_color_is_looked_for_before_the_gamma(
    color_type: int, key: tuple[int, ...] | bytes
) -> None:
    colors = {0: (120, 121), 2: (COLOR, (121, 60, 200)), 3: (1, 0)}[color_type]
    channels = 3 if color_type == 2 else 1
    pixels = np.array(colors, np.uint8).reshape(1, 2, channels)
    packed = key if isinstance(key, bytes) else struct.pack(f">{len(key)}H", *key)
    palette = chunk(b"PLTE", bytes(range(6))) if color_type == 3 else b""
    more = palette + chunk(b"tRNS", packed)
    image = read_image(png(pixels, color_type, 8, _LINEAR + more))
    assert image.alpha is not None
    assert image.alpha.tolist() == [[0, 255]]


@in_turn("channels", [1, 2, 3, 4])
def test_sixteen_bits_keep_what_dark_colors_need(channels: int) -> None:
    """Rounded to 8 bits first, the light of 16 would leave 13 levels between blacks."""
    ramp = np.arange(0, 65536, 7, dtype=np.uint16)
    pixels = np.repeat(ramp.reshape(1, -1, 1), channels, axis=2)
    color_type = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    image = read_image(png(pixels, color_type, 16, _LINEAR))
    wanted = of_light(ramp / 65535)
    assert np.abs(image.rgb[0] - wanted[:, None]).max() <= 0.501
    if channels in (2, 4):
        assert image.alpha is not None
        assert np.abs(image.alpha[0] - ramp / 257).max() <= 0.501
    assert steps_of(image.notes) == {Step.ENCODING, Step.DEPTH}


def test_sixteen_bits_of_other_primaries_are_right_in_the_dark_too() -> None:
    color = (1500, 400, 3000)
    pixels = np.full((2, 2, 3), color, np.uint16)
    image = read_image(png(pixels, 2, 16, cicp(12, 8)))
    wanted = seen("display-p3-linear", [value / 257 for value in color])
    assert np.abs(first(image) - wanted).max() <= 2


def test_a_transparent_color_of_sixteen_bits_is_compared_in_all_of_them() -> None:
    pixels = np.array([[[1000, 2000, 3000], [1000, 2000, 3001]]], np.uint16)
    key = chunk(b"tRNS", struct.pack(">3H", 1000, 2000, 3000))
    image = read_image(png(pixels, 2, 16, _LINEAR + key))
    assert image.alpha is not None
    assert image.alpha.tolist() == [[0, 255]]


def test_the_first_frame_of_an_animated_png_is_converted() -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in (COLOR, (1, 2, 3))]
    file = saved(frames[0], save_all=True, append_images=frames[1:])
    file = file[:33] + gama(100_000) + file[33:]
    image = read_image(file)
    assert np.abs(first(image) - [light_of(v) for v in COLOR]).max() <= 1
    assert len(image.notes) == 2


@in_turn("value", [0, 1, 9_000, 2_000_000, 2**31, 2**32 - 1])
def test_a_gamma_of_no_screen_is_ignored_and_told(value: int) -> None:
    image = read_image(flat_png(COLOR, gama(value)))
    assert tuple(first(image)) == COLOR
    assert image.notes == (IGNORED.format("gAMA"),)


@in_turn(
    "primaries",
    [(0.0,) * 6, (0.3,) * 6, (0.64, 0.33, 0.64, 0.33, 0.15, 0.06), (40_000.0, 0.1) * 3],
)
def test_primaries_that_make_no_white_are_ignored_and_told(
    primaries: tuple[float, ...],
) -> None:
    image = read_image(flat_png(COLOR, gama(45_455), chrm(primaries)))
    assert tuple(first(image)) == COLOR
    assert image.notes == (IGNORED.format("gAMA, cHRM"),)


@in_turn("name", [b"gAMA", b"cHRM", b"sRGB", b"cICP"])
def test_a_chunk_that_is_cut_off_does_not_refuse_a_picture(name: bytes) -> None:
    more = b"" if name == b"gAMA" else gama(45_455)
    for body in (b"", b"\0\0\1", bytes(31)):
        image = read_image(flat_png(COLOR, more, chunk(name, body)))
        assert tuple(first(image)) == COLOR


# cICP.


@in_turn("color", COLORS)
@in_turn(
    ("code", "space"),
    [
        (cicp(12, 13), "display-p3"),
        (cicp(9, 14), "rec2020"),
        (cicp(9, 1), "rec2020"),
        (cicp(12, 8), "display-p3-linear"),
        (cicp(1, 8), "srgb-linear"),
        (cicp(9, 8), "rec2020-linear"),
    ],
)
def test_code_points_are_what_coloraide_says(
    color: tuple[int, ...], code: bytes, space: str
) -> None:
    assert_seen(flat_png(color, code), seen(space, color))


@in_turn(
    ("code", "shown"),
    [
        (cicp(4, 13), (127, 80, 205)),
        (cicp(5, 13), (122, 60, 199)),
        (cicp(6, 13), (119, 67, 200)),
        (cicp(7, 13), (119, 67, 200)),
        (cicp(8, 13), (133, 47, 206)),
        (cicp(9, 13), (135, 42, 209)),
        (cicp(10, 13), (134, 0, 213)),
        (cicp(11, 13), (126, 54, 207)),
        (cicp(12, 13), (129, 56, 207)),
        (cicp(22, 13), (121, 72, 200)),
        (cicp(1, 1), (113, 49, 197)),
        (cicp(1, 4), (121, 57, 201)),
        (cicp(1, 5), (98, 36, 189)),
        (cicp(1, 7), (134, 77, 206)),
        (cicp(1, 17), (109, 44, 200)),
        (gama(55_000), (138, 76, 210)),
        (gama(20_000), (42, 2, 148)),
    ],
)
def test_a_picture_looks_as_in_chromium(code: bytes, shown: tuple[int, ...]) -> None:
    """As read from a canvas of Chromium 156 for the same bytes."""
    assert_seen(flat_png(COLOR, code), shown, 1)


def test_code_points_are_told_in_a_sentence() -> None:
    assert read_image(flat_png(COLOR, cicp(12, 13))).notes == (
        "Colors converted to sRGB from Display P3, as the file asks.",
    )


@in_turn("code", [cicp(1, 13), cicp(2, 2), cicp(1, 2), cicp(2, 13)])
def test_code_points_of_srgb_leave_every_number(code: bytes) -> None:
    assert_as_it_is(flat_png(COLOR, code))


def test_the_narrow_range_is_widened() -> None:
    for color, wanted in (
        ((16, 16, 16), (0, 0, 0)),
        ((235, 235, 235), (255, 255, 255)),
        ((3, 126, 250), (0, 128, 255)),
    ):
        assert_seen(flat_png(color, cicp(1, 13, full=0)), wanted, 1)


def test_the_narrow_range_of_sixteen_bits_is_widened() -> None:
    pixels = np.array([[[4096] * 3, [60_160] * 3, [32_128] * 3]], np.uint16)
    image = read_image(png(pixels, 2, 16, cicp(1, 13, full=0)))
    assert image.rgb[0, :, 0].tolist() == [0, 255, 128]


@in_turn(
    "code",
    [cicp(0, 13), cicp(3, 13), cicp(1, 0), cicp(1, 3), cicp(99, 1), cicp(1, 19),
     cicp(12, 13, matrix=1), cicp(12, 13, full=2), chunk(b"cICP", bytes(5))],
)  # fmt: skip
def test_code_points_that_are_not_known_are_ignored_and_told(code: bytes) -> None:
    image = read_image(flat_png(COLOR, code))
    assert tuple(first(image)) == COLOR
    assert image.notes == (IGNORED.format("cICP"),)


@many()
@given(
    st.sampled_from([b"cICP", b"gAMA", b"cHRM", b"sRGB"]),
    st.binary(max_size=40),
    st.sampled_from([b"", gama(60_000)]),
)
def test_no_chunk_of_any_bytes_refuses_a_picture(
    name: bytes, body: bytes, more: bytes
) -> None:
    assert read_image(flat_png(COLOR, chunk(name, body), more)).rgb.shape == (2, 2, 3)


# HEIC and AVIF.


@in_turn("kind", CODED)
@in_turn(
    ("code", "space"),
    [
        (nclx(12, 13), "display-p3"),
        (nclx(1, 8), "srgb-linear"),
        (nclx(12, 8), "display-p3-linear"),
    ],
)
def test_code_points_in_boxes_are_what_coloraide_says(
    kind: str, code: bytes, space: str
) -> None:
    assert_seen(boxed(kind, COLOR, code), seen(space, COLOR), 3)


@in_turn("kind", CODED)
@in_turn("code", [nclx(1, 13), nclx(1, 1), nclx(2, 2), nclx(1, 6)])
def test_code_points_of_most_files_leave_every_number(kind: str, code: bytes) -> None:
    assert_as_it_is(boxed(kind, COLOR, code), off=2)


def test_television_in_a_still_picture_has_the_curve_of_srgb_as_in_chromium() -> None:
    assert_seen(boxed("AVIF", COLOR, nclx(9, 1)), (134, 44, 207))


@pytest.mark.parametrize("kind", CODED)
def test_a_picture_in_tiles_is_converted_too(kind: str) -> None:
    file = boxed(kind, COLOR, nclx(12, 13), tiles=True)
    assert read_image(file).rgb.shape == (64, 128, 3)
    assert_seen(file, seen("display-p3", COLOR), 3)


@pytest.mark.parametrize("kind", CODED)
def test_a_matrix_that_is_not_known_is_the_affair_of_the_decoder(kind: str) -> None:
    assert read_image(boxed(kind, COLOR, nclx(1, 13, 99))).notes == ()


@in_turn("kind", CODED)
@in_turn("code", [nclx(3, 13), nclx(1, 0), nclx(12, 77), nclx(999, 1)])
def test_code_points_in_boxes_that_are_not_known_are_ignored_and_told(
    kind: str, code: bytes
) -> None:
    image = read_image(boxed(kind, COLOR, code))
    assert np.abs(first(image) - COLOR).max() <= 2
    assert image.notes == (IGNORED.format("nclx"),)


def test_the_first_frame_of_an_animated_avif_is_converted() -> None:
    pictures = [Image.new("RGB", (64, 64), color) for color in (COLOR, (9, 9, 9))]
    file = saved(
        pictures[0], "AVIF", save_all=True, append_images=pictures[1:], quality=100
    )
    file = file.replace(b"nclx\0\1\0\x0d", b"nclx\0\x0c\0\x0d")
    image = read_image(file)
    assert np.abs(first(image) - seen("display-p3", COLOR)).max() <= 3
    assert len(image.notes) == 2


def in_pixels(primaries: int, transfer: int, gray: bool = False) -> bytes:
    """Return an AVIF without a box of code points, but with some in its data."""
    file = boxed("AVIF", (120,) if gray else COLOR)
    number, length = int.from_bytes(file, "big"), 8 * len(file)
    written = 0x1_01_0D  # "there are some", sRGB's primaries, sRGB's curve
    places = [at for at in range(length) if number >> at & 0x1FFFF == written]
    assert len(places) == 1
    changed = 0x10000 | primaries << 8 | transfer
    number ^= (written ^ changed) << places[0]
    return number.to_bytes(len(file), "big")


def test_code_points_in_the_data_of_an_avif_count_where_no_box_has_any() -> None:
    assert_as_it_is(in_pixels(1, 13), off=2)
    assert_seen(in_pixels(12, 13), P3, 3)
    assert_seen(in_pixels(1, 8), seen("srgb-linear", COLOR), 3)
    assert_seen(in_pixels(1, 8, gray=True), (light_of(120),) * 3, 3)
    assert_as_it_is(in_pixels(2, 2), off=2)


def test_gray_in_boxes_gets_its_curve() -> None:
    for kind in CODED:
        assert_seen(boxed(kind, (120,), nclx(1, 8)), (light_of(120),) * 3, 3)


# HDR.


@pytest.mark.parametrize(("transfer", "name"), [(16, "PQ"), (18, "HLG")])
@pytest.mark.parametrize(
    "make",
    [
        lambda code: flat_png(COLOR, cicp(9, code)),
        lambda code: boxed("AVIF", COLOR, nclx(9, code)),
        lambda code: boxed("HEIF", COLOR, nclx(9, code)),
    ],
    ids=["PNG", "AVIF", "HEIF"],
)
def test_hdr_is_never_silent(
    make: Callable[[int], bytes], transfer: int, name: str
) -> None:
    (note,) = read_image(make(transfer)).notes
    assert note == (
        f"This is an HDR picture ({name}, Rec. 2020): its light was toned down to what"
        " ordinary screens show, so colors are approximate."
    )


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_keeps_black_white_and_the_order_of_grays(transfer: int) -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8).reshape(1, 256, 1), 3, axis=2)
    rgb = read_image(png(ramp, 2, 8, cicp(9, transfer))).rgb[0].astype(int)
    assert rgb[0].max() <= 1
    assert rgb[-1].min() == 255
    assert np.ptp(rgb, axis=1).max() <= 1
    assert np.diff(rgb[:, 0]).min() >= 0


# Which goes before which.

FROM_P3 = "Colors converted to sRGB from the profile “Test RGB”."


@in_turn(
    ("chunks", "wanted"),
    [
        ([cicp(12, 13), SRGB_CHUNK, gama(100_000)], P3),
        ([cicp(1, 13), ICC_P3], COLOR),
        ([cicp(1, 13), gama(45_455), chrm(ADOBE_PRIMARIES)], COLOR),
        ([ICC_P3, gama(100_000)], P3),
        ([ICC_P3, SRGB_CHUNK], P3),
        ([SRGB_CHUNK, gama(100_000)], COLOR),
        ([SRGB_CHUNK, gama(45_455), chrm(ADOBE_PRIMARIES)], COLOR),
        ([cicp(2, 2), ICC_P3], P3),
        ([cicp(0, 0), ICC_P3], P3),
    ],
)
def test_of_several_chunks_the_one_that_the_specification_puts_first_counts(
    chunks: list[bytes], wanted: tuple[int, ...]
) -> None:
    for order in (chunks, chunks[::-1]):
        image = read_image(flat_png(COLOR, *order))
        assert np.abs(first(image) - wanted).max() <= 2


def test_chunks_go_before_what_a_camera_noted() -> None:
    exif = chunk(b"eXIf", ADOBE_NOTES)
    assert_as_it_is(flat_png(COLOR, SRGB_CHUNK, exif))
    assert_as_it_is(flat_png(COLOR, gama(45_455), exif))
    assert_seen(flat_png(COLOR, cicp(12, 13), exif), P3)
    assert_seen(flat_png(COLOR, exif), seen("a98-rgb", COLOR))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_profile_goes_before_what_a_camera_noted(kind: str) -> None:
    block = b"Exif\0\0" + ADOBE_NOTES
    options = {"lossless": True} if kind == "WEBP" else {}
    file = saved(
        Image.new("RGB", (8, 8), COLOR), kind,
        icc_profile=rgb_profile(DISPLAY_P3, None), exif=block, **options,
    )  # fmt: skip
    image = read_image(file)
    assert np.abs(first(image) - P3).max() <= 3
    assert image.notes == (FROM_P3,)


@pytest.mark.parametrize("kind", CODED)
def test_a_profile_goes_before_code_points(kind: str) -> None:
    icc = prof(rgb_profile(DISPLAY_P3, None))
    for boxes in ([icc, nclx(1, 8)], [nclx(1, 8), icc]):
        image = read_image(boxed(kind, COLOR, *boxes))
        assert np.abs(first(image) - P3).max() <= 3
        assert image.notes == (FROM_P3,)


def test_what_the_camera_noted_counts_where_the_profile_is_of_no_use() -> None:
    file = saved(
        Image.new("RGB", (8, 8), COLOR), "JPEG", quality=100, icc_profile=bytes(128),
        exif=b"Exif\0\0" + ADOBE_NOTES,
    )  # fmt: skip
    image = read_image(file)
    assert np.abs(first(image) - seen("a98-rgb", COLOR)).max() <= 2
    assert image.notes == (
        "The color profile in the file was ignored: it cannot be used.",
        "Colors converted to sRGB from Adobe RGB, as the camera noted in the file.",
    )


def test_the_profile_in_a_bmp_is_applied() -> None:
    profile = rgb_profile(ADOBE, 2.19921875)
    plain = saved(Image.new("RGB", (4, 4), COLOR), "BMP")
    pixels = plain[54:]
    header = struct.pack("<I", 124) + plain[18:54] + bytes(16) + b"DEBM" + bytes(48)
    header += struct.pack("<4I", 4, 124 + len(pixels), len(profile), 0)
    size = 14 + 124 + len(pixels) + len(profile)
    file = b"BM" + struct.pack("<IHHI", size, 0, 0, 14 + 124) + header + pixels
    image = read_image(file + profile)
    assert np.abs(first(image) - seen("a98-rgb", COLOR)).max() <= 3
    assert image.notes == (FROM_P3,)
    assert_as_it_is(file)


def test_turning_and_converting_go_together() -> None:
    picture = Image.fromarray(f_shape()).transpose(Image.Transpose.ROTATE_90)
    turned = np.asarray(picture)
    block = chunk(b"eXIf", _orientation(6))
    image = read_image(png(turned, 2, 8, gama(100_000) + block))
    wanted = read_image(png(f_shape(), 2, 8, gama(100_000)))
    np.testing.assert_array_equal(image.rgb, wanted.rgb)


def _orientation(number: int) -> bytes:
    block = Image.Exif()
    block[0x0112] = number
    return block.tobytes().removeprefix(b"Exif\0\0")

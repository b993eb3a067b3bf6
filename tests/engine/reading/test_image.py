"""Formats, turning and frames: what `read_image` makes of good files."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageDraw

from components.engine.reading.image import read_image
from tests.cases import in_turn
from tests.engine.files import f_shape, saved

pillow_heif.register_heif_opener()

# Pillow tells of what it skips; the page's own process does not listen.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

LOSSLESS: dict[str, dict[str, Any]] = {
    "PNG": {},
    "BMP": {},
    "TIFF": {},
    "GIF": {},
    "WEBP": {"lossless": True, "exact": True},
}
LOSSY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "AVIF": {"quality": 95, "subsampling": "4:4:4"},
    "HEIF": {"quality": 95},
}


@in_turn("kind", LOSSLESS)
def test_lossless_formats_give_back_every_pixel(kind: str) -> None:
    data = saved(Image.fromarray(f_shape()), kind, **LOSSLESS[kind])
    image = read_image(data)
    assert image.format == kind
    assert image.file_bytes == len(data)
    assert image.notes == ()
    assert image.alpha is None
    np.testing.assert_array_equal(image.rgb, f_shape())


@pytest.mark.parametrize("kind", LOSSY)
def test_lossy_formats_give_back_about_the_same(kind: str) -> None:
    image = read_image(saved(Image.fromarray(f_shape()), kind, **LOSSY[kind]))
    assert image.format == kind
    assert image.notes == ()
    assert np.abs(image.rgb.astype(int) - f_shape()).mean() < 6


@in_turn("kind", [*LOSSLESS, *LOSSY])
def test_pixels_are_contiguous_bytes_that_nobody_can_change(kind: str) -> None:
    rgb = read_image(saved(Image.fromarray(f_shape()), kind)).rgb
    assert rgb.dtype == np.uint8
    assert rgb.shape == (32, 24, 3)
    assert rgb.flags.c_contiguous
    assert not rgb.flags.writeable


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_opacity_is_kept_apart(kind: str) -> None:
    picture = Image.fromarray(f_shape())
    picture.putalpha(Image.linear_gradient("L").resize((24, 32)))
    image = read_image(saved(picture, kind))
    assert image.alpha is not None
    assert image.alpha.dtype == np.uint8
    assert image.alpha.shape == (32, 24)
    assert not image.alpha.flags.writeable
    wanted = np.asarray(picture.getchannel("A")).astype(int)
    assert np.abs(image.alpha - wanted).max() <= 12


def test_a_solid_alpha_channel_is_no_alpha() -> None:
    picture = Image.fromarray(f_shape()).convert("RGBA")
    assert read_image(saved(picture)).alpha is None


def test_bytearray_and_memoryview_are_bytes_too() -> None:
    data = saved(Image.fromarray(f_shape()))
    for same in (bytearray(data), memoryview(data)):
        image = read_image(same)  # type: ignore[arg-type]  # more than it promises
        np.testing.assert_array_equal(image.rgb, f_shape())


def test_anything_but_bytes_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="not str"):
        read_image("picture.png")  # type: ignore[arg-type]  # on purpose


def test_the_same_bytes_give_the_same_picture() -> None:
    data = saved(Image.fromarray(f_shape()), "JPEG", quality=60)
    first, second = read_image(data), read_image(data)
    np.testing.assert_array_equal(first.rgb, second.rgb)
    assert first.notes == second.notes


STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored(orientation: int) -> Image.Image:
    """Return the test picture as a camera held that way would store it."""
    method = STORED_AS[orientation]
    picture = Image.fromarray(f_shape())
    return picture if method is None else picture.transpose(method)


def exif(orientation: int) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = orientation
    return block


@in_turn("kind", ["PNG", "JPEG", "WEBP", "TIFF", "AVIF", "HEIF"])
@in_turn("orientation", STORED_AS)
def test_every_orientation_ends_upright(kind: str, orientation: int) -> None:
    options = {**LOSSLESS, **LOSSY}[kind]
    file = saved(stored(orientation), kind, exif=exif(orientation).tobytes(), **options)
    image = read_image(file)
    assert image.rgb.shape == (32, 24, 3)
    assert np.abs(image.rgb.astype(int) - f_shape()).mean() < 6


@in_turn("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_turning_is_noted_and_only_when_done(kind: str) -> None:
    def notes(number: int) -> tuple[str, ...]:
        return read_image(
            saved(stored(number), kind, exif=exif(number).tobytes())
        ).notes

    assert notes(6) == (
        "Turned a quarter to the right, as the camera noted in the file.",
    )
    assert notes(1) == ()


@in_turn(
    "block",
    [
        b"Exif\0\0",
        b"Exif\0\0garbage",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(range(200)),
        exif(9).tobytes(),
        exif(0).tobytes(),
    ],
)
@in_turn("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_exif_does_not_refuse_a_good_picture(kind: str, block: bytes) -> None:
    image = read_image(saved(Image.fromarray(f_shape()), kind, exif=block))
    assert image.rgb.shape == (32, 24, 3)
    assert image.notes == ()


def frames(count: int) -> list[Image.Image]:
    pictures = []
    for number in range(count):
        picture = Image.new("RGB", (20, 20), "white")
        ImageDraw.Draw(picture).rectangle((number, 0, number + 2, 9), fill="red")
        pictures.append(picture)
    return pictures


@in_turn("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_is_its_first_frame(kind: str) -> None:
    first, *rest = frames(3)
    options = {"lossless": True} if kind == "WEBP" else {}
    file = saved(
        first, kind, save_all=True, append_images=rest, duration=100, **options
    )
    image = read_image(file)
    assert image.notes == ("Only the first frame of this animation is used; it has 3.",)
    assert np.abs(image.rgb.astype(int) - np.asarray(first)).mean() < 6


def test_a_document_of_pages_is_its_first_page() -> None:
    first, *rest = frames(4)
    image = read_image(saved(first, "TIFF", save_all=True, append_images=rest))
    assert image.notes == ("Only the first page of this document is used; it has 4.",)
    np.testing.assert_array_equal(image.rgb, np.asarray(first))


def test_a_file_of_heic_pictures_is_its_main_one() -> None:
    file = pillow_heif.HeifFile()
    for picture in frames(2):
        file.add_frombytes("RGB", picture.size, picture.tobytes())
    image = read_image(heif_bytes(file))
    assert image.notes == ("Only the main picture of this file is used; it has 2.",)


def heif_bytes(file: pillow_heif.HeifFile) -> bytes:
    out = io.BytesIO()
    file.save(out, quality=90)
    return out.getvalue()


def test_the_preview_a_camera_adds_is_not_an_animation() -> None:
    first, *rest = frames(2)
    file = saved(first, "MPO", save_all=True, append_images=rest)
    image = read_image(file)
    assert image.format == "JPEG"
    assert image.notes == ()


def test_a_chain_of_pages_that_bites_its_tail_ends() -> None:
    file = bytearray(saved(frames(1)[0], "TIFF"))
    start = int.from_bytes(file[4:8], "little")
    entries = int.from_bytes(file[start : start + 2], "little")
    link = start + 2 + 12 * entries
    file[link : link + 4] = start.to_bytes(4, "little")
    assert read_image(bytes(file)).notes == ()


def test_a_gif_frame_larger_than_its_screen_grows_the_picture() -> None:
    file = bytearray(saved(Image.fromarray(f_shape()), "GIF"))
    file[6:10] = b"\x02\0\x02\0"
    image = read_image(bytes(file))
    np.testing.assert_array_equal(image.rgb, f_shape())


def test_many_people_at_once_get_what_each_alone_would() -> None:
    files = [saved(stored(n), "PNG", exif=exif(n).tobytes()) for n in STORED_AS] * 8
    with ThreadPoolExecutor(8) as pool:
        pictures = list(pool.map(read_image, files))
    for picture in pictures:
        np.testing.assert_array_equal(picture.rgb, f_shape())


def test_broken_exif_in_a_tiff_does_not_refuse_it() -> None:
    picture = Image.fromarray(f_shape())
    for pointer in (0, 1, 7, 10**9):
        for compression in (None, "tiff_lzw"):
            tags = {34665: pointer, 34853: pointer}
            file = saved(picture, "TIFF", tiffinfo=tags, compression=compression)
            np.testing.assert_array_equal(read_image(file).rgb, f_shape())

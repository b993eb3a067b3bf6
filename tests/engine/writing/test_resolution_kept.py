"""Every file that has room for it is printed as large as the original."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from components.engine import (
    QuantizedImage,
    SourceImage,
    encode_lossless_png,
    encode_png,
    quantize,
    read_image,
)
from components.engine.resolution import MOST, Resolution
from components.engine.writing import (
    decode_indexed,
    encode_truecolor,
    encode_webp,
    measure_file,
    separations,
)
from components.engine.writing.exif import exif_of
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, picture

PRINTED = Resolution(11811, 5906)
PLACES = {
    "printed": PRINTED,
    "odd": Resolution(12345, 1),
    "large": Resolution(MOST // 200, 3),
    "shape only": Resolution(4, 3, metric=False),
}


def drawn(resolution: Resolution | None, soft: bool = False) -> QuantizedImage:
    rgb = PICTURES["blobs"]()
    alpha = np.random.default_rng(0).integers(0, 256, rgb.shape[:2]) if soft else None
    image = replace(picture(rgb, alpha), resolution=resolution)
    return quantize(image, np.array([[9.0, 9, 9], [90, 200, 9], [250, 250, 250]]))


@in_turn("soft", [False, True])
@in_turn("name", PLACES)
def test_it_is_in_every_file_that_has_room_for_it(name: str, soft: bool) -> None:
    one = drawn(PLACES[name], soft)
    files = [encode_png(one), encode_png(one, "best"), encode_webp(one)]
    files.append(encode_truecolor(one))
    with zipfile.ZipFile(io.BytesIO(separations(one))) as archive:
        layers = [each for each in archive.namelist() if each.endswith(".png")]
        files += [archive.read(each) for each in layers]
    assert len(files) > 4
    for file in files:
        assert read_image(file).resolution == PLACES[name]


def test_files_made_of_the_download_have_it_too() -> None:
    again = decode_indexed(encode_png(drawn(PRINTED)))
    assert again.resolution == PRINTED
    assert decode_indexed(encode_png(drawn(None))).resolution is None


def test_a_lossless_copy_has_it_and_pillow_reads_it() -> None:
    image = SourceImage(PICTURES["blobs"](), None, "JPEG", 9, resolution=PRINTED)
    with Image.open(io.BytesIO(encode_lossless_png(image))) as copy:
        assert copy.info["dpi"] == pytest.approx((300, 150), abs=0.02)


def test_a_file_of_a_picture_without_one_has_not_a_byte_more() -> None:
    none, some = drawn(None), drawn(PRINTED)
    assert len(encode_png(some)) - len(encode_png(none)) == 9 + 12
    assert exif_of(None) == b""
    with Image.open(io.BytesIO(encode_webp(none))) as written:
        assert "exif" not in written.info


def test_the_measured_size_counts_it() -> None:
    some = drawn(PRINTED)
    assert measure_file("webp", some).size == len(encode_webp(some))
    assert len(encode_webp(drawn(None))) < len(encode_webp(some))


def test_programs_that_know_inches_read_the_number_that_was_meant() -> None:
    with Image.open(io.BytesIO(encode_webp(drawn(Resolution(11811, 2835))))) as file:
        exif = file.getexif()
        assert (exif[282], exif[283], exif[296]) == (300, 72, 2)


@given(st.integers(1, MOST), st.integers(1, MOST), st.booleans())
def test_the_numbers_of_a_png_are_found_as_they_were(
    across: int, down: int, metric: bool
) -> None:
    resolution = Resolution(across, down, metric)
    one = QuantizedImage(
        np.zeros((1, 1), np.uint8),
        np.zeros((1, 3), np.uint8),
        np.array([1]),
        resolution=resolution,
    )
    assert read_image(encode_png(one)).resolution == resolution

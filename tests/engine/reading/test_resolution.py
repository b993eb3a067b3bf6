"""How a picture is meant to be printed is read from every format that tells."""

import struct
from fractions import Fraction
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from components.engine.reading.image import read_image
from components.engine.resolution import Resolution
from tests.cases import in_turn
from tests.engine.files import chunk, f_shape, png, saved

pillow_heif.register_heif_opener()

ACROSS, DOWN, UNIT, ORIENTATION = 282, 283, 296, 274


def exif(
    across: Any,  # noqa: ANN401 - whatever may stand in a file
    down: Any,  # noqa: ANN401
    unit: int | None = 2,
    orientation: int = 1,
) -> dict[str, Any]:
    block = Image.Exif()
    block[ACROSS], block[DOWN], block[ORIENTATION] = across, down, orientation
    if unit is not None:
        block[UNIT] = unit
    return {"exif": block}


def found(kind: str, **options: Any) -> Resolution | None:  # noqa: ANN401
    return read_image(saved(Image.fromarray(f_shape()), kind, **options)).resolution


def phys(across: int, down: int, unit: int) -> bytes:
    extra = chunk(b"pHYs", struct.pack(">IIB", across, down, unit))
    return png(np.zeros((2, 3, 1), np.uint8), 0, 8, extra)


@in_turn("kind", ["PNG", "JPEG", "TIFF", "BMP"])
@in_turn(("dpi", "meter"), [(300, 11811), (72, 2835), (600, 23622)])
def test_dots_an_inch_become_the_whole_number_a_meter(
    kind: str, dpi: int, meter: int
) -> None:
    assert found(kind, dpi=(dpi, dpi)) == Resolution(meter, meter)


@in_turn("kind", ["JPEG", "WEBP", "HEIF", "AVIF", "PNG"])
def test_it_is_read_from_a_cameras_note(kind: str) -> None:
    assert found(kind, **exif(300, 150)) == Resolution(11811, 5906)
    assert found(kind, **exif(IFDRational(2835, 10), 300, None)) == Resolution(
        11161, 11811
    )
    assert found(kind, **exif(IFDRational(11811, 100), 40, 3)) == Resolution(
        11811, 4000
    )


@pytest.mark.parametrize("unit", [0, 1])
def test_the_numbers_of_a_png_stay_what_they_are(unit: int) -> None:
    for across, down in ((11811, 11811), (1, 1), (3, 2), (2**31 - 1, 1), (3779, 3780)):
        resolution = read_image(phys(across, down, unit)).resolution
        assert resolution == Resolution(across, down, unit == 1)


def test_centimeters_of_a_jpeg_and_of_a_tiff_are_a_hundredth() -> None:
    data = bytearray(saved(Image.fromarray(f_shape()), "JPEG", dpi=(118, 59)))
    data[data.index(b"JFIF\0") + 7] = 2
    assert read_image(bytes(data)).resolution == Resolution(11800, 5900)
    options = {"x_resolution": 118.11, "y_resolution": 40, "resolution_unit": "cm"}
    assert found("TIFF", **options) == Resolution(11811, 4000)


def test_the_shape_of_a_pixel_is_kept_where_the_unit_is_not_known() -> None:
    data = bytearray(saved(Image.fromarray(f_shape()), "JPEG", dpi=(4, 3)))
    data[data.index(b"JFIF\0") + 7] = 0
    assert read_image(bytes(data)).resolution == Resolution(4, 3, metric=False)
    tags = {ACROSS: IFDRational(3, 2), DOWN: IFDRational(1, 1), UNIT: 1}
    assert found("TIFF", tiffinfo=tags) == Resolution(3, 2, metric=False)


def test_a_camera_knows_more_than_a_file_that_says_square() -> None:
    assert found("JPEG", **exif(240, 240)) == Resolution(9449, 9449)
    assert found("JPEG", dpi=(300, 300), **exif(72, 72)) == Resolution(11811, 11811)


@in_turn("kind", ["JPEG", "TIFF", "PNG", "WEBP", "AVIF"])
@in_turn("orientation", range(1, 9))
def test_a_quarter_of_a_turn_changes_across_and_down(
    kind: str, orientation: int
) -> None:
    options = exif(300, 150, orientation=orientation)
    if kind == "TIFF":
        options = {"dpi": (300, 150), "tiffinfo": {ORIENTATION: orientation}}
    lying = Resolution(11811, 5906)
    expected = lying.turned if orientation >= 5 else lying
    assert found(kind, **options) == expected


@in_turn("kind", ["PNG", "JPEG", "GIF", "TIFF", "WEBP"])
def test_a_file_that_says_nothing_gives_none(kind: str) -> None:
    assert found(kind) is None


def test_nonsense_is_no_resolution() -> None:
    for numbers in ((0, 0), (0, 300), (2**31, 5)):
        assert read_image(phys(*numbers, 1)).resolution is None
    assert read_image(phys(300, 300, 7)).resolution is None
    for across in (IFDRational(300, 0), IFDRational(0, 1)):
        tags = {ACROSS: across, DOWN: IFDRational(300, 1), UNIT: 2}
        assert found("TIFF", tiffinfo=tags) is None
    assert found("WEBP", **exif(300, 300, 9)) is None
    bmp = bytearray(saved(Image.fromarray(f_shape()), "BMP"))
    bmp[38:46] = struct.pack("<ii", -300, 300)
    assert read_image(bytes(bmp)).resolution is None


def test_a_whole_number_of_dots_is_found_again() -> None:
    for dpi in range(1, 3000):
        meter = round(Fraction(dpi) / Fraction(254, 10_000))
        assert Resolution(meter, meter).per_inch == (Fraction(dpi), Fraction(dpi))

"""What is handed back of somebody's own PNG: its pixels, and nothing else."""

import io
import zlib

import numpy as np
from PIL import Image, PngImagePlugin

from components.engine import SourceImage, read_image
from components.engine.png.bare import bare_png
from components.engine.resolution import Resolution
from tests.cases import case, in_turn
from tests.engine.files import chunk, f_shape, interlaced_png, png, saved

PLACE = b"a place that nobody should learn"


def shown(data: bytes) -> SourceImage:
    image = read_image(data)
    assert image.notes == ()
    return image


def kinds() -> dict[str, bytes]:
    random = np.random.default_rng(0)
    gray = random.integers(0, 256, (20, 13, 1), np.uint8)
    colors = Image.fromarray(f_shape()).quantize(4)
    return {
        "indexed": saved(colors, bits=8),
        "indexed, clear": saved(colors, transparency=b"\x00\x80"),
        "1 bit": png(gray % np.uint8(2), 0, 1),
        "4 bits": png(gray % np.uint8(16), 0, 4),
        "gray": png(gray, 0, 8),
        "gray, one clear": png(gray, 0, 8, chunk(b"tRNS", b"\x00\x07")),
        "gray and opacity": png(np.dstack([gray, gray]), 4, 8),
        "colors": png(np.dstack([gray, gray, gray]), 2, 8),
        "colors and opacity": png(np.dstack([gray, gray, gray, gray]), 6, 8),
        "in passes": interlaced_png(gray, 0, 8),
        "in passes, 2 bits": interlaced_png(gray, 0, 2),
        "in passes, tiny": interlaced_png(gray[:1, :3], 0, 8),
        "packed a thousandfold": png(np.zeros((2000, 3000, 1), np.uint8), 0, 8),
    }


def test_the_pixels_stay_as_they_are_in_no_more_bytes() -> None:
    for name, data in kinds().items():
        with case(name):
            bare = bare_png(data, None)
            assert bare is not None
            assert len(bare) <= len(data)
            assert_same_pixels(shown(data), shown(bare))


def assert_same_pixels(before: SourceImage, after: SourceImage) -> None:
    np.testing.assert_array_equal(before.rgb, after.rgb)
    assert (before.alpha is None) == (after.alpha is None)
    if before.alpha is not None and after.alpha is not None:
        np.testing.assert_array_equal(before.alpha, after.alpha)


def noted() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", PLACE.decode())
    text.add_itxt("XML:com.adobe.xmp", PLACE.decode(), zip=False)
    exif = Image.Exif()
    exif[270] = PLACE.decode()
    picture = Image.fromarray(f_shape()).quantize(4)
    return saved(picture, pnginfo=text, exif=exif, dpi=(300, 300)) + PLACE


def test_nothing_that_stands_beside_the_picture_comes_along() -> None:
    data = noted()
    assert data.count(PLACE) == 4
    bare = bare_png(data, Resolution(11811, 11811))
    assert bare is not None
    assert PLACE not in bare
    assert shown(bare).resolution == Resolution(11811, 11811)
    with Image.open(io.BytesIO(bare)) as again:
        again.load()
        assert set(again.info) == {"dpi"}


def with_rows(data: bytes, rows: bytes) -> bytes:
    """Return a PNG with other packed rows."""
    at = data.index(b"IDAT") - 4
    return data[:at] + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_what_hides_behind_the_packed_pixels_is_cut_off() -> None:
    gray = np.arange(12, dtype=np.uint8).reshape(3, 4, 1)
    data = png(gray, 0, 8)
    rows = zlib.compress(b"".join(b"\0" + bytes(row) for row in gray[..., 0]))
    assert bare_png(with_rows(data, rows + PLACE), None) == data


@in_turn("rows", [b"", bytes(14), bytes(16), bytes(2**22)])
def test_a_file_of_too_few_or_too_many_pixels_is_not_handed_back(rows: bytes) -> None:
    data = png(np.zeros((3, 4, 1), np.uint8), 0, 8)
    assert bare_png(with_rows(data, zlib.compress(bytes(15))), None) == data
    assert bare_png(with_rows(data, zlib.compress(rows)), None) is None


def test_what_is_no_whole_png_of_8_bits_is_not_handed_back() -> None:
    data = kinds()["gray"]
    sixteen = png(np.zeros((3, 4, 1), np.uint16), 0, 16)
    broken = with_rows(data, b"these are no packed rows")
    others = [b"", b"GIF89a", data[:8], data[:40], data[:-12], sixteen, broken]
    assert [bare_png(each, None) for each in others] == [None] * len(others)

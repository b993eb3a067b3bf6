"""Files that cannot be read are refused, always in a sentence."""

import io
import struct
import zipfile
from functools import cache

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from components.engine.errors import (
    DamagedImageError,
    EmptyFileError,
    ImageError,
    ImageTooLargeError,
    UnsupportedFormatError,
)
from components.engine.reading.image import read_image
from components.engine.reading.limits import Limits
from components.engine.source import SourceImage
from tests.cases import case, in_turn
from tests.engine.files import PNG_SIGNATURE, chunk, f_shape, gif_header, saved
from tests.engine.icc import WIDE, rgb_profile
from tests.examples import many

pillow_heif.register_heif_opener()

# Pillow tells of what it skips; the page's own process does not listen.
pytestmark = pytest.mark.filterwarnings(
    "ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning"
)


def refusal(data: bytes, limits: Limits | None = None) -> ImageError:
    with pytest.raises(ImageError) as caught:
        read_image(data, limits or Limits())
    return caught.value


def read_or_refused(data: bytes) -> SourceImage | None:
    """Read a file, or check that its refusal is a sentence."""
    try:
        return read_image(data)
    except ImageError as error:
        message = str(error)
        assert message.endswith(".")
        assert "\n" not in message
        assert "Error" not in message
        assert "0x" not in message
        return None


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("picture.png", b"x")
    return file.getvalue()


@in_turn(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF, not a picture. Export the page as"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"<?xml version='1.0'?>\n<!-- c -->\n<svg>", "an SVG drawing"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>hello", "a web page"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a PostScript or EPS drawing"),
        (b"\xc5\xd0\xd3\xc6" + bytes(40), "an EPS drawing"),
        (zipped(), "a ZIP archive"),
        (b"8BPS\0\x01" + bytes(40), "a Photoshop document"),
        (b"\0\0\x01\0\x01\0" + bytes(40), "an icon file"),
        (b"\0\0\0 ftypisom" + bytes(40), "a video"),
        (b"\x1aE\xdf\xa3" + bytes(40), "a video"),
        (b"RIFF\0\0\0\0AVI LIST", "a video"),
        (b"II*\0\x10\0\0\0CR\x02\0" + bytes(40), "a camera's raw file"),
        (b"\0\0\0\x18ftypcrx " + bytes(40), "a camera's raw file"),
        ("Grüße aus Köln\n".encode(), "a text file"),
        (b"id,color\n1,red\n", "a text file"),
        (bytes(100), "not a picture of a known kind"),
        (b"BM" + bytes(100), "not a picture of a known kind"),
        (b"\x00", "not a picture of a known kind"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, words: str) -> None:
    error = refusal(data)
    assert isinstance(error, UnsupportedFormatError)
    assert words in str(error)
    assert str(error).endswith(".")


@in_turn("kind", ["ICO", "TGA", "PPM", "JPEG2000", "DDS", "SGI", "PCX"])
def test_formats_pillow_could_read_but_are_not_allowed(kind: str) -> None:
    data = saved(Image.fromarray(f_shape()), kind)
    assert isinstance(refusal(data), UnsupportedFormatError)


def test_nothing_is_refused_as_nothing() -> None:
    assert isinstance(refusal(b""), EmptyFileError)


def test_a_raw_file_that_looks_like_a_tiff_is_not_read_as_its_thumbnail() -> None:
    tags = {50706: b"\x01\x04\0\0"}
    error = refusal(saved(Image.fromarray(f_shape()), "TIFF", tiffinfo=tags))
    assert "a camera's raw file" in str(error)


# Sizes that only a header claims.


def png_header(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", b"")


def jpeg_header(width: int, height: int) -> bytes:
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8\xff\xc0" + frame + b"\xff\xda\0\x08\x01\x01\0\0?\0\xff\xd9"


def bmp_header(width: int, height: int) -> bytes:
    sizes = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + sizes


def webp_header(width: int, height: int) -> bytes:
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sizes
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tiff_header(width: int, height: int) -> bytes:
    return retagged({256: (256, width), 257: (257, height)})


def retagged(changes: dict[int, tuple[int, int]]) -> bytes:
    """Return a TIFF of one pixel with tags renamed and their numbers changed."""
    file = bytearray(saved(Image.new("L", (1, 1)), "TIFF"))
    (start,) = struct.unpack_from("<I", file, 4)
    (entries,) = struct.unpack_from("<H", file, start)
    for at in range(start + 2, start + 2 + 12 * entries, 12):
        (tag,) = struct.unpack_from("<H", file, at)
        if tag in changes:
            new, value = changes[tag]
            struct.pack_into("<HHII", file, at, new, 4, 1, value)
    return bytes(file)


def gif_frame(width: int, height: int) -> bytes:
    return gif_header(1, 1, (0, 0, width, height))


def gif_screen(width: int, height: int) -> bytes:
    return gif_header(width, height, (0, 0, 1, 1))


@in_turn(
    "header", [png_header, jpeg_header, bmp_header, tiff_header, gif_frame, gif_screen]
)
def test_a_bomb_is_refused_from_its_header_with_the_numbers(header: object) -> None:
    assert callable(header)
    error = refusal(header(8289, 8192))
    assert isinstance(error, ImageTooLargeError)
    assert str(error) == (
        "8,289 × 8,192 is 67.9 million pixels; the limit is 40 million."
    )


@in_turn(
    "header", [png_header, jpeg_header, bmp_header, tiff_header, gif_frame, gif_screen]
)
def test_a_huge_bomb_is_refused_with_the_numbers_too(header: object) -> None:
    assert callable(header)
    error = refusal(header(65000, 65000))
    assert isinstance(error, ImageTooLargeError)
    assert "4,225 million pixels; the limit is 40 million." in str(error)


def test_a_webp_bomb_is_refused() -> None:
    error = refusal(webp_header(16384, 16384))
    assert isinstance(error, ImageTooLargeError)
    assert "268.4 million pixels" in str(error)


def test_a_picture_may_not_be_longer_than_the_limit() -> None:
    error = refusal(png_header(1, 30_001))
    assert isinstance(error, ImageTooLargeError)
    assert str(error) == (
        "1 × 30,001 pixels is too long; the limit is 30,000 pixels a side."
    )


def test_a_tile_far_larger_than_the_tiff_is_refused() -> None:
    rows_per_strip, planes = 278, 284
    error = refusal(retagged({rows_per_strip: (322, 60_000), planes: (323, 60_000)}))
    assert isinstance(error, ImageTooLargeError)
    assert str(error) == (
        "Each tile of this TIFF has 3,600 million pixels; the limit is 40 million."
    )


def test_a_file_of_too_many_bytes_is_refused_before_it_is_looked_at() -> None:
    error = refusal(bytes(2**20 + 2**19), Limits(file_bytes=2**20))
    assert isinstance(error, ImageTooLargeError)
    assert str(error) == "This file has 1.5 MB; the limit is 1 MB."


def test_a_picture_just_within_the_limits_is_read() -> None:
    file = saved(Image.fromarray(f_shape()))
    limits = Limits(file_bytes=len(file), pixels=24 * 32, side=32)
    assert read_image(file, limits).rgb.shape == (32, 24, 3)
    for smaller in (
        Limits(file_bytes=len(file) - 1),
        Limits(pixels=24 * 32 - 1),
        Limits(side=31),
    ):
        assert isinstance(refusal(file, smaller), ImageTooLargeError)


@pytest.mark.slow
def test_a_header_that_never_ends_is_given_up_on() -> None:
    for start, endless in (
        (b"\xff\xd8\xff", bytes(5_000_000)),
        (b"GIF89a\1\0\1\0\0\0\0!\xfe", b"\1a" * 1_000_000),
        (PNG_SIGNATURE + png_header(2, 2)[8:33], chunk(b"abCd", b"") * 100_000),
    ):
        with case(start):
            assert isinstance(refusal(start + endless), DamagedImageError)


def test_a_jpeg_of_endless_passes_is_refused() -> None:
    file = saved(Image.fromarray(f_shape()), "JPEG", progressive=True)
    last = file[file.rindex(b"\xff\xda") : -2]
    error = refusal(file[:-2] + last * 100 + file[-2:])
    assert isinstance(error, DamagedImageError)


# Damage.


@cache
def examples() -> dict[str, bytes]:
    picture = Image.fromarray(f_shape())
    see_through = picture.copy()
    see_through.putalpha(128)
    block = Image.Exif()
    block[0x0112] = 6
    more = {"exif": block.tobytes(), "icc_profile": rgb_profile(WIDE)}
    rest = [picture.rotate(90, expand=False), picture.rotate(180)]
    return {
        "PNG": saved(see_through, "PNG", **more),
        "palette PNG": saved(picture.quantize(8), "PNG", transparency=3),
        "JPEG": saved(picture, "JPEG", **more),
        "progressive JPEG": saved(picture, "JPEG", progressive=True),
        "CMYK JPEG": saved(picture.convert("CMYK"), "JPEG"),
        "MPO": saved(picture, "MPO", save_all=True, append_images=rest),
        "GIF": saved(picture, "GIF", save_all=True, append_images=rest),
        "BMP": saved(picture, "BMP"),
        "TIFF": saved(picture, "TIFF", save_all=True, append_images=rest, **more),
        "packed TIFF": saved(picture, "TIFF", compression="tiff_lzw", **more),
        "WEBP": saved(see_through, "WEBP", **more),
        "animated WEBP": saved(picture, "WEBP", save_all=True, append_images=rest),
        "AVIF": saved(see_through, "AVIF", **more),
        "HEIF": saved(see_through, "HEIF", **more),
    }


def test_the_examples_themselves_are_good() -> None:
    for name, file in examples().items():
        with case(name):
            read_image(file)


@pytest.mark.slow
def test_a_file_cut_off_anywhere_is_read_or_refused() -> None:
    for name, file in examples().items():
        for end in range(0, len(file), max(1, len(file) // 150)):
            with case((name, end)):
                read_or_refused(file[:end])


def test_half_a_file_is_never_a_whole_picture() -> None:
    for name, file in examples().items():
        if name in ("MPO", "GIF", "TIFF", "packed TIFF", "animated WEBP"):
            continue  # what is used of these may stand in the first half
        with case(name):
            assert isinstance(refusal(file[: len(file) // 2]), DamagedImageError)


def test_a_file_that_is_cut_off_is_told_so() -> None:
    file = saved(Image.fromarray(f_shape()), "BMP")
    assert str(refusal(file[:-100])) == (
        "This BMP is cut off: its end is missing. "
        "Download or copy it again and load that."
    )


@many()
@given(
    name=st.deferred(lambda: st.sampled_from(sorted(examples()))),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=6),
)
def test_flipped_bits_are_read_or_refused(
    name: str, flips: list[tuple[float, int]]
) -> None:
    file = bytearray(examples()[name])
    for place, bits in flips:
        file[int(place * (len(file) - 1))] ^= bits
    read_or_refused(bytes(file))


@many()
@given(
    start=st.deferred(
        lambda: st.sampled_from([b"", *(file[:40] for file in examples().values())])
    ),
    rest=st.binary(max_size=600),
)
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    read_or_refused(start + rest)

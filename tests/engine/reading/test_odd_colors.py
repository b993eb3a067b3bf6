"""Right colors for odd files: a table of them, each with what must be seen.

Expected pixels are known values, or come from something that shares no code with
Pillow: the PNG decoder in `oracle`, and coloraide for color spaces. Turning, single
modes and how profiles are noted stand in the other tests of `read_image`.
"""

import io
import os
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from coloraide import Color
from numpy.typing import NDArray
from PIL import Image

from components.engine.errors import ImageError
from components.engine.reading.image import read_image
from tests.cases import in_turn
from tests.engine.files import chunk, interlaced_png, png, saved
from tests.engine.icc import (
    ADOBE,
    DISPLAY_P3,
    SRGB,
    cmyk_profile,
    gray_profile,
    rgb_profile,
)
from tests.engine.oracle import decode_png

pillow_heif.register_heif_opener()

Bytes = NDArray[np.uint8]
KINDS = [(0, b) for b in (1, 2, 4, 8, 16)] + [(3, b) for b in (1, 2, 4, 8)]
KINDS += [(color, bits) for color in (2, 4, 6) for bits in (8, 16)]
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def rgba(data: bytes) -> Bytes:
    """Read a file, and put color and opacity together again."""
    image = read_image(data)
    solid = np.full(image.rgb.shape[:2], 255, np.uint8)
    return np.dstack([image.rgb, solid if image.alpha is None else image.alpha])


# PNG, against the oracle.


def samples(color: int, bits: int) -> NDArray[np.uint16]:
    random = np.random.default_rng([color, bits])
    return random.integers(0, 2**bits, (21, 19, _CHANNELS[color])).astype(np.uint16)


def extras(color: int, bits: int, keyed: bool) -> bytes:
    """Return the palette and what is transparent."""
    entries = 2**bits
    palette = np.random.default_rng(5).integers(0, 256, 3 * entries, np.uint8)
    made = chunk(b"PLTE", palette.tobytes()) if color == 3 else b""
    if not keyed or color in (4, 6):
        return made
    first = samples(color, bits)[0, 0]
    listed = bytes(n * 37 % 256 for n in range(entries // 2 + 1))
    key = listed if color == 3 else struct.pack(f">{len(first)}H", *first)
    return made + chunk(b"tRNS", key)


@in_turn("keyed", [False, True])
@in_turn(("color", "bits"), KINDS)
def test_every_kind_of_png_is_read_as_the_specification_says(
    color: int, bits: int, keyed: bool
) -> None:
    file = png(samples(color, bits), color, bits, extras(color, bits, keyed))
    np.testing.assert_array_equal(rgba(file), decode_png(file))


@in_turn(("color", "bits"), KINDS)
def test_every_kind_of_png_may_be_interlaced_and_filtered(
    color: int, bits: int
) -> None:
    file = interlaced_png(samples(color, bits).astype(np.uint8), color, bits)
    np.testing.assert_array_equal(rgba(file), decode_png(file))


def suite() -> list[Path]:
    folder = os.environ.get("KCOLORS_CORPUS")
    return sorted(Path(folder, "pngsuite").glob("*.png")) if folder else []


@pytest.mark.corpus
def test_all_of_pngsuite_is_read_as_the_specification_says() -> None:
    """Those whose names begin with x are damaged, and refused."""
    if not suite():
        pytest.skip("KCOLORS_CORPUS names no folder with pngsuite/")
    for path in suite():
        file = path.read_bytes()
        if path.name.startswith("x"):
            with pytest.raises(ImageError):
                read_image(file)
        else:
            # Colors converted by a gamma may be rounded to the other side.
            off = rgba(file).astype(int) - decode_png(file)
            assert np.abs(off).max() <= (b"gAMA" in file), path.name


@pytest.mark.corpus
def test_all_of_exif_orientation_is_turned_the_same_way_up() -> None:
    """The same picture eight times, coded anew each time; and one with no note."""
    folder = os.environ.get("KCOLORS_CORPUS")
    files = sorted(Path(folder, "exif-orientation").glob("*.jpg")) if folder else []
    if not files:
        pytest.skip("KCOLORS_CORPUS names no folder with exif-orientation/")
    pixels = {path.name: read_image(path.read_bytes()).rgb for path in files}
    for name, found in pixels.items():
        wanted = pixels[name.split("_")[0] + "_1.jpg"].astype(int)
        assert found.shape == wanted.shape, name
        assert np.abs(found - wanted).mean() < 8, name


# Everything else: a file, and the color of its first pixel.


def flat(color: tuple[int, ...] | int, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (8, 8), color)


def seen(space: str, color: tuple[int, ...]) -> tuple[int, ...]:
    """Return what a color of another space is in sRGB, by coloraide."""
    found = Color(space, [value / 255 for value in color]).convert("srgb")
    return tuple(round(255 * min(1, max(0, value))) for value in found.coords())


def tiff16(order: str, channels: int) -> bytes:
    """Return a TIFF of 16 bits of 4 × 4 pixels of 300, 40000, 65535 and so on."""
    values = np.array([300, 40_000, 65_535, 32_768][:channels], order + "u2")
    data = np.tile(values, 16).tobytes()
    tags = [
        (256, 4, [4]), (257, 4, [4]), (258, 3, [16] * channels), (259, 3, [1]),
        (262, 3, [2 if channels > 2 else 1]), (273, 4, [0]),
        (277, 3, [channels]), (278, 4, [4]), (279, 4, [len(data)]),
        (284, 3, [1]), (339, 3, [1] * channels),
    ]  # fmt: skip
    if channels == 4:
        tags.insert(-1, (338, 3, [2]))
    start = 8 + 2 + 12 * len(tags) + 4
    body, rest = struct.pack(order + "H", len(tags)), data
    for tag, kind, numbers in tags:
        listed = [start] if tag == 273 else numbers
        letter = {3: "H", 4: "I"}[kind]
        packed = struct.pack(f"{order}{len(listed)}{letter}", *listed)
        if len(packed) > 4:
            at = start + len(rest)
            rest += packed + bytes(len(packed) % 2)
            packed = struct.pack(order + "I", at)
        head = struct.pack(order + "HHI", tag, kind, len(listed))
        body += head + packed.ljust(4, b"\0")
    magic = b"II*\0" if order == "<" else b"MM\0*"
    return magic + struct.pack(order + "I", 8) + body + bytes(4) + rest


def deep_heic() -> bytes:
    values = np.tile(np.array([8224, 41_120, 57_568], np.uint16), 64 * 64)
    out = io.BytesIO()
    made = pillow_heif.from_bytes("RGB;16", (64, 64), values.tobytes())
    made.save(out, quality=-1, chroma=444)
    return out.getvalue()


def in_profile(color: tuple[int, ...], profile: bytes, kind: str = "PNG") -> bytes:
    options = {"quality": 100} if kind == "JPEG" else {}
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[len(color)]
    picture = flat(color[0] if mode == "L" else color, mode)
    return saved(picture, kind, icc_profile=profile, **options)


def gif_of(index: int) -> bytes:
    picture = Image.new("P", (4, 4), index)
    picture.putpalette([10, 20, 30, 200, 100, 50])
    return saved(picture, "GIF", transparency=0, optimize=False)


_ADOBE = rgb_profile(ADOBE, 2.19921875)
_P3 = rgb_profile(DISPLAY_P3, None)
_GREEN, _RED, _BLUE = SRGB[1], SRGB[0], SRGB[2]
_INK = cmyk_profile((54.0, 81.0, 70.0))

# What it is, the file, red, green, blue and opacity, and how far off each may be.
Row = tuple[str, Callable[[], bytes], tuple[int, ...], int]
TABLE: list[Row] = [
    (
        f"{name} {color} is what coloraide says it is",
        partial(in_profile, color, profile, kind),
        (*seen(space, color), 255),
        3,
    )
    for name, space, profile in (
        ("Adobe RGB", "a98-rgb", _ADOBE),
        ("Display P3", "display-p3", _P3),
    )
    for color in ((128, 128, 128), (200, 120, 60), (110, 150, 140), (40, 60, 120))
    for kind in ("PNG", "JPEG", "TIFF")
]
TABLE += [
    (
        "a profile whose channels are swapped swaps them back",
        lambda: in_profile((250, 20, 90), rgb_profile((_GREEN, _BLUE, _RED), None)),
        (90, 250, 20, 255),
        2,
    ),
    (
        "gray of gamma 1 is as light as its number says",
        lambda: in_profile((55,), gray_profile(1.0)),
        (*[round(255 * (1.055 * (55 / 255) ** (1 / 2.4) - 0.055))] * 3, 255),
        2,
    ),
    (
        "full cyan under a profile is what the profile says it looks like",
        lambda: in_profile((255, 0, 0, 0), _INK, "JPEG"),
        (*seen("srgb", (255, 0, 0)), 255),
        30,
    ),
    (
        "no ink is white paper, in a JPEG that Adobe inverts",
        lambda: saved(flat((0, 0, 0, 0), "CMYK"), "JPEG", quality=100),
        (255, 255, 255, 255),
        0,
    ),
    (
        "yellow ink alone is yellow, in a JPEG that Adobe inverts",
        lambda: saved(flat((0, 0, 255, 0), "CMYK"), "JPEG", quality=100),
        (255, 255, 0, 255),
        2,
    ),
    (
        "yellow ink alone is yellow, in a TIFF",
        lambda: saved(flat((0, 0, 255, 0), "CMYK"), "TIFF", compression="tiff_lzw"),
        (255, 255, 0, 255),
        0,
    ),
    (
        "black ink alone is black",
        lambda: saved(flat((0, 0, 0, 255), "CMYK"), "TIFF"),
        (0, 0, 0, 255),
        0,
    ),
    *(
        (
            f"a TIFF of 16 bits, {channels} channels, {word}",
            lambda order=order, channels=channels: tiff16(order, channels),
            {1: (1, 1, 1, 255), 3: (1, 156, 255, 255), 4: (1, 156, 255, 128)}[channels],
            0,
        )
        for order, word in (("<", "little endian"), (">", "big endian"))
        for channels in (1, 3, 4)
    ),
    (
        "a HEIC of 10 bits is rounded, not cut",
        deep_heic,
        (32, 160, 224, 255),
        2,
    ),
    (
        "a GIF's transparent color is transparent",
        lambda: gif_of(0),
        (10, 20, 30, 0),
        0,
    ),
    (
        "a GIF's other color is solid",
        lambda: gif_of(1),
        (200, 100, 50, 255),
        0,
    ),
    (
        "soft gray keeps its opacity in a lossless WebP",
        lambda: saved(flat((90, 70), "LA").convert("RGBA"), "WEBP", lossless=True),
        (90, 90, 90, 70),
        0,
    ),
    (
        "soft gray keeps its opacity in a TIFF",
        lambda: saved(flat((90, 70), "LA"), "TIFF", compression="tiff_lzw"),
        (90, 90, 90, 70),
        0,
    ),
]  # fmt: skip


@in_turn("row", TABLE)
def test_what_the_file_shows_is_what_it_says(row: Row) -> None:
    _, make, wanted, off = row
    first = rgba(make())[0, 0].astype(int)
    assert np.abs(first - wanted).max() <= off, f"{first} is not {wanted}"

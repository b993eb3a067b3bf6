"""Files that tell of their colors without a profile, made from nothing."""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import pillow_heif
from coloraide import Color
from numpy.typing import NDArray
from PIL import Image

from tests.engine.files import chunk, png, saved
from tests.fuzz.boxes import Item, assemble, box, coded, ispe

pillow_heif.register_heif_opener()

ADOBE_PRIMARIES = (0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
SRGB_PRIMARIES = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
D65 = (0.3127, 0.3290)

Tag = tuple[int, int, Sequence[float] | bytes]
_SHORT, _LONG, _FRACTION, _TEXT = 3, 4, 5, 2

_BEST: dict[str, dict[str, Any]] = {
    "PNG": {},
    "JPEG": {"quality": 100, "subsampling": 0},
    "WEBP": {"lossless": True},
    "AVIF": {"quality": 100, "subsampling": "4:4:4"},
    "HEIF": {"quality": -1, "chroma": 444},
}


def seen(space: str, color: Sequence[float]) -> tuple[int, ...]:
    """Return what samples of 0–255 in another space are in sRGB, by coloraide."""
    found = Color(space, [value / 255 for value in color]).convert("srgb")
    return tuple(round(255 * min(1, max(0, value))) for value in found.coords())


def of_light(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sRGB's samples of 0–255 for light of 0–1, by its definition."""
    bent = 1.055 * light ** (1 / 2.4) - 0.055
    return 255 * np.where(light <= 0.0031308, 12.92 * light, bent)


# What a camera notes.


def notes(
    space: int = 0,
    index: str = "",
    primaries: Sequence[float] = (),
    gamma: float = 0,
    order: str = "<",
) -> bytes:
    """Return EXIF notes about color, as the TIFF that they are written as."""
    white = (*D65,) if primaries else ()
    inner: list[Tag] = []
    if space:
        inner.append((40961, _SHORT, [space]))
    if gamma:
        inner.append((42240, _FRACTION, [gamma]))
    main: list[Tag] = []
    if primaries:
        main = [(318, _FRACTION, white), (319, _FRACTION, primaries)]
    start = 8
    after = start + len(_directory([*main, (34665, _LONG, [0])], start, order))
    first = _directory([*main, (34665, _LONG, [after])], start, order)
    last = b""
    if index:
        place = after + len(_directory([*inner, (40965, _LONG, [0])], after, order))
        inner.append((40965, _LONG, [place]))
        last = _directory([(1, _TEXT, index.encode() + b"\0")], place, order)
    magic = b"II*\0" if order == "<" else b"MM\0*"
    second = _directory(inner, after, order)
    return magic + struct.pack(order + "I", start) + first + second + last


def _directory(tags: Sequence[Tag], at: int, order: str) -> bytes:
    """Return a directory that stands at a place, with its numbers after it."""
    body = struct.pack(order + "H", len(tags))
    rest, end = b"", at + 2 + 12 * len(tags) + 4
    for tag, kind, numbers in tags:
        packed, count = _packed(kind, numbers, order)
        if len(packed) > 4:
            place = struct.pack(order + "I", end + len(rest))
            rest += packed
            packed = place
        body += struct.pack(order + "HHI", tag, kind, count) + packed.ljust(4, b"\0")
    return body + bytes(4) + rest


def _packed(
    kind: int, numbers: Sequence[float] | bytes, order: str
) -> tuple[bytes, int]:
    if isinstance(numbers, bytes):
        return numbers, len(numbers)
    if kind == _FRACTION:
        pairs = [part for number in numbers for part in (round(number * 10**6), 10**6)]
        return struct.pack(f"{order}{len(pairs)}I", *pairs), len(numbers)
    letters = {_SHORT: "H", _LONG: "I"}[kind] * len(numbers)
    return struct.pack(order + letters, *map(int, numbers)), len(numbers)


def noted(color: Sequence[int], kind: str, block: bytes) -> bytes:
    """Return a picture of one color with notes of a camera."""
    if kind == "TIFF":
        return noted_tiff(color, block)
    picture = Image.new("RGB", (64, 64), tuple(color))
    file = saved(picture, kind, exif=b"Exif\0\0" + block, **_BEST[kind])
    # The encoders of AVIF and HEIC always write code points; these say nothing.
    return file.replace(b"nclx\0\1\0\x0d", b"nclx\0\2\0\2")


def noted_tiff(color: Sequence[int], block: bytes) -> bytes:
    """Return a TIFF of one pixel that has a camera's notes in its own directory."""
    order = "<" if block.startswith(b"II") else ">"
    (count,) = struct.unpack_from(order + "H", block, 8)
    noted_entries = block[10 : 10 + 12 * count]
    at = len(block)
    end = at + 2 + 12 * (9 + count) + 4
    own: list[Tag] = [
        (256, _SHORT, [1]), (257, _SHORT, [1]), (258, _SHORT, [8]),
        (259, _SHORT, [1]), (262, _SHORT, [2]), (273, _LONG, [end]),
        (277, _SHORT, [3]), (278, _SHORT, [1]), (279, _LONG, [3]),
    ]  # fmt: skip
    entries = b"".join(_directory([tag], 0, order)[2:14] for tag in own)
    directory = struct.pack(order + "H", 9 + count) + entries + noted_entries
    head = block[:4] + struct.pack(order + "I", at)
    return head + block[8:] + directory + bytes(4) + bytes(color)


# Chunks of a PNG.


def gama(value: int) -> bytes:
    """Return a gAMA chunk."""
    return chunk(b"gAMA", struct.pack(">I", value))


def chrm(primaries: Sequence[float], white: Sequence[float] = D65) -> bytes:
    """Return a cHRM chunk."""
    numbers = [round(100_000 * value) for value in (*white, *primaries)]
    return chunk(b"cHRM", struct.pack(">8I", *numbers))


def cicp(primaries: int, transfer: int, matrix: int = 0, full: int = 1) -> bytes:
    """Return a cICP chunk."""
    return chunk(b"cICP", bytes([primaries, transfer, matrix, full]))


def flat_png(color: Sequence[int], *chunks: bytes) -> bytes:
    """Return a PNG of one color, gray if that is one number."""
    samples = np.full((2, 2, len(color)), color, np.uint8)
    return png(samples, {1: 0, 2: 4, 3: 2, 4: 6}[len(color)], 8, b"".join(chunks))


# Boxes of HEIC and AVIF.


def boxed(
    kind: str, color: Sequence[int], *properties: bytes, tiles: bool = False
) -> bytes:
    """Return a HEIC or AVIF of one color that has these properties and no others."""
    picture = Image.new("RGB", (64, 64), tuple(color))
    if len(color) == 1:
        picture = Image.new("L", (64, 64), color[0])
    file = saved(picture, kind, **_BEST[kind])
    item, config = {"AVIF": (b"av01", b"av1C"), "HEIF": (b"hvc1", b"hvcC")}[kind]
    brand = {"AVIF": b"avif", "HEIF": b"heic"}[kind]
    setup, data = coded(file, config)
    one = Item(item, data, (setup, ispe(64, 64), *properties))
    if not tiles:
        return assemble(brand, [one], 1)
    layout = struct.pack(">BBBBHH", 0, 0, 0, 1, 128, 64)
    whole = Item(b"grid", layout, (ispe(128, 64),), [1, 2])
    return assemble(brand, [one, one, whole], 3)


def nclx(primaries: int, transfer: int, matrix: int = 6) -> bytes:
    """Return a box of code points, full range."""
    numbers = struct.pack(">HHHB", primaries, transfer, matrix, 0x80)
    return box(b"colr", b"nclx", numbers)


def prof(profile: bytes) -> bytes:
    """Return a box of a profile."""
    return box(b"colr", b"prof", profile)

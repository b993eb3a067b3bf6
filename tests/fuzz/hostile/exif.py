"""Notes of a camera of tens of megabytes, in small pictures.

References
----------
CIPA DC-008 (Exif 3.0), section 4.6.
"""

import struct
from collections.abc import Callable

from PIL import Image

from tests.engine.files import saved
from tests.fuzz.boxes import Item, assemble
from tests.fuzz.hostile.boxed import picture
from tests.fuzz.sizes import MOST_BYTES

_MEGABYTES = MOST_BYTES - 5 * 2**20


def orientations(kind: int, size: int) -> bytes:
    """Return a block that gives millions of orientations in place of one."""
    count = _MEGABYTES // size
    tags = struct.pack("<HHHII", 1, 0x0112, kind, count, 26)
    return b"Exif\0\0II*\0\x08\0\0\0" + tags + bytes(4) + b"\1\2" * (_MEGABYTES // 2)


def directories() -> bytes:
    """Return a block of nothing but tags."""
    one = struct.pack("<HHII", 0x9999, 3, 1, 1)
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 65_535) + one * 65_535


def with_exif(kind: str, block: bytes) -> bytes:
    """Return a small picture with such a block."""
    return saved(Image.new("RGB", (64, 64)), kind, exif=block)


def in_boxes(brand: bytes, block: bytes) -> bytes:
    """Return a small HEIC or AVIF with such a block."""
    note = Item(b"Exif", bytes(4) + block[6:], (), [1], b"cdsc")
    return assemble(brand, [picture(brand, 64, 64), note], 1)


CASES: dict[str, Callable[[], bytes]] = {
    "PNG of 20 million orientations": lambda: with_exif("PNG", orientations(3, 2)),
    "PNG of 5 million fractions": lambda: with_exif("PNG", orientations(5, 8)),
    "WebP of 20 million orientations": lambda: with_exif("WEBP", orientations(3, 2)),
    "AVIF of 20 million orientations": lambda: in_boxes(b"avif", orientations(3, 2)),
    "AVIF of 5 million fractions": lambda: in_boxes(b"avif", orientations(5, 8)),
    "HEIC of 20 million orientations": lambda: in_boxes(b"heic", orientations(3, 2)),
    "HEIC of 5 million fractions": lambda: in_boxes(b"heic", orientations(5, 8)),
    "PNG of 65,535 tags": lambda: with_exif("PNG", directories()),
}

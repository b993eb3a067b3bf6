"""TIFF files that list more than they hold.

References
----------
TIFF Revision 6.0, section 2; the BigTIFF proposal of 2007.
"""

import struct
from collections.abc import Callable

from tests.fuzz.sizes import HEIGHT, MOST_BYTES, WIDTH

_SHORT, _LONG, _UNDEFINED = 3, 4, 7
Tag = tuple[int, int, int, int]


def tiff(tags: list[Tag], rest: bytes = b"") -> bytes:
    """Return a TIFF of tags (number, type, count, value) and bytes behind them."""
    tags = sorted(tags)
    body = struct.pack("<H", len(tags))
    body += b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    return b"II*\0\x08\0\0\0" + body + rest


def after(count: int) -> int:
    """Return where the bytes behind so many tags begin."""
    return 8 + 2 + 12 * count + 4


def gray(width: int, height: int, compression: int = 1) -> list[Tag]:
    """Return the tags of a gray picture, but for where its pixels are."""
    return [
        (256, _LONG, 1, width),
        (257, _LONG, 1, height),
        (258, _SHORT, 1, 8),
        (259, _SHORT, 1, compression),
        (262, _SHORT, 1, 1),
        (277, _SHORT, 1, 1),
    ]


def strips(count: int, rows: int, compression: int = 1, width: int = WIDTH) -> bytes:
    """Return a picture in strips that all lie at the same place."""
    tags = gray(width, HEIGHT, compression)
    start = after(len(tags) + 3)
    tags += [
        (273, _LONG, count, start),
        (278, _LONG, 1, rows),
        (279, _LONG, count, start + 4 * count),
    ]
    pixels = start + 8 * count
    places = struct.pack("<I", pixels) * count + struct.pack("<I", rows) * count
    return tiff(tags, places + bytes(2 * WIDTH))


def tiles(count: int, side: int, compression: int = 1) -> bytes:
    """Return a picture in tiles that all lie at the same place."""
    tags = gray(WIDTH, HEIGHT, compression)
    start = after(len(tags) + 4)
    tags += [
        (322, _LONG, 1, side),
        (323, _LONG, 1, side),
        (324, _LONG, count, start),
        (325, _LONG, count, start + 4 * count),
    ]
    pixels = start + 8 * count
    places = struct.pack("<I", pixels) * count
    places += struct.pack("<I", side * side) * count
    return tiff(tags, places + bytes(side * side))


def many_tags(compression: int, each: int) -> bytes:
    """Return a picture with every tag there is, all of the same many bytes."""
    tags = gray(16, 16, compression)
    tags += [(273, _LONG, 1, 8), (278, _LONG, 1, 16), (279, _LONG, 1, 256)]
    known = {tag[0] for tag in tags}
    tags += [(n, _UNDEFINED, each, 8) for n in range(40_000, 65_000) if n not in known]
    return tiff(tags, bytes(MOST_BYTES - 10 * 2**20))


def big_many_tags() -> bytes:
    """Return a BigTIFF of millions of tags."""
    count = (MOST_BYTES - 100) // 20
    one = struct.pack("<HHQQ", 50_000, 4, 1, 0)
    return b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, count) + one * count


def pages_in_a_circle() -> bytes:
    """Return a file of two pages, each of which names the other as the next."""
    tags = [*gray(4, 4), (273, _LONG, 1, 8), (278, _LONG, 1, 4), (279, _LONG, 1, 16)]
    tags.sort()
    listed = struct.pack("<H", len(tags))
    listed += b"".join(struct.pack("<HHII", *tag) for tag in tags)
    second = 8 + len(listed) + 4
    first_page = listed + struct.pack("<I", second)
    return b"II*\0\x08\0\0\0" + first_page + listed + struct.pack("<I", 8)


def pages(count: int) -> bytes:
    """Return a file of many pages of two bytes each, with no tags."""
    first = tiff(
        [*gray(4, 4), (273, _LONG, 1, 8), (278, _LONG, 1, 4), (279, _LONG, 1, 16)]
    )
    file = bytearray(first[:-4])
    for _ in range(count):
        file += struct.pack("<IH", len(file) + 4, 0)
    return bytes(file + bytes(4))


def nested(depth: int) -> bytes:
    """Return a picture whose EXIF directory is itself, with a block for each tag."""
    tags = [*gray(4, 4), (273, _LONG, 1, 8), (278, _LONG, 1, 4), (279, _LONG, 1, 16)]
    tags += [(34665, _LONG, 1, 8), (34853, _LONG, 1, 8), (330, _LONG, depth, 8)]
    return tiff(tags, bytes(4 * depth))


CASES: dict[str, Callable[[], bytes]] = {
    "TIFF of a strip a row": lambda: strips(HEIGHT, 1),
    "TIFF of 6 million strips": lambda: strips(6_000_000, 1),
    "TIFF of 6 million strips, LZW": lambda: strips(6_000_000, 1, 5),
    "TIFF of strips of one pixel": lambda: strips(6_000_000, 1, width=1),
    "TIFF of tiles of 16 pixels a side": lambda: tiles(156_500, 16),
    "TIFF of tiles of 16 pixels a side, deflate": lambda: tiles(156_500, 16, 8),
    "TIFF of tiles of one pixel": lambda: tiles(6_000_000, 1),
    "TIFF of every tag, 40 MB each": lambda: many_tags(1, 40 * 2**20),
    "TIFF of every tag, 1 KB each": lambda: many_tags(1, 1024),
    "packed TIFF of every tag, 40 MB each": lambda: many_tags(5, 40 * 2**20),
    "packed TIFF of every tag, 1 KB each": lambda: many_tags(5, 1024),
    "BigTIFF of 2.6 million tags": big_many_tags,
    "TIFF of pages in a circle": pages_in_a_circle,
    "TIFF of 5 million pages": lambda: pages(5_000_000),
    "TIFF that contains itself": lambda: nested(1_000_000),
}

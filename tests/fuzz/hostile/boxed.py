"""HEIC and AVIF files whose few bytes are decoded again and again.

References
----------
ISO/IEC 23008-12 (HEIF), section 6.6.2 (derived images). AV1 Bitstream and
Decoding Process Specification, section 5.3 (OBU syntax).
"""

from collections.abc import Callable, Sequence
from functools import cache

import pillow_heif
from PIL import Image

from tests.engine.files import saved
from tests.fuzz.boxes import Item, assemble, box, coded, full, grid, ispe, overlay
from tests.fuzz.sizes import HEIGHT, WIDTH

pillow_heif.register_heif_opener()

_TILE = (WIDTH // 4, HEIGHT // 4)
_KINDS = {b"heic": (b"hvc1", b"hvcC"), b"avif": (b"av01", b"av1C")}


@cache
def plain(brand: bytes, width: int, height: int) -> tuple[bytes, bytes]:
    """Return the configuration and the data of a picture of one color."""
    if brand == b"avif":
        file = saved(Image.new("RGB", (width, height)), "AVIF", speed=10)
    else:
        fast = {"preset": "ultrafast"}
        black = Image.new("RGB", (width, height))
        file = saved(black, "HEIF", quality=10, enc_params=fast)
    return coded(file, _KINDS[brand][1])


def picture(
    brand: bytes, width: int, height: int, claimed: tuple[int, int] | None = None
) -> Item:
    """Return an item of one color, which may claim to be of another size."""
    config, data = plain(brand, width, height)
    size = ispe(*(claimed or (width, height)))
    return Item(_KINDS[brand][0], data, (config, size))


def repeated_tiles(brand: bytes, rows: int, columns: int) -> bytes:
    """Return a grid all of whose tiles are the same large picture."""
    return _derived(brand, b"grid", grid(rows, columns, WIDTH, HEIGHT), rows * columns)


def _derived(brand: bytes, kind: bytes, data: bytes, count: int) -> bytes:
    """Return a large picture made of as many items as one likes, all of one data."""
    items = [picture(brand, *_TILE)] * count
    whole = Item(kind, data, (ispe(WIDTH, HEIGHT),), range(1, count + 1))
    return assemble(brand, [*items, whole], count + 1)


def small_tiles(brand: bytes, side: int) -> bytes:
    """Return a grid of very many tiles, all the same."""
    rows, columns = min(255, HEIGHT // side), min(256, WIDTH // side)
    size = (columns * side, rows * side)
    count = rows * columns
    whole = Item(
        b"grid", grid(rows, columns, *size), (ispe(*size),), range(1, count + 1)
    )
    return assemble(brand, [*[picture(brand, side, side)] * count, whole], count + 1)


def stacked(brand: bytes, count: int) -> bytes:
    """Return an overlay of the same large picture, many times."""
    return _derived(brand, b"iovl", overlay(count, WIDTH, HEIGHT), count)


def doubled(brand: bytes, levels: int) -> bytes:
    """Return overlays of two overlays of two overlays, down to a large picture."""
    items = [picture(brand, WIDTH, HEIGHT)]
    for level in range(1, levels + 1):
        data = overlay(2, WIDTH, HEIGHT)
        items.append(Item(b"iovl", data, (ispe(WIDTH, HEIGHT),), [level, level]))
    return assemble(brand, items, len(items))


def itself(brand: bytes) -> bytes:
    """Return an item derived from itself."""
    whole = Item(b"iden", b"", (ispe(WIDTH, HEIGHT),), [2])
    return assemble(brand, [picture(brand, 64, 64), whole], 2)


def disguised(brand: bytes, width: int, height: int) -> bytes:
    """Return a very large picture that claims to be a small one."""
    return assemble(brand, [picture(brand, width, height, (64, 64))], 1)


def with_large_alpha(brand: bytes, side: int = 7000) -> bytes:
    """Return a small picture whose opacity is a very large one, or claims to be."""
    kind = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"
    opacity = picture(brand, side, side, (7000, 7000))
    properties = (*opacity.properties, full(b"auxC", 0, kind))
    auxiliary = Item(opacity.kind, opacity.data, properties, [1], b"auxl")
    return assemble(brand, [picture(brand, 64, 64), auxiliary], 1)


def many_frames(
    brand: bytes, count: int, width: int = WIDTH, height: int = HEIGHT
) -> bytes:
    """Return one item whose data holds the same picture many times, a large one."""
    one = picture(brand, width, height)
    return assemble(brand, [Item(one.kind, one.data * count, one.properties)], 1)


def hidden_frames(count: int) -> bytes:
    """Return an AVIF of many temporal units in one item."""
    return many_frames(b"avif", count)


def chain(
    brand: bytes, properties: int, width: int = WIDTH, height: int = HEIGHT
) -> bytes:
    """Return a picture that is turned a quarter again and again."""
    one = picture(brand, width, height)
    turns = [box(b"irot", b"\1")] * properties
    return assemble(brand, [Item(one.kind, one.data, (*one.properties, *turns))], 1)


def many_items(brand: bytes, count: int) -> bytes:
    """Return a file of many pictures."""
    return assemble(brand, [picture(brand, 64, 64)] * count, 1)


def nested_boxes(depth: int) -> bytes:
    """Return a file of boxes in boxes."""
    inner = b""
    for _ in range(depth):
        inner = box(b"iprp", inner)
    return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + full(b"meta", 0, inner)


def empty_boxes(count: int) -> bytes:
    """Return a file of boxes with nothing in them."""
    start = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    return start + full(b"meta", 0, box(b"free") * count)


def sequence(frames: int) -> bytes:
    """Return an animated AVIF of many frames."""
    still = Image.new("RGB", (16, 16))
    rest: Sequence[Image.Image] = [still] * frames
    return saved(still, "AVIF", save_all=True, append_images=rest, speed=10)


CASES: dict[str, Callable[[], bytes]] = {
    "HEIC of a tile 900 times": lambda: repeated_tiles(b"heic", 30, 30),
    "HEIC of a tile 100 times": lambda: repeated_tiles(b"heic", 10, 10),
    "AVIF of a tile 100 times": lambda: repeated_tiles(b"avif", 10, 10),
    "HEIC of tiny tiles": lambda: small_tiles(b"heic", 64),
    "AVIF of tiny tiles": lambda: small_tiles(b"avif", 64),
    "HEIC of an overlay of 1,000": lambda: stacked(b"heic", 1000),
    "HEIC of an overlay of 20": lambda: stacked(b"heic", 20),
    "HEIC of overlays of overlays": lambda: doubled(b"heic", 40),
    "HEIC of overlays of overlays, four times": lambda: doubled(b"heic", 4),
    "HEIC derived from itself": lambda: itself(b"heic"),
    "HEIC that claims to be small": lambda: disguised(b"heic", 7000, 7000),
    "AVIF that claims to be small": lambda: disguised(b"avif", 9000, 9000),
    "HEIC of a very large opacity": lambda: with_large_alpha(b"heic"),
    "AVIF of a very large opacity": lambda: with_large_alpha(b"avif"),
    "HEIC of one picture 1,000 times": lambda: many_frames(b"heic", 1000),
    "AVIF of one picture 1,000 times": lambda: hidden_frames(1000),
    "HEIC turned 100 times": lambda: chain(b"heic", 100),
    "HEIC of 30,000 pictures": lambda: many_items(b"heic", 30_000),
    "AVIF of 30,000 pictures": lambda: many_items(b"avif", 30_000),
    "HEIC of boxes in boxes": lambda: nested_boxes(5000),
    "HEIC of 6 million empty boxes": lambda: empty_boxes(6_000_000),
    "AVIF of 2,000 frames": lambda: sequence(2000),
}

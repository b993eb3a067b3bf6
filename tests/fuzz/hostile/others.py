"""GIF, WebP and BMP files that ask for much work.

References
----------
Graphics Interchange Format, version 89a. RFC 9649 (WebP).
"""

import struct
from collections.abc import Callable

from tests.engine.files import gif_header
from tests.fuzz.sizes import HEIGHT, MOST_BYTES, WIDTH

_ROOM = MOST_BYTES - 100_000


def gif(blocks: bytes) -> bytes:
    """Return a large GIF with something between its header and its one frame."""
    start = gif_header(WIDTH, HEIGHT, (0, 0, WIDTH, HEIGHT))
    return start[:19] + blocks + start[19:]


def gif_of_frames(count: int) -> bytes:
    """Return a GIF of many frames of the whole screen, in a few bytes each."""
    start = gif_header(WIDTH, HEIGHT, (0, 0, WIDTH, HEIGHT))
    return start[:19] + start[19:-1] * count + b";"


def interlaced_gif() -> bytes:
    """Return a large GIF whose rows are in another order, and cut off."""
    frame = struct.pack("<HHHHB", 0, 0, WIDTH, HEIGHT, 0x40)
    start = gif_header(WIDTH, HEIGHT, (0, 0, 1, 1))[:19]
    return start + b"," + frame + b"\x02" + (b"\xff" + b"\x4c" * 255) * 20_000 + b"\0;"


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a WebP."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def webp(*chunks: bytes) -> bytes:
    """Return a WebP of chunks."""
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def canvas(flags: int) -> bytes:
    """Return the chunk that says how large the whole is."""
    sizes = (WIDTH - 1).to_bytes(3, "little") + (HEIGHT - 1).to_bytes(3, "little")
    return chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sizes)


def _black() -> bytes:
    """Return one pixel, lossless."""
    return chunk(b"VP8L", b"\x2f\0\0\0\0\x88\x88\x08")


def animated_webp(count: int) -> bytes:
    """Return an animation of many frames of one pixel on a large canvas."""
    where = bytes(12) + b"\1\0\0\0"
    frame = chunk(b"ANMF", where + _black())
    return webp(canvas(2), chunk(b"ANIM", bytes(6)), frame * count)


def webp_of_chunks() -> bytes:
    """Return a WebP full of empty chunks nobody knows."""
    return webp(canvas(0), _black(), chunk(b"abcd", b"") * (_ROOM // 8))


def lossy_webp_header() -> bytes:
    """Return a large lossy WebP of which only the first partition is there."""
    frame = b"\x9d\x01\x2a" + struct.pack("<HH", WIDTH, HEIGHT)
    tag = (0 | 1 << 4 | 200_000 << 5).to_bytes(3, "little")
    return webp(chunk(b"VP8 ", tag + frame + bytes(400_000)))


def bmp(bits: int, compression: int, data: bytes, top_down: bool = False) -> bytes:
    """Return a large BMP."""
    height = -HEIGHT if top_down else HEIGHT
    header = struct.pack(
        "<IiiHHIIiiII", 40, WIDTH, height, 1, bits, compression, 0, 0, 0, 256, 0
    )
    offset = 14 + 40 + 1024
    file = b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset)
    return file + header + bytes(1024) + data


CASES: dict[str, Callable[[], bytes]] = {
    "GIF of comments": lambda: gif(b"!\xfe" + (b"\xff" + b"x" * 255) * (_ROOM // 256)),
    "GIF of comments of one byte": lambda: gif(b"!\xfe" + b"\1x" * (_ROOM // 2)),
    "GIF of empty extensions": lambda: gif(b"!\xf9\0" * (_ROOM // 3)),
    "GIF of pixels a byte at a time": lambda: (
        gif_header(WIDTH, HEIGHT, (0, 0, WIDTH, HEIGHT))[:30]
        + b"\1\x4c" * (_ROOM // 2)
        + b"\0;"
    ),
    "GIF of a million frames": lambda: gif_of_frames(1_000_000),
    "interlaced GIF that is cut off": interlaced_gif,
    "WebP of a million frames": lambda: animated_webp(1_000_000),
    "WebP of empty chunks": webp_of_chunks,
    "WebP of a header alone": lossy_webp_header,
    "BMP of runs of one pixel": lambda: bmp(8, 1, b"\1\x07" * (_ROOM // 2)),
    "BMP of empty runs": lambda: bmp(8, 1, b"\0\2\0\0" * (_ROOM // 4)),
    "BMP of ends of rows": lambda: bmp(8, 1, b"\0\0" * (_ROOM // 2)),
    "BMP of one bit": lambda: bmp(1, 0, bytes(WIDTH // 8 * HEIGHT)),
}

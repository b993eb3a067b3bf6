"""PNG files of few bytes that ask for much work or memory.

References
----------
PNG specification, third edition, section 11.
"""

import struct
import zlib
from collections.abc import Callable
from functools import cache

from tests.engine.files import PNG_SIGNATURE, chunk
from tests.fuzz.sizes import HEIGHT, MOST_BYTES, WIDTH

_MEGABYTE = 2**20
_ZEROS = bytes(_MEGABYTE)


def header(color_type: int = 2, bits: int = 8, interlaced: bool = False) -> bytes:
    """Return the beginning of a large picture."""
    size = struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, color_type, 0, 0, interlaced)
    return PNG_SIGNATURE + chunk(b"IHDR", size)


def whole(extra: bytes = b"", more: bytes = b"") -> bytes:
    """Return a black picture with chunks before and after its pixels."""
    return header() + extra + _black() + more + chunk(b"IEND", b"")


@cache
def _black() -> bytes:
    return chunk(b"IDAT", zlib.compress(bytes((WIDTH * 3 + 1) * HEIGHT), 1))


def filled(one: bytes, most: int = MOST_BYTES) -> bytes:
    """Return so many times a chunk that a file is nearly full."""
    return one * ((most - 2 * _MEGABYTE) // len(one))


def bomb(megabytes: int, broken: bool = False) -> bytes:
    """Return zeros, compressed a thousand times."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(_ZEROS) for _ in range(megabytes)]
    data = b"".join(parts) + packer.flush()
    return data[:-4] + b"abcd" if broken else data


def text(name: bytes, data: bytes) -> bytes:
    """Return a chunk of text; compressed ones have one more byte."""
    middle = {b"zTXt": b"\0", b"iTXt": b"\1\0\0\0", b"iCCP": b"\0"}.get(name, b"")
    return chunk(name, b"note\0" + middle + data)


CASES: dict[str, Callable[[], bytes]] = {
    "PNG of a compressed profile of 1 GB": lambda: whole(text(b"iCCP", bomb(1000))),
    "PNG of profiles of 1 MB": lambda: whole(filled(text(b"iCCP", bomb(1)))),
    "PNG of text of 1 GB": lambda: whole(text(b"zTXt", bomb(1000))),
    "PNG of texts of 1 MB": lambda: whole(filled(text(b"zTXt", bomb(1)))),
    "PNG of damaged texts of 1 MB": lambda: whole(
        filled(text(b"zTXt", bomb(1, broken=True)))
    ),
    "PNG of damaged profiles of 1 MB": lambda: whole(
        filled(text(b"iCCP", bomb(1, broken=True)))
    ),
    "PNG of international texts of 1 MB": lambda: whole(filled(text(b"iTXt", bomb(1)))),
    "PNG of damaged texts after the pixels": lambda: whole(
        b"", filled(text(b"zTXt", bomb(1, broken=True)))
    ),
    "PNG of plain texts": lambda: whole(filled(text(b"tEXt", b"x" * 50_000))),
    "PNG of EXIF blocks": lambda: whole(filled(chunk(b"eXIf", bytes(50_000)))),
    "PNG of empty chunks": lambda: whole(filled(chunk(b"abCd", b""))),
    "PNG of empty chunks after the pixels": lambda: whole(
        b"", filled(chunk(b"abCd", b""))
    ),
    "PNG of empty pixel chunks": lambda: header() + filled(chunk(b"IDAT", b"")),
    "PNG of far too many pixels": lambda: (
        header() + chunk(b"IDAT", bomb(20_000)) + chunk(b"IEND", b"")
    ),
    "PNG of a palette for every byte": lambda: whole(
        filled(chunk(b"PLTE", bytes(768)))
    ),
    "PNG of frame headers": lambda: whole(
        chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)),
        filled(chunk(b"fcTL", bytes(26))),
    ),
}

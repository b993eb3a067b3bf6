"""The chunks of a PNG file.

As the PNG specification (W3C, third edition, 2025) has them, and no more than a
picture needs.
"""

import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.png.bit_packing import bit_depth

Bytes = NDArray[np.uint8]

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_TRUECOLOR, _INDEXED, _TRUECOLOR_WITH_ALPHA = 2, 3, 6


def indexed_png(
    shape: tuple[int, ...], colors: Bytes, opacity: Bytes, data: bytes
) -> bytes:
    """Put an indexed picture together.

    Parameters
    ----------
    shape : tuple of int
        Height and width.
    colors : ndarray of shape (n, 3), uint8
        sRGB of each entry.
    opacity : ndarray of shape (n,), uint8
        Of each entry; those that are not solid come first.
    data : bytes
        Rows of entries at the lowest bit depth, filtered and compressed.
    """
    soft = opacity[opacity < 255].tobytes()
    parts = [(b"PLTE", colors.tobytes()), *([(b"tRNS", soft)] if soft else [])]
    return _file(shape, bit_depth(len(colors)), _INDEXED, *parts, (b"IDAT", data))


def truecolor_png(shape: tuple[int, ...], data: bytes) -> bytes:
    """Put a picture of 8 bits a channel together.

    Parameters
    ----------
    shape : tuple of int
        Height, width and channels: 3, or 4 with opacity.
    data : bytes
        Rows of pixels, filtered and compressed.
    """
    kind = _TRUECOLOR if shape[2] == 3 else _TRUECOLOR_WITH_ALPHA
    return _file(shape, 8, kind, (b"IDAT", data))


def _file(
    shape: tuple[int, ...], depth: int, kind: int, *parts: tuple[bytes, bytes]
) -> bytes:
    header = struct.pack(">IIBBBBB", shape[1], shape[0], depth, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), *parts, (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, held) for name, held in chunks)


def _chunk(name: bytes, held: bytes) -> bytes:
    check = zlib.crc32(held, zlib.crc32(name))
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", check)

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
from components.engine.resolution import Resolution

Bytes = NDArray[np.uint8]

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# Signature and IHDR, which all PNGs begin with.
_HEAD: Final = 8 + 25
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


def with_resolution(png: bytes, resolution: Resolution | None) -> bytes:
    """Write into a PNG that has no pHYs how it is meant to be printed.

    Parameters
    ----------
    png : bytes
        The whole file.
    resolution : Resolution or None
        None leaves the file as it is.
    """
    if resolution is None:
        return png
    numbers = resolution.across, resolution.down, resolution.metric
    return png[:_HEAD] + chunk(b"pHYs", struct.pack(">IIB", *numbers)) + png[_HEAD:]


def with_comment(png: bytes, words: str) -> bytes:
    """Write a remark into a PNG, as a tEXt chunk that programs show as its comment.

    Parameters
    ----------
    png : bytes
        The whole file.
    words : str
        Of Latin-1, without line ends.
    """
    held = b"Comment\0" + words.encode("latin-1")
    return png[:_HEAD] + chunk(b"tEXt", held) + png[_HEAD:]


def _file(
    shape: tuple[int, ...], depth: int, kind: int, *parts: tuple[bytes, bytes]
) -> bytes:
    header = struct.pack(">IIBBBBB", shape[1], shape[0], depth, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), *parts, (b"IEND", b""))
    return SIGNATURE + b"".join(chunk(name, held) for name, held in chunks)


def chunk(name: bytes, held: bytes) -> bytes:
    """Return a chunk with its length and its checksum."""
    check = zlib.crc32(held, zlib.crc32(name))
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", check)

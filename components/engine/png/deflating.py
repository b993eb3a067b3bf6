"""Bytes to a zlib stream, in two threads where there are many.

libdeflate makes one stream of what it is given, in one thread. What is long is cut here
into pieces that are compressed side by side. Their streams become one if no block but
the very last says that it is the last, and each begins with a whole byte: as in Mark
Adler's `gzjoin
<https://github.com/madler/zlib/blob/master/examples/gzjoin.c>`_.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import deflate
import numpy as np
from numpy.typing import NDArray

from components.engine import side_by_side
from components.engine.png.deflate_blocks import PADDING, last_block

Bytes = NDArray[np.uint8]

# Deflate, with a window of 32 kB, in the usual way (RFC 1950).
_HEAD: Final = b"\x78\x9c"
# A block of nothing, from the next byte on: its length, and that with all bits turned.
_NOTHING: Final = b"\0\0\xff\xff"
_ADLER: Final = 65521


class _Piece(NamedTuple):
    stream: bytes
    checksum: int
    length: int


def compress(
    rows: Callable[[slice], Bytes], parts: Sequence[slice], level: int
) -> bytes:
    """Write a zlib stream.

    Parameters
    ----------
    rows : callable
        Returns the bytes of a part. Called in several threads.
    parts : sequence of slice
        Parts in their order. Each begins without a look at what was before: pieces of
        3 MB make the stream of an indexed photo longer by less than a thousandth.
    level : int
        libdeflate's, 1 to 12.

    Returns
    -------
    bytes
        The same on every machine, however many threads there were.

    Examples
    --------
    >>> import zlib
    >>> text = np.frombuffer(b"so many, so many", np.uint8)
    >>> zlib.decompress(compress(lambda some: text[some], [slice(9), slice(9, 16)], 6))
    b'so many, so many'
    """
    last = parts[-1]

    def work(part: slice) -> _Piece:
        data = np.ascontiguousarray(rows(part))
        stream = bytes(deflate.deflate_compress(data, level))
        if part != last:
            stream = _to_be_continued(stream)
        return _Piece(stream, int(deflate.adler32(data)), data.size)

    pieces = side_by_side.each(work, parts)
    checksum = struct.pack(">I", _checksum(pieces))
    return b"".join((_HEAD, *(each.stream for each in pieces), checksum))


def _to_be_continued(stream: bytes) -> bytes:
    """Take from a raw stream that it ends, and fill up its last byte."""
    held = np.frombuffer(stream + PADDING, np.uint8).copy()
    begin, end = last_block(held)
    held[begin >> 3] &= 0xFF ^ 1 << (begin & 7)
    # The block of nothing begins with three zeros, and zeros fill the byte.
    return held[: (end + 3 + 7) >> 3].tobytes() + _NOTHING


def _checksum(pieces: Sequence[_Piece]) -> int:
    """Put checksums together, as zlib's ``adler32_combine`` does."""
    low, high = 1, 0
    for piece in pieces:
        own_low, own_high = piece.checksum & 0xFFFF, piece.checksum >> 16
        high = (high + own_high + piece.length * (low - 1)) % _ADLER
        low = (low + own_low - 1) % _ADLER
    return high << 16 | low

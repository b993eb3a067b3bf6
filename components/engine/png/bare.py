"""A PNG that somebody else wrote, without what its pixels do not need.

Where a picture's own file shows the same pixels in fewer bytes than one written here,
it is handed back. What else stands in it (places, names, dates, a cut off part of the
picture behind its end) is not handed on with it.

References
----------
Portable Network Graphics (PNG) Specification, third edition, W3C 2025, sections 5
(structure), 8 (interlacing) and 11.2 (critical chunks).
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from components.engine.png.chunks import SIGNATURE, chunk, with_resolution
from components.engine.resolution import Resolution

# Color types, and how many samples a pixel has in each.
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_INDEXED: Final = 3
# First column and row of each pass of an interlaced picture, and the steps to the next.
_PASSES: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
    (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
_AT_ONCE: Final = 2**20  # bytes that are unpacked at once


def bare_png(data: bytes, resolution: Resolution | None) -> bytes | None:
    """Return a PNG with nothing in it but its pixels, and how they are printed.

    The packed pixels stay as they are, so it is no larger than it was.

    Parameters
    ----------
    data : bytes
        The whole file.
    resolution : Resolution or None
        What to write of that.

    Returns
    -------
    bytes or None
        A PNG of the same numbers of the same meaning, but for color: whatever says
        that the numbers are not sRGB is left out too. None if the file is no PNG of
        at most 8 bits a sample, or not whole.
    """
    found: dict[bytes, list[bytes]] = {}
    for name, held in _chunks(data):
        found.setdefault(name, []).append(held)
    (header, *_), packed = found.get(b"IHDR", [b""]), b"".join(found.get(b"IDAT", ()))
    length = _length(header)
    end = None if length is None else _end(packed, length)
    if end is None or b"IEND" not in found:
        return None
    kept = [b"PLTE", b"tRNS"] if header[9] == _INDEXED else [b"tRNS"]
    parts = [(name, found[name][0]) for name in kept if name in found]
    parts = [(b"IHDR", header), *parts, (b"IDAT", packed[:end]), (b"IEND", b"")]
    bare = SIGNATURE + b"".join(chunk(name, held) for name, held in parts)
    return with_resolution(bare, resolution)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the chunks, to the end of the picture."""
    at = len(SIGNATURE)
    name = b"" if data.startswith(SIGNATURE) else b"IEND"
    while name != b"IEND" and at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def _length(header: bytes) -> int | None:
    """Return the bytes of all rows, unpacked; None for what is not handed back."""
    if len(header) != 13:
        return None
    width, height, bits, kind, *_, interlaced = struct.unpack(">IIBBBBB", header)
    if bits > 8 or kind not in _CHANNELS or not width or not height:
        return None
    total = 0
    for left, top, across, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * bits * _CHANNELS[kind] // 8))
    return total


def _end(packed: bytes, length: int) -> int | None:
    """Return where the packed pixels end; None if they are not as many as they must."""
    unpacking, waiting, came = zlib.decompressobj(), packed, 0
    try:
        while came <= length and not unpacking.eof:
            part = unpacking.decompress(waiting, _AT_ONCE)
            waiting = unpacking.unconsumed_tail
            came += len(part)
            if not part and not waiting:
                return None
    except zlib.error:
        return None
    if came != length or not unpacking.eof:
        return None
    return len(packed) - len(unpacking.unused_data)

"""Chunks of a RIFF file, as WebP is one.

References
----------
RFC 9649, section 2.3.
"""

import itertools
from collections.abc import Iterator

from components.engine.reading.limits import MAX_STEPS


def riff_chunks(data: bytes, at: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and end of the content of every whole chunk.

    Parameters
    ----------
    data : bytes
        The whole file.
    at, stop : int
        Where the first chunk begins, and where what they stand in ends.

    Raises
    ------
    ValueError
        If there are too many.
    """
    for count in itertools.count():
        if count > MAX_STEPS:
            raise ValueError("too many chunks")
        start, size = at + 8, int.from_bytes(data[at + 4 : at + 8], "little")
        if start > stop or start + size > stop:
            return
        yield data[at : at + 4], start, start + size
        at = start + size + size % 2


def riff_chunk(name: bytes, held: bytes) -> bytes:
    """Return a chunk with its size, which is made even."""
    return name + len(held).to_bytes(4, "little") + held + bytes(len(held) % 2)

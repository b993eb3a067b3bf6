"""Pieces that are compressed side by side are one stream, and an ordinary one."""

import zlib
from collections.abc import Callable
from itertools import pairwise

import deflate
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.png.deflate_blocks import PADDING, last_block
from components.engine.png.deflating import compress
from tests.cases import in_turn

Bytes = NDArray[np.uint8]

LEVEL = 6


def cut(length: int, *places: int) -> list[slice]:
    """Return the parts between places in a row of bytes."""
    ends = sorted({0, length, *(place for place in places if place < length)})
    return [slice(*both) for both in pairwise(ends)] or [slice(0)]


def stream_of(data: Bytes, *places: int, level: int = LEVEL) -> bytes:
    return compress(lambda part: data[part], cut(data.size, *places), level)


def noise(length: int, values: int = 256) -> Bytes:
    return np.random.default_rng(length).integers(0, values, length, np.uint8)


# Of deflate's ways to write a block each has some: as it is, in codes that are agreed
# on, in codes of its own; and matches far apart and long.
KINDS: dict[str, Callable[[], Bytes]] = {
    "nothing": lambda: noise(0),
    "a byte": lambda: noise(1),
    "noise": lambda: noise(70_000),
    "few values": lambda: noise(400_000, 3),
    "a short text": lambda: np.frombuffer(b"not long, but longer, no longer", np.uint8),
    "all alike": lambda: np.zeros(300_000, np.uint8),
    "far apart": lambda: np.tile(noise(30_000), 4),
    "slowly rising": lambda: (np.arange(200_000) // 700).astype(np.uint8),
}


@in_turn("level", [1, LEVEL, 12])
@in_turn("kind", KINDS)
def test_pieces_come_out_as_they_went_in(kind: str, level: int) -> None:
    data = KINDS[kind]()
    third = data.size // 3
    written = stream_of(data, third, 2 * third + 1, level=level)
    assert zlib.decompress(written) == data.tobytes()
    assert bytes(deflate.zlib_decompress(written, data.size)) == data.tobytes()


@given(st.binary(max_size=2000), st.lists(st.integers(0, 2000), max_size=5))
def test_wherever_it_is_cut(data: bytes, places: list[int]) -> None:
    array = np.frombuffer(data, np.uint8)
    assert zlib.decompress(stream_of(array, *places)) == data


def test_one_piece_is_what_libdeflate_makes_of_it() -> None:
    data = KINDS["few values"]()
    assert stream_of(data) == bytes(deflate.zlib_compress(data, LEVEL))


def test_a_cut_makes_a_stream_hardly_longer() -> None:
    data = KINDS["few values"]()
    assert len(stream_of(data, 200_000)) < 1.005 * len(stream_of(data))


@in_turn("kind", KINDS)
def test_the_last_block_is_found(kind: str) -> None:
    stream = bytes(deflate.deflate_compress(KINDS[kind](), LEVEL))
    held = np.frombuffer(stream + PADDING, np.uint8).copy()
    begin, end = last_block(held)
    assert (end + 7) // 8 == len(stream)
    assert held[begin >> 3] >> (begin & 7) & 1  # it says that it is the last
    held[begin >> 3] ^= 1 << (begin & 7)
    unended = zlib.decompressobj(-15)
    unended.decompress(held[: len(stream)].tobytes())
    assert not unended.eof

"""Entries of a palette share bytes, and are found again."""

import numpy as np
from numpy.typing import NDArray

from components.engine.png.bit_packing import bit_depth, pack_rows, unpack_rows
from tests.cases import in_turn

Bytes = NDArray[np.uint8]


def some(n: int, height: int = 13, width: int = 17) -> Bytes:
    return np.random.default_rng(n).integers(0, n, (height, width), np.uint8)


@in_turn("bits", [1, 2, 4, 8])
@in_turn("width", [1, 2, 7, 8, 9, 17])
def test_packed_entries_are_found_again(bits: int, width: int) -> None:
    entries = some(1 << bits, width=width)
    packed = pack_rows(entries, bits)
    assert packed.shape == (13, -(-width * bits // 8))
    np.testing.assert_array_equal(unpack_rows(packed, bits, width), entries)


def test_the_leftmost_entry_has_the_highest_bits() -> None:
    row = np.array([[1, 0, 0, 0, 0, 0, 0, 1, 1]], np.uint8)
    assert pack_rows(row, 1).tolist() == [[0b10000001, 0b10000000]]
    assert [bit_depth(n) for n in (1, 2, 3, 4, 5, 16, 17, 256)] == [
        1,
        1,
        2,
        2,
        4,
        4,
        8,
        8,
    ]

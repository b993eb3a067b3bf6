"""Orders of a palette, filters and packing only change how a picture is written."""

import numpy as np
import pytest
from numpy.typing import NDArray

from components.engine.png.bit_packing import bit_depth, pack_rows, unpack_rows
from components.engine.png.filters import filtered, filtered_least, least_sum
from components.engine.png.palette_order import (
    modified_zeng,
    orders,
    path_through,
    side_by_side,
)

Bytes = NDArray[np.uint8]


def some(n: int, height: int = 13, width: int = 17) -> Bytes:
    return np.random.default_rng(n).integers(0, n, (height, width), np.uint8)


def undone(rows: Bytes) -> Bytes:
    """Undo filters byte by byte, as the standard says it."""
    height, width = rows.shape[0], rows.shape[1] - 1
    out = np.zeros((height, width), int)
    for y in range(height):
        for x in range(width):
            a = out[y, x - 1] if x else 0
            b = out[y - 1, x] if y else 0
            c = out[y - 1, x - 1] if x and y else 0
            paeth = min((a, b, c), key=lambda near: abs(a + b - c - near))
            guess = (0, a, b, (a + b) // 2, paeth)[rows[y, 0]]
            out[y, x] = (int(rows[y, x + 1]) + guess) % 256
    return out.astype(np.uint8)


@pytest.mark.parametrize("way", range(5))
def test_filters_can_be_undone(way: int) -> None:
    rows = some(256)
    np.testing.assert_array_equal(undone(filtered(rows)[way]), rows)


def test_rows_with_the_smallest_differences_can_be_undone() -> None:
    rows = some(30)
    rows[5] = np.arange(17)
    mixed = least_sum(filtered(rows))
    np.testing.assert_array_equal(undone(mixed), rows)
    assert mixed[5, 0] == 1
    sums = np.abs(filtered(rows)[:, :, 1:].view(np.int8).astype(int)).sum(axis=2)
    np.testing.assert_array_equal(mixed[:, 0], sums.argmin(axis=0))


def test_a_row_is_filtered_at_once_as_it_is_by_trying_all_ways() -> None:
    for n in (2, 30, 256):
        rows = some(n)
        np.testing.assert_array_equal(
            filtered_least(rows, 1), least_sum(filtered(rows))
        )


@pytest.mark.parametrize("step", [3, 4])
def test_pixels_of_several_bytes_are_compared_channel_by_channel(step: int) -> None:
    pixel = some(256, 1, step)
    rows = np.tile(pixel, (5, 6))
    alike = filtered_least(rows, step)
    assert not alike[1:, 1:].any()
    assert not alike[0, 1 + step :].any()


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
@pytest.mark.parametrize("width", [1, 2, 7, 8, 9, 17])
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


@pytest.mark.parametrize("n", [1, 2, 3, 40, 256])
def test_every_order_has_every_entry_once(n: int) -> None:
    colors = np.random.default_rng(n).integers(0, 256, (n, 3), np.uint8)
    for order in orders(some(n), colors):
        assert sorted(order.tolist()) == list(range(n))


def test_orders_by_luma_and_coverage_are_what_they_say() -> None:
    colors = np.array([[9, 9, 9], [255, 255, 255], [0, 0, 0]], np.uint8)
    entries = np.array([[0, 1, 1, 2, 2, 2]], np.uint8)
    _, path, luma, coverage = orders(entries, colors)
    assert luma.tolist() == path.tolist() == [2, 0, 1]
    assert coverage.tolist() == [2, 1, 0]


def test_a_path_goes_on_to_the_nearest_color() -> None:
    colors = np.array([[0, 0, 0], [200, 0, 0], [0, 90, 0], [150, 0, 0]], float)
    assert path_through(colors).tolist() == [0, 2, 3, 1]


def test_neighbors_are_counted_to_all_four_sides() -> None:
    entries = some(5, 6, 7)
    expected = np.zeros((5, 5), int)
    for y, x in np.ndindex(6, 7):
        for other in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)):
            if 0 <= other[0] < 6 and 0 <= other[1] < 7:
                expected[entries[y, x], entries[other]] += 1
    np.fill_diagonal(expected, 0)
    np.testing.assert_array_equal(side_by_side(entries, 5), expected)


def test_a_chain_of_neighbors_is_found() -> None:
    """Shuffled entries of a gradient come back in the gradient's order."""
    shuffled = np.random.default_rng(0).permutation(12).astype(np.uint8)
    gradient = np.repeat(shuffled[np.repeat(np.arange(12), 3)][None], 4, axis=0)
    chain = modified_zeng(side_by_side(gradient, 12)).tolist()
    assert chain in (shuffled.tolist(), shuffled[::-1].tolist())

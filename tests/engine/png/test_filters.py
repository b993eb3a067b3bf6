"""Rows of bytes as differences from their neighbors, and what undoes them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from components.engine.png.filters import filtered_least

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


def filtered(rows: Bytes, way: int) -> Bytes:
    """Filter all rows in one way, byte by byte, as the standard says it."""
    out = np.zeros((rows.shape[0], rows.shape[1] + 1), int)
    out[:, 0] = way
    for y, x in np.ndindex(rows.shape):
        a = int(rows[y, x - 1]) if x else 0
        b = int(rows[y - 1, x]) if y else 0
        c = int(rows[y - 1, x - 1]) if x and y else 0
        paeth = min((a, b, c), key=lambda near: abs(a + b - c - near))
        out[y, x + 1] = int(rows[y, x]) - (0, a, b, (a + b) // 2, paeth)[way]
    return (out % 256).astype(np.uint8)


def mixed() -> Bytes:
    """Rows of which every filter is the best for some."""
    y, x = np.mgrid[:13, :17]
    noise = np.random.default_rng(3).integers(0, 256, (13, 17))
    dots = 20 * (noise % 5 == 0)
    steep = 40 * x % 256
    stripes = np.tile(noise[:1], (13, 1))
    plane = 3 * x + 7 * y + noise % 2
    mean = noise.copy()
    for row, column in np.ndindex(13, 17):
        left = mean[row, column - 1] if column else 0
        above = mean[row - 1, column] if row else 0
        mean[row, column] = (left + above) // 2 + noise[row, column] % 90
    return np.vstack([dots, steep, stripes, plane, mean]).astype(np.uint8)


def test_each_row_is_filtered_in_the_way_that_leaves_the_smallest_differences() -> None:
    rows = mixed()
    ways = np.stack([filtered(rows, way) for way in range(5)])
    sums = np.abs(ways[:, :, 1:].view(np.int8).astype(int)).sum(axis=2)
    found = filtered_least(rows, 1)
    np.testing.assert_array_equal(found[:, 0], sums.argmin(axis=0))
    np.testing.assert_array_equal(
        found, ways[sums.argmin(axis=0), np.arange(len(rows))]
    )
    assert set(found[:, 0].tolist()) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("n", [2, 30, 256])
def test_filters_can_be_undone(n: int) -> None:
    rows = some(n)
    np.testing.assert_array_equal(undone(filtered_least(rows, 1)), rows)
    np.testing.assert_array_equal(undone(filtered_least(mixed(), 1)), mixed())


@pytest.mark.parametrize("step", [3, 4])
def test_pixels_of_several_bytes_are_compared_channel_by_channel(step: int) -> None:
    pixel = some(256, 1, step)
    rows = np.tile(pixel, (5, 6))
    alike = filtered_least(rows, step)
    assert not alike[1:, 1:].any()
    assert not alike[0, 1 + step :].any()

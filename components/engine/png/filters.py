"""PNG's filters: rows of bytes as differences from their neighbors.

As the PNG specification (W3C, third edition, 2025, section 9) has them.
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.jit import inlined, kernel

Bytes = NDArray[np.uint8]

_LEFT = 1  # the filter type "Sub"


def unfiltered(rows: Bytes) -> Bytes:
    """Put before each row the byte that says it is not filtered.

    Parameters
    ----------
    rows : ndarray of shape (H, B), uint8
        The bytes of each row.

    Returns
    -------
    ndarray of shape (H, 1 + B), uint8
        Each row after a zero.
    """
    return np.pad(rows, ((0, 0), (1, 0)))


def filtered_left(rows: Bytes, step: int) -> Bytes:
    """Filter each row by the pixel to the left: quick in numpy, and seldom bad.

    Parameters and result as of `filtered_least`.
    """
    found = np.pad(rows, ((0, 0), (1, 0)), constant_values=_LEFT)
    found[:, 1 + step :] -= rows[:, :-step]
    return found


@kernel
def filtered_least(rows: Bytes, step: int) -> Bytes:
    """Filter each row with the filter type that leaves the smallest differences.

    The usual rule of thumb: bytes as signed numbers, their absolute values summed.

    Parameters
    ----------
    rows : ndarray of shape (H, B), uint8
        The bytes of each row.
    step : int
        Bytes a pixel.

    Returns
    -------
    ndarray of shape (H, 1 + B), uint8
        Each row after the byte that names its filter.
    """
    height, width = rows.shape
    found = np.empty((height, width + 1), np.uint8)
    above = np.zeros(width, np.uint8)
    for y in range(height):
        row, best, least = rows[y], 0, np.int64(-1)
        for filter_type in range(5):
            total = np.int64(0)
            for x in range(width):
                left = row[x - step] if x >= step else np.uint8(0)
                corner = above[x - step] if x >= step else np.uint8(0)
                difference = row[x] - _predicted(filter_type, left, above[x], corner)
                total += abs(np.int64(np.int8(difference)))
            if least < 0 or total < least:
                best, least = filter_type, total
        found[y, 0] = best
        for x in range(width):
            left = row[x - step] if x >= step else np.uint8(0)
            corner = above[x - step] if x >= step else np.uint8(0)
            found[y, x + 1] = row[x] - _predicted(best, left, above[x], corner)
        above = row
    return found


@inlined
def _predicted(
    filter_type: int, left: np.uint8, above: np.uint8, corner: np.uint8
) -> np.uint8:
    if filter_type == 0:
        return np.uint8(0)
    if filter_type == 1:
        return left
    if filter_type == 2:
        return above
    if filter_type == 3:
        return np.uint8((np.int64(left) + np.int64(above)) >> 1)
    a, b, c = np.int64(left), np.int64(above), np.int64(corner)
    to_left, to_above, to_corner = abs(b - c), abs(a - c), abs(a + b - 2 * c)
    if to_left <= to_above and to_left <= to_corner:
        return left
    return above if to_above <= to_corner else corner

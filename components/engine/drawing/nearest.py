"""The nearest color of a palette, exactly, in the space of a `Metric`.

Cells of the space (32 × 32 × 32 in sRGB) get, when first met, a list of the palette
colors that can be nearest to any color in them; few remain, and colors are
compared with these only. Where colors come again, as in a picture, what was found for
each is noted in a table of all that there are.
"""

import numpy as np
from numpy.typing import NDArray

from components.engine import machine_code, side_by_side
from components.engine.clustering.metric import (
    SRGB,
    Metric,
    Whole,
    cell_of,
    corner_of,
    locate,
)
from components.engine.jit import inlined, kernel

Ints = NDArray[np.int64]

_ROWS = 1024  # pixels that numpy compares at once

# The table has a byte for each of sRGB's colors. To make it takes as long as to find
# the nearest of so many.
_EVERY_COLOR = 2**24
_MANY = 2**17
_VERY_MANY = 2**21
_NO_TABLE = np.empty(0, np.uint8)

# Twice as long as a cube from corner to corner, in its sides, and a little more.
_DIAGONALS = 2 * 1.7321


def nearest_indices(
    pixels: NDArray[np.uint8], palette: NDArray[np.uint8], metric: Metric = SRGB
) -> NDArray[np.uint8]:
    """Index of the nearest palette color for every pixel.

    Exact, in whole numbers.

    Parameters
    ----------
    pixels : ndarray of shape (N, 3), uint8
        sRGB colors.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    metric : Metric
        Space in which distances are measured.

    Returns
    -------
    ndarray of shape (N,), uint8
        Lowest index among the nearest.
    """
    return _find(pixels, palette, metric, _NO_TABLE)


def nearest_in_picture(
    pixels: NDArray[np.uint8], palette: NDArray[np.uint8], metric: Metric = SRGB
) -> NDArray[np.uint8]:
    """Do the same for the pixels of a picture, where most colors come many times.

    Parameters and result as of `nearest_indices`. At 12 megapixels it takes a fifth of
    the time in sRGB, and a twelfth in Oklab, where it takes long to tell where a color
    is. What is larger than a screen is gone through in two threads.
    """
    many = len(pixels) >= _MANY
    known = np.zeros(_EVERY_COLOR, np.uint8) if many else _NO_TABLE
    if len(pixels) < _VERY_MANY:
        return _find(pixels, palette, metric, known)
    # Both halves note what they find in one table: it is the same for the same color.
    middle = len(pixels) // 2
    found = side_by_side.each(
        lambda half: _find(pixels[half], palette, metric, known),
        [slice(middle), slice(middle, None)],
    )
    return np.concatenate(found)


def _find(
    pixels: NDArray[np.uint8],
    palette: NDArray[np.uint8],
    metric: Metric,
    known: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    points = metric.points(palette)
    if not machine_code.at_hand():
        return _nearest_in_numpy(pixels, points, metric)
    return _nearest_indices(pixels, points, metric.rule, metric.cells, known)


def _nearest_in_numpy(
    pixels: NDArray[np.uint8], palette: Ints, metric: Metric
) -> NDArray[np.uint8]:
    """Do the same without machine code."""
    # What is compared is a whole number below 2**53, in sRGB below 2**24: exact.
    kind: type[np.float32 | np.float64]
    kind = np.float32 if metric.space == "srgb" else np.float64
    found = np.empty(len(pixels), np.uint8)
    squares = (palette * palette).sum(axis=1).astype(kind)
    towards = (-2 * palette).astype(kind)
    for start in range(0, len(pixels), _ROWS):
        some = slice(start, start + _ROWS)
        points = metric.points(pixels[some]).astype(kind)
        found[some] = (np.dot(points, towards.T) + squares).argmin(axis=1)
    return found


@kernel
def _nearest_indices(
    pixels: NDArray[np.uint8],
    palette: Ints,
    rule: Ints,
    cells: int,
    known: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    """Look for the nearest of each pixel; of each color once, where there is a table.

    The table, of zeros, is filled with what was found and one more. The last of 256
    makes 0 of that, as if it had not been found; it is looked for again each time.
    """
    found = np.empty(pixels.shape[0], np.uint8)
    lists = np.empty((cells, palette.shape[0]), np.uint8)
    lengths = np.zeros(cells, np.int16)
    for i in range(pixels.shape[0]):
        red, green = np.int64(pixels[i, 0]), np.int64(pixels[i, 1])
        blue = np.int64(pixels[i, 2])
        color = red << 16 | green << 8 | blue
        if known.size > 0 and known[color] > 0:
            found[i] = known[color] - 1
            continue
        x, y, z = locate(red, green, blue, rule)
        cell = cell_of(x, y, z, rule)
        if lengths[cell] == 0:
            lengths[cell] = possible(x, y, z, palette, rule, lists[cell])
        found[i] = nearest_of(x, y, z, palette, lists, cell, lengths[cell])
        if known.size > 0:
            known[color] = found[i] + 1
    return found


def count_labels(labels: NDArray[np.uint8], k: int) -> NDArray[np.int64]:
    """Count how often each label occurs.

    Parameters
    ----------
    labels : ndarray of shape (N,), uint8
        Each below k.
    k : int
        How many there can be.

    Returns
    -------
    ndarray of shape (k,), int64
    """
    if not machine_code.at_hand():
        return np.bincount(labels, minlength=k)
    counts = np.zeros((4, k), np.int64)
    _count_in_turn(labels, counts)
    total: Ints = counts.sum(axis=0)
    return total


@kernel
def _count_in_turn(labels: NDArray[np.uint8], counts: NDArray[np.int64]) -> None:
    """Count in several places: to what was just written it takes long to add."""
    whole = labels.size // 4 * 4
    for i in range(0, whole, 4):
        for j in range(4):
            counts[j, labels[i + j]] += 1
    for i in range(whole, labels.size):
        counts[0, labels[i]] += 1


def weigh_labels(
    labels: NDArray[np.uint8], opacity: NDArray[np.uint8], k: int
) -> NDArray[np.float64]:
    """Weigh by opacity the pixels that have each label.

    Parameters
    ----------
    labels : ndarray of shape (N,), uint8
        Each below k.
    opacity : ndarray of shape (N,), uint8
        0 is invisible, 255 solid.
    k : int
        How many labels there can be.

    Returns
    -------
    ndarray of shape (k,), float64
        In solid pixels.
    """
    if not machine_code.at_hand():
        return np.bincount(labels, opacity, k) / 255  # sums of whole numbers: exact
    sums = np.zeros(k, np.int64)
    _add_up(labels, opacity, sums)
    return sums / 255


@kernel
def _add_up(
    labels: NDArray[np.uint8], opacity: NDArray[np.uint8], sums: NDArray[np.int64]
) -> None:
    """Add to the sum of each label the opacity of its pixels."""
    for i in range(labels.size):
        sums[labels[i]] += opacity[i]


@inlined
def nearest_of(
    x: Whole,
    y: Whole,
    z: Whole,
    palette: Ints,
    lists: NDArray[np.uint8],
    cell: Whole,
    length: Whole,
) -> Whole:
    """Nearest to a point among those on a cell's list, the lowest index on a tie."""
    best = np.int64(lists[cell, 0])
    if length > 1:
        smallest = np.int64(1 << 62)
        for n in range(length):
            c = np.int64(lists[cell, n])
            d0, d1, d2 = x - palette[c, 0], y - palette[c, 1], z - palette[c, 2]
            distance = d0 * d0 + d1 * d1 + d2 * d2
            if distance < smallest:
                smallest, best = distance, c
    return best


@kernel
def possible(
    x: Whole, y: Whole, z: Whole, palette: Ints, rule: Ints, kept: NDArray[np.uint8]
) -> int:
    """Palette colors that are nearest, or tie, somewhere in a point's cell."""
    low0, low1, low2, last = corner_of(x, y, z, rule)
    best = 0
    smallest: Whole = np.int64(1 << 62)
    for c in range(palette.shape[0]):
        distance = _off_middle(palette, c, low0, low1, low2, last)
        if distance < smallest:
            best, smallest = c, distance
    # Who is farther from the middle than the best by more than the cell is long, from
    # corner to corner, is nearest nowhere in it: most are told by that alone.
    reach = np.sqrt(np.float64(smallest)) + _DIAGONALS * last + 1
    limit = np.int64(reach * reach)
    b0, b1, b2 = palette[best, 0], palette[best, 1], palette[best, 2]
    count = 0
    for c in range(palette.shape[0]):
        if _off_middle(palette, c, low0, low1, low2, last) > limit:
            continue
        ahead = _ahead_on(palette[c, 0], b0, low0, last)
        ahead += _ahead_on(palette[c, 1], b1, low1, last)
        ahead += _ahead_on(palette[c, 2], b2, low2, last)
        if ahead >= 0:
            kept[count] = c
            count += 1
    return count


@inlined
def _off_middle(
    palette: Ints, c: int, low0: Whole, low1: Whole, low2: Whole, last: Whole
) -> Whole:
    """Four times the squared distance of a palette color to the middle of a cell."""
    d0 = 2 * (palette[c, 0] - low0) - last
    d1 = 2 * (palette[c, 1] - low1) - last
    d2 = 2 * (palette[c, 2] - low2) - last
    squared: Whole = d0 * d0 + d1 * d1 + d2 * d2
    return squared


@inlined
def _ahead_on(color: Whole, best: Whole, low: Whole, last: Whole) -> Whole:
    """By how much a color is nearer than the best where that does most, on one axis."""
    towards = color - best
    corner = low + last if towards > 0 else low
    ahead: Whole = towards * (2 * corner - color - best)
    return ahead

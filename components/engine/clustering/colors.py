"""From a picture to the table of its distinct colors.

For k-means a picture is nothing but its distinct colors, each with the number
of pixels that have it: every sum over pixels is a weighted sum over colors.

A pixel weighs by its opacity; why, stands in `weights`.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from components.engine import machine_code
from components.engine.jit import inlined, kernel
from components.engine.source import SOLID, SourceImage
from components.engine.weights import not_given, weigh_as_counted

# Up to this many pixels sorting is quicker than a table of all 2**24 colors.
_SORT_LIMIT = 1_500_000

# Colors that stand in a row of that table, all of one red and green. In half of the
# rows a photo has none, and these need not be looked through.
_ROW = 256

_CUBE_BITS = 3  # of each channel, that colors which are gathered may differ in


@dataclass(frozen=True, eq=False)
class ColorTable:
    """Every distinct visible color of a picture, once.

    Attributes
    ----------
    colors : ndarray of shape (U, 3), uint8
        Red, green, blue, 0–255, sRGB, in ascending order of (red, green, blue).
    counts : ndarray of shape (U,), int64
        Number of pixels that have the color; at least 1.
    weights : ndarray of shape (U,), float64
        What the color counts in a fit: its pixels weighed by their opacity, from 0 to
        1. Above 0; equal to ``counts`` where they are not given, as in a solid
        picture.

    Raises
    ------
    ValueError
        If weights are not one for each color, or not above 0.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [9, 9, 9]], dtype=np.uint8)
    >>> ColorTable(colors, np.array([3, 1])).weights.tolist()
    [3.0, 1.0]
    """

    colors: NDArray[np.uint8]
    counts: NDArray[np.int64]
    weights: NDArray[np.float64] = field(default_factory=not_given)

    def __post_init__(self) -> None:
        """Fill in the weights of solid pixels; refuse what cannot be weighed."""
        weigh_as_counted(self)
        if not (self.weights > 0).all():
            raise ValueError(
                f"A color weighs {self.weights.min()}; it must be above 0."
            )

    @property
    def pixels(self) -> int:
        """Number of visible pixels."""
        return int(self.counts.sum())

    def __len__(self) -> int:
        """Return the number of distinct colors, U."""
        return int(self.colors.shape[0])


def count_colors(image: SourceImage) -> ColorTable:
    """Count the pixels of each distinct visible color.

    Fully transparent pixels have no color anyone can see and are left out;
    partly transparent ones are counted, and weigh by their opacity.

    Parameters
    ----------
    image : SourceImage
        The picture; any size.

    Returns
    -------
    ColorTable
        U colors; empty (U = 0) when every pixel is transparent.

    Examples
    --------
    >>> rgb = np.array([[[9, 9, 9], [200, 0, 0], [9, 9, 9]]], dtype=np.uint8)
    >>> table = count_colors(SourceImage(rgb, None, "PNG", 70))
    >>> table.colors.tolist(), table.counts.tolist()
    ([[9, 9, 9], [200, 0, 0]], [2, 1])

    Half of the first pixel is seen:

    >>> alpha = np.array([[127, 255, 255]], dtype=np.uint8)
    >>> table = count_colors(SourceImage(rgb, alpha, "PNG", 70))
    >>> table.counts.tolist(), table.weights.round(2).tolist()
    ([2, 1], [1.5, 1.0])
    """
    visible = image.visible
    pixels = image.rgb if visible is None else image.rgb[visible]
    flat = np.ascontiguousarray(pixels).reshape(-1, 3)
    ready = machine_code.at_hand()
    few = len(flat) <= _SORT_LIMIT or not ready
    if image.alpha is None or not image.soft:
        values, counts = (
            tally_by_sorting(_packed(flat, ready)) if few else tally_in_table(flat)
        )
        return ColorTable(unpack(values), counts)
    opacity = image.alpha[image.alpha > 0]
    values, counts, sums = (
        weigh_by_sorting(_packed(flat, ready), opacity)
        if few
        else weigh_in_table(flat, opacity)
    )
    return ColorTable(unpack(values), counts, sums / SOLID)


def _packed(pixels: NDArray[np.uint8], ready: bool) -> NDArray[np.uint32]:
    return pack(pixels) if ready else pack_in_numpy(pixels)


def gather(table: ColorTable) -> ColorTable:
    """Gather similar colors: those of each cube of 8 × 8 × 8 become one at their mean.

    For what has to be known roughly and soon. A photo of 12 megapixels has some 300,000
    colors, and a few thousand of these.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture.

    Returns
    -------
    ColorTable
        Of the same pixels and weight: at most U colors and 32,768, in the order of
        their cubes.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [2, 0, 0], [250, 0, 0]], dtype=np.uint8)
    >>> few = gather(ColorTable(colors, np.array([1, 3, 5])))
    >>> few.colors[:, 0].tolist(), few.counts.tolist()
    ([2, 250], [4, 5])
    """
    red, green, blue = table.colors.T.astype(np.int64) >> _CUBE_BITS
    cube = (red << 10) | (green << 5) | blue
    counts = np.bincount(cube, table.counts)
    there = np.flatnonzero(counts)
    weights = np.bincount(cube, table.weights)[there].astype(np.float64)
    means = [np.bincount(cube, table.weights * each)[there] for each in table.colors.T]
    colors = np.rint(np.stack(means, axis=1) / weights[:, None]).astype(np.uint8)
    return ColorTable(colors, counts[there].astype(np.int64), weights)


def tally_by_sorting(
    packed: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Distinct values in ascending order, and how often each occurs; sorts in place."""
    packed.sort()
    starts = np.flatnonzero(np.diff(packed, prepend=np.uint32(0xFFFFFFFF)))
    counts = np.diff(starts, append=packed.size).astype(np.int64)
    return packed[starts], counts


def tally_in_table(
    pixels: NDArray[np.uint8],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Do the same by a table of all 2**24 colors (64 MB), for pixels as they are."""
    histogram = np.zeros(1 << 24, dtype=np.uint32)
    met = np.zeros((1 << 24) // _ROW, dtype=np.bool_)
    _tally_into(pixels, histogram, met)
    return _those_met(histogram, met)


def weigh_by_sorting(
    packed: NDArray[np.uint32], opacity: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """Distinct values, how often each occurs, and the sum of its opacities."""
    both = packed << np.uint32(8) | opacity
    both.sort()
    values = both >> np.uint32(8)
    starts = np.flatnonzero(np.diff(values, prepend=np.uint32(0xFFFFFFFF)))
    counts = np.diff(starts, append=values.size).astype(np.int64)
    sums = np.add.reduceat(both & np.uint32(255), starts, dtype=np.int64)
    return values[starts], counts, sums


def weigh_in_table(
    pixels: NDArray[np.uint8], opacity: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """Do the same as `weigh_by_sorting` by such a table, for pixels as they are."""
    values, counts = tally_in_table(pixels)
    places = np.zeros(1 << 24, dtype=np.uint32)
    places[values] = np.arange(values.size, dtype=np.uint32)
    sums = np.zeros(values.size, np.int64)
    _add_up(pixels, opacity, places, sums)
    return values, counts, sums


def unpack(values: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Take numbers as of `pack` back to colors."""
    channels = (values >> 16, (values >> 8) & 255, values & 255)
    return np.stack(channels, axis=1).astype(np.uint8)


@kernel
def pack(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Write each color as one number, red in the high byte."""
    packed = np.empty(pixels.shape[0], np.uint32)
    for i in range(pixels.shape[0]):
        packed[i] = _number(pixels, i)
    return packed


def pack_in_numpy(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Do the same without machine code."""
    red, green, blue = pixels.T.astype(np.uint32)
    packed: NDArray[np.uint32] = red << 16 | green << 8 | blue
    return packed


@inlined
def _number(pixels: NDArray[np.uint8], i: int) -> np.uint32:
    red, green = np.uint32(pixels[i, 0]), np.uint32(pixels[i, 1])
    return np.uint32(red << 16 | green << 8 | np.uint32(pixels[i, 2]))


@kernel
def _tally_into(
    pixels: NDArray[np.uint8], histogram: NDArray[np.uint32], met: NDArray[np.bool_]
) -> None:
    """Count each color, and note in which rows of the table there is any."""
    for i in range(pixels.shape[0]):
        value = _number(pixels, i)
        histogram[value] += np.uint32(1)
        met[value // _ROW] = True


@kernel
def _those_met(
    histogram: NDArray[np.uint32], met: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return which values were counted, in ascending order, and how often."""
    rows, many = np.flatnonzero(met), 0
    for row in rows:
        for value in range(row * _ROW, (row + 1) * _ROW):
            many += histogram[value] > 0
    values, counts = np.empty(many, np.uint32), np.empty(many, np.int64)
    at = 0
    for row in rows:
        for value in range(row * _ROW, (row + 1) * _ROW):
            if histogram[value] > 0:
                values[at], counts[at] = value, histogram[value]
                at += 1
    return values, counts


@kernel
def _add_up(
    pixels: NDArray[np.uint8],
    opacity: NDArray[np.uint8],
    places: NDArray[np.uint32],
    sums: NDArray[np.int64],
) -> None:
    for i in range(opacity.size):
        sums[places[_number(pixels, i)]] += opacity[i]

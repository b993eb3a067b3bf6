"""Which color was drawn in which: the distinct pairs, counted.

For a figure that looks at one pixel at a time a drawn picture is nothing but its
distinct pairs of a color and the palette color it was drawn in, each with what its
pixels weigh by their opacity. One color may be drawn in several, as dithering does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.metric import SRGB, Metric
from components.engine.drawing.nearest import nearest_indices
from components.engine.drawing.quantize import QuantizedImage
from components.engine.jit import kernel
from components.engine.source import SOLID, SourceImage

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Every distinct pair of a visible color and what it was drawn in, once.

    Attributes
    ----------
    colors : ndarray of shape (P, 3), uint8
        sRGB, 0–255, in ascending order of (red, green, blue).
    labels : ndarray of shape (P,), uint8
        Row of the palette; ascending where the color is the same.
    counts : ndarray of shape (P,), int64
        Number of pixels; at least 1.
    weights : ndarray of shape (P,), float64
        Pixels weighed by opacity, as in `ColorTable`.
    """

    colors: Bytes
    labels: Bytes
    counts: NDArray[np.int64]
    weights: NDArray[np.float64]


def count_pairs(image: SourceImage, drawn: QuantizedImage) -> Pairs:
    """Count the pixels of each distinct pair of color and label.

    Parameters
    ----------
    image : SourceImage
        H × W pixels; fully transparent ones are left out.
    drawn : QuantizedImage
        The same picture in the colors of a palette, whichever was chosen for
        which pixel.

    Returns
    -------
    Pairs
        P pairs. It takes 4 bytes a pixel while it is made, 13 if some are soft.

    Raises
    ------
    ValueError
        If the pictures are not of one size.
    """
    check_size(image, drawn)
    visible = image.visible
    if visible is None:
        packed = _pack(image.rgb.reshape(-1, 3), drawn.indices.reshape(-1))
    else:
        packed = _pack(image.rgb[visible], drawn.indices[visible])
    if image.alpha is None or not image.soft:
        packed.sort()
        colors, labels, counts = _tally(packed)
        return Pairs(colors, labels, counts, counts.astype(np.float64))
    both = packed.astype(np.uint64) << np.uint64(8) | image.alpha[image.alpha > 0]
    both.sort()
    colors, labels, counts = _tally((both >> np.uint64(8)).astype(np.uint32))
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(both & np.uint64(255), starts, dtype=np.int64)
    return Pairs(colors, labels, counts, sums / SOLID)


def nearest_pairs(table: ColorTable, palette: Bytes, metric: Metric = SRGB) -> Pairs:
    """Pair every color with its nearest palette color, as `quantize` does.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    metric : Metric
        Space in which the nearest is looked for.

    Returns
    -------
    Pairs
        U pairs; the same as `count_pairs` of the quantized picture.
    """
    labels = nearest_indices(table.colors, palette, metric)
    return Pairs(table.colors, labels, table.counts, table.weights)


def check_size(image: SourceImage, drawn: QuantizedImage) -> None:
    """Raise a ValueError if what was drawn is not of the picture's size."""
    if drawn.indices.shape != image.rgb.shape[:2]:
        raise ValueError(
            f"The picture has {image.rgb.shape[:2]} rows and columns,"
            f" what was drawn of it {drawn.indices.shape}."
        )


@kernel
def _pack(colors: Bytes, labels: Bytes) -> NDArray[np.uint32]:
    """Write each pair as one number, red in the highest byte, the label lowest."""
    packed = np.empty(labels.size, np.uint32)
    for i in range(labels.size):
        high = np.uint32(colors[i, 0]) << 24 | np.uint32(colors[i, 1]) << 16
        low = np.uint32(colors[i, 2]) << 8 | np.uint32(labels[i])
        packed[i] = high | low
    return packed


@kernel
def _tally(
    packed: NDArray[np.uint32],
) -> tuple[Bytes, Bytes, NDArray[np.int64]]:
    """Take apart the distinct numbers of a sorted list, and count each."""
    distinct = 0
    for i in range(packed.size):
        distinct += i == 0 or packed[i] != packed[i - 1]
    colors = np.empty((distinct, 3), np.uint8)
    labels = np.empty(distinct, np.uint8)
    counts = np.zeros(distinct, np.int64)
    at = -1
    for i in range(packed.size):
        if i == 0 or packed[i] != packed[i - 1]:
            at += 1
            colors[at, 0] = packed[i] >> 24
            colors[at, 1] = packed[i] >> 16 & 255
            colors[at, 2] = packed[i] >> 8 & 255
            labels[at] = packed[i] & 255
        counts[at] += 1
    return colors, labels, counts

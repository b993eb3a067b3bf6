"""From a picture to the table of its distinct colors.

For k-means a picture is nothing but its distinct colors, each with the number
of pixels that have it: every sum over pixels is a weighted sum over colors.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.engine.jit import kernel
from components.engine.source import SourceImage

# Up to this many pixels sorting is quicker than a table of all 2**24 colors.
_SORT_LIMIT = 1_500_000


@dataclass(frozen=True, eq=False)
class ColorTable:
    """Every distinct visible color of a picture, once.

    Attributes
    ----------
    colors : ndarray of shape (U, 3), uint8
        Red, green, blue, 0–255, sRGB, in ascending order of (red, green, blue).
    counts : ndarray of shape (U,), int64
        Number of pixels that have the color; at least 1.
    """

    colors: NDArray[np.uint8]
    counts: NDArray[np.int64]

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
    partly transparent ones count like solid ones.

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
    """
    visible = image.visible
    pixels = image.rgb if visible is None else image.rgb[visible]
    packed = pack(np.ascontiguousarray(pixels).reshape(-1, 3))
    tally = tally_by_sorting if packed.size <= _SORT_LIMIT else tally_in_table
    values, counts = tally(packed)
    return ColorTable(_unpack(values), counts)


def tally_by_sorting(
    packed: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Distinct values in ascending order, and how often each occurs; sorts in place."""
    packed.sort()
    starts = np.flatnonzero(np.diff(packed, prepend=np.uint32(0xFFFFFFFF)))
    counts = np.diff(starts, append=packed.size).astype(np.int64)
    return packed[starts], counts


def tally_in_table(
    packed: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Do the same as `tally_by_sorting` by a table of all 2**24 colors (64 MB)."""
    histogram = np.zeros(1 << 24, dtype=np.uint32)
    _tally_into(packed, histogram)
    values = np.flatnonzero(histogram).astype(np.uint32)
    return values, histogram[values].astype(np.int64)


def _unpack(values: NDArray[np.uint32]) -> NDArray[np.uint8]:
    channels = (values >> 16, (values >> 8) & 255, values & 255)
    return np.stack(channels, axis=1).astype(np.uint8)


@kernel
def pack(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Write each color as one number, red in the high byte."""
    packed = np.empty(pixels.shape[0], np.uint32)
    for i in range(pixels.shape[0]):
        red, green, blue = pixels[i, 0], pixels[i, 1], pixels[i, 2]
        packed[i] = (np.uint32(red) << 16) | (np.uint32(green) << 8) | np.uint32(blue)
    return packed


@kernel
def _tally_into(packed: NDArray[np.uint32], histogram: NDArray[np.uint32]) -> None:
    for value in packed:
        histogram[value] += np.uint32(1)

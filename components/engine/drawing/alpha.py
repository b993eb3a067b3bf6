"""Soft transparency in a file that has 256 entries for color and opacity together.

Every entry of an indexed PNG is a color with one opacity. k colors with soft
edges can need more entries than there are; then the partial opacities are
clustered, with k-means in one dimension, into as many steps as fit. Invisible
stays invisible and solid stays solid; colors are not touched, so nothing grows a
dark or a light halo.
"""

import numpy as np
from numpy.typing import NDArray

# From every opacity there is down to one; the largest number that fits is used.
_LADDER = (254, 128, 96, 64, 48, 32, 24, 16, 12, 8, 6, 5, 4, 3, 2, 1, 0)


def soften_steps(
    indices: NDArray[np.uint8],
    alpha: NDArray[np.uint8],
    entries: int,
    always_solid: int = 0,
) -> NDArray[np.uint8]:
    """Reduce opacities until colors and opacities together fit.

    Parameters
    ----------
    indices : ndarray of shape (H, W), uint8
        Palette color of each pixel.
    alpha : ndarray of shape (H, W), uint8
        Opacity of each pixel.
    entries : int
        How many pairs of color and opacity may remain. All fully transparent
        pixels together are one.
    always_solid : int
        So many colors, the first, have an entry as solid colors even where no
        solid pixel has them.

    Returns
    -------
    ndarray of shape (H, W), uint8
        ``alpha`` itself where it fits, else a coarser copy.
    """
    pairs = np.unique(indices.astype(np.uint16) << 8 | alpha)
    pairs = np.union1d(pairs, solid_pairs(always_solid))
    histogram = np.bincount(alpha.reshape(-1), minlength=256)
    return opacity_table(pairs, histogram, entries)[alpha]


def solid_pairs(colors: int) -> NDArray[np.uint16]:
    """Pairs, as `opacity_table` takes them, of the first colors, all of them solid."""
    first = np.arange(colors, dtype=np.uint16)
    return first << np.uint16(8) | np.uint16(255)


def opacity_table(
    pairs: NDArray[np.uint16], histogram: NDArray[np.int64], entries: int
) -> NDArray[np.uint8]:
    """Find what each opacity becomes for colors and opacities to fit.

    Parameters
    ----------
    pairs : ndarray of shape (P,), uint16
        Every pair of palette color and opacity that occurs, ``color << 8 | opacity``.
    histogram : ndarray of shape (256,), int64
        Number of pixels of each opacity.
    entries : int
        How many pairs may remain; all fully transparent ones together are one.

    Returns
    -------
    ndarray of shape (256,), uint8
        The new opacity of each opacity; 0, 255 and whatever fits are unchanged.
    """
    for steps in _LADDER:
        levels = _opacity_levels(histogram, steps)
        if _entries_needed(pairs, levels) <= entries:
            break
    return levels


def _entries_needed(pairs: NDArray[np.uint16], levels: NDArray[np.uint8]) -> int:
    color, opacity = pairs >> 8, levels[pairs & 255]
    seen = opacity > 0
    kept = np.unique(color[seen] << 8 | opacity[seen]).size
    return kept + int(not seen.all())


def _opacity_levels(histogram: NDArray[np.int64], steps: int) -> NDArray[np.uint8]:
    """Table of 256 entries: the opacity that each opacity becomes."""
    table = np.arange(256, dtype=np.uint8)
    partial = np.flatnonzero(histogram[1:255]) + 1
    if steps >= partial.size:
        return table
    if steps == 0:
        table[partial] = np.where(partial < 128, 0, 255)
        return table
    weight = histogram[partial].astype(np.float64)
    levels = _cluster(partial.astype(np.float64), weight, steps)
    table[partial] = np.clip(np.round(levels), 1, 254).astype(np.uint8)
    return table


def _cluster(
    values: NDArray[np.float64], weight: NDArray[np.float64], steps: int
) -> NDArray[np.float64]:
    """Lloyd's algorithm in one dimension, started from evenly spread values."""
    centers = np.linspace(values[0], values[-1], 2 * steps + 1)[1::2]
    for _ in range(50):
        owner = np.searchsorted((centers[1:] + centers[:-1]) / 2, values)
        mass = np.bincount(owner, weight, steps)
        sums = np.bincount(owner, weight * values, steps)
        moved = np.where(mass > 0, sums / np.maximum(mass, 1), centers)
        if np.array_equal(moved, centers):
            break
        centers = moved
    return centers[np.searchsorted((centers[1:] + centers[:-1]) / 2, values)]

"""Flat areas, where no error is worth a dot.

In an even area dots of another color are seen at once, however few; a color that is
off by a unit or two is not. Programs that dither well leave such pixels alone:
libimagequant, for one, passes on no error that is too small to be noticed [1]_. Here
it is decided by the color itself, so that a small error that comes again and again
cannot pile up, and none drips in from elsewhere.

References
----------
.. [1] K. Lesiński, libimagequant, ``get_dithered_pixel`` in ``remap.rs``: "don't
   dither areas that don't have noticeable error". https://github.com/ImageOptim/libimagequant
.. [2] G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula", Color
   Research & Application 30(1), 2005. doi:10.1002/col.20070
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import pack
from components.engine.clustering.metric import SRGB, Metric, Whole, cell_of, locate
from components.engine.drawing.nearest import Ints, nearest_of, possible
from components.engine.jit import inlined, kernel
from components.engine.source import SourceImage

SOLID = 255


def staying_pixels(
    image: SourceImage, palette: NDArray[np.uint8], metric: Metric = SRGB
) -> NDArray[np.bool_]:
    """Find the pixels in flat areas whose color is as good as in the palette.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    metric : Metric
        Space in which the nearest is looked for.

    Returns
    -------
    ndarray of shape (H, W), bool
    """
    flat = flat_pixels(image)
    _keep_unseen(
        flat,
        np.ascontiguousarray(image.rgb),
        palette.astype(np.int64),
        metric.points(palette),
        metric.rule,
        metric.cells,
    )
    return flat


def flat_pixels(image: SourceImage) -> NDArray[np.bool_]:
    """Find the pixels that have the very color of their four neighbors.

    Neighbors that are not solid, or beyond the picture's edge, do not count: no error
    comes from there.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.

    Returns
    -------
    ndarray of shape (H, W), bool
    """
    shape = image.rgb.shape[:2]
    color = pack(np.ascontiguousarray(image.rgb).reshape(-1, 3)).reshape(shape)
    mute = None if image.alpha is None else image.alpha != SOLID
    flat = np.ones(shape, np.bool_)
    one, other = slice(None, -1), slice(1, None)
    for here, beside in ((one, other), ((..., one), (..., other))):
        same = color[here] == color[beside]
        flat[here] &= same if mute is None else same | mute[beside]
        flat[beside] &= same if mute is None else same | mute[here]
    return flat


@inlined
def unseen(
    red: Whole, green: Whole, blue: Whole, off0: Whole, off1: Whole, off2: Whole
) -> bool | np.bool_:
    """Tell whether a color in a flat area may be off by so much in each channel.

    ``3 (r² + g² + b²) + (2 g − r − b)² ≤ 36 + s / 2``, where r, g, b are what it is off
    by, and s is the largest less the smallest of its channels: 2 in each channel for a
    gray, more for a vivid color. Green against red and blue counts for more, as it
    does to the eye: a ball of as many colors would hold differences of 4.7 CIEDE2000
    [2]_.

    Of all pairs of colors that are no farther apart, 76 % differ by less than 1, which
    nobody notices, 99.8 % by less than 2, which only the practised do, and none by
    more than 3.3 (a dark blue). A mere rounding, by 1 in each channel, makes up to
    2.43, in a dark gray.
    """
    vivid = max(red, green, blue) - min(red, green, blue)
    tilt = 2 * off1 - off0 - off2
    away = 3 * (off0 * off0 + off1 * off1 + off2 * off2) + tilt * tilt
    return 2 * away <= 72 + vivid


@kernel
def _keep_unseen(
    flat: NDArray[np.bool_],
    rgb: NDArray[np.uint8],
    colors: Ints,
    palette: Ints,
    rule: Ints,
    cells: int,
) -> None:
    """Leave of the flat pixels those whose nearest palette color is `unseen` away."""
    lists = np.empty((cells, palette.shape[0]), np.uint8)
    lengths = np.zeros(cells, np.int16)
    for row in range(flat.shape[0]):
        before = np.int64(-1)  # in a flat area the same color comes again
        stays: bool | np.bool_ = False
        for column in range(flat.shape[1]):
            if not flat[row, column]:
                continue
            red, green = np.int64(rgb[row, column, 0]), np.int64(rgb[row, column, 1])
            blue = np.int64(rgb[row, column, 2])
            packed = red << 16 | green << 8 | blue
            if packed != before:
                before = packed
                x, y, z = locate(red, green, blue, rule)
                cell = cell_of(x, y, z, rule)
                if lengths[cell] == 0:
                    lengths[cell] = possible(x, y, z, palette, rule, lists[cell])
                c = nearest_of(x, y, z, palette, lists, cell, lengths[cell])
                off0, off1 = red - colors[c, 0], green - colors[c, 1]
                stays = unseen(red, green, blue, off0, off1, blue - colors[c, 2])
            flat[row, column] = stays

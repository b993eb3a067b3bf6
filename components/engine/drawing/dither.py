"""Draw a picture in few colors so that dots of them mix to the colors between.

Floyd and Steinberg's error diffusion [1]_: each pixel gets the palette color
nearest to what is wanted of it, and what that color lacks is asked of the pixels
that follow: 7, 5, 3 and 1 sixteenths of it, of the next in the row and of the three
below. Rows are drawn to the right and to the left in turn, which draws fewer
stripes than always the same way.

Three things differ from the textbook. What is asked of a pixel is bounded by half
the widest gap in the palette: more is never needed to mix two neighboring colors,
and where a color lies outside of all that the palette can mix, the rest would
pile up and break out as sparks and smears elsewhere. Where only a part of each error is
passed on, what piles up fades by itself, and pictures look better without a bound: by
0.7 of SSIMULACRA2 on photos in 8 to 64 colors. Only solid pixels
take part. Invisible ones have no color to pass on; soft ones keep their nearest color,
because an indexed PNG has 256 entries for color and opacity together, and every color
that dots add to a soft edge would cost it steps of opacity.

And inside flat areas, a color that is as good as in the palette (`flat.unseen`) stays
what it is: it takes no error and passes none on.

All of it is in whole numbers, so that other programs, the one in the browser above
all, can draw the same picture exactly.

References
----------
.. [1] R. W. Floyd and L. Steinberg, "An adaptive algorithm for spatial greyscale",
   Proceedings of the Society for Information Display 17 (2), 75–77, 1976.
"""

import math

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.metric import (
    SRGB,
    Metric,
    Whole,
    cell_of,
    locate,
    within,
)
from components.engine.drawing.flat import SOLID, staying_pixels
from components.engine.drawing.nearest import Ints, nearest_of, possible
from components.engine.jit import inlined, kernel
from components.engine.source import SourceImage

FULL = 16  # sixteenths
_NO_BOUND = 2**30  # beyond every space


def dithered_indices(
    image: SourceImage,
    palette: NDArray[np.uint8],
    metric: Metric = SRGB,
    strength: int = FULL,
    changed: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """Choose the palette color of every pixel by error diffusion.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    metric : Metric
        Space in which the nearest is looked for and errors are passed on.
    strength : int
        How much of an error is passed on, in sixteenths; 16 is all of it.
    changed : ndarray of shape (H, W), bool, or None
        The pixels that are to be drawn in dots; None for all.

    Returns
    -------
    ndarray of shape (H, W), uint8
        Index of each pixel's color. Pixels that are not solid or not to be drawn in
        dots, and those in flat areas whose color is as good as in the palette, have the
        nearest color, the lowest index on a tie; they take no error and pass none on.

    Examples
    --------
    Gray that lies between black and white, a third of the way:

    >>> gray = np.full((4, 6, 3), 85, dtype=np.uint8)
    >>> black_and_white = np.array([[0] * 3, [255] * 3], dtype=np.uint8)
    >>> dithered_indices(SourceImage(gray, None, "PNG", 70), black_and_white)
    array([[0, 0, 1, 0, 0, 1],
           [1, 0, 0, 1, 0, 0],
           [0, 1, 0, 0, 1, 0],
           [0, 0, 0, 1, 0, 0]], dtype=uint8)
    """
    mixes = ~staying_pixels(image, palette, metric)
    if image.alpha is not None:
        mixes &= image.alpha == SOLID
    if changed is not None:
        mixes &= changed
    points = metric.points(palette)
    bound = largest_error(points) if strength == FULL else _NO_BOUND
    return _diffuse(
        np.ascontiguousarray(image.rgb),
        mixes,
        points,
        metric.rule,
        metric.cells,
        bound,
        strength,
    )


def largest_error(points: Ints) -> int:
    """Bound what is asked of a pixel when all is: half the widest gap in the palette.

    The widest gap is the longest edge of the palette's minimum spanning tree
    (Prim's algorithm): with shorter steps one cannot go from every color to every
    other.

    Parameters
    ----------
    points : ndarray of shape (k, 3), int64
        Its colors, as of `Metric.points`, k at least 1.

    Returns
    -------
    int
        Steps along an axis, rounded up; 0 for a single color.

    Examples
    --------
    >>> largest_error(np.array([[0, 0, 0], [9, 0, 0], [90, 0, 0]]))
    41
    """
    colors = points.copy()
    widest = 0
    away = ((colors - colors[0]) ** 2).sum(axis=1)  # from what is joined already
    while len(colors) > 1:
        away, colors = away[1:], colors[1:]
        nearest = int(away.argmin())
        widest = max(widest, int(away[nearest]))
        colors[[0, nearest]] = colors[[nearest, 0]]
        away[[0, nearest]] = away[[nearest, 0]]
        away = np.minimum(away, ((colors - colors[0]) ** 2).sum(axis=1))
    return (math.isqrt(widest) + 1) >> 1


@kernel
def _diffuse(
    rgb: NDArray[np.uint8],
    mixes: NDArray[np.bool_],
    palette: Ints,
    rule: Ints,
    cells: int,
    bound: int,
    strength: int,
) -> NDArray[np.uint8]:
    """Go through the picture once.

    Pixels that do not mix have their nearest color; no error comes or goes.

    Errors are in sixteenths. ``asked`` holds what the row above asks of each
    pixel, one pixel beyond either end included. It is overwritten, pixel by pixel,
    with what this row asks of the one below: ``behind`` and ``under`` are what is
    known so far for the pixels below the last one and below this one.
    """
    height, width = rgb.shape[0], rgb.shape[1]
    found = np.empty((height, width), np.uint8)
    lists = np.empty((cells, palette.shape[0]), np.uint8)
    lengths = np.zeros(cells, np.int16)
    asked = np.zeros((width + 2, 3), np.int64)
    for row in range(height):
        step = 1 if row % 2 == 0 else -1
        at = 0 if step == 1 else width - 1
        ahead0 = ahead1 = ahead2 = np.int64(0)
        behind0 = behind1 = behind2 = np.int64(0)
        under0 = under1 = under2 = np.int64(0)
        for _ in range(width):
            red, green = np.int64(rgb[row, at, 0]), np.int64(rgb[row, at, 1])
            x, y, z = locate(red, green, np.int64(rgb[row, at, 2]), rule)
            if mixes[row, at]:
                x = within(x + _share(asked[at + 1, 0] + ahead0, bound), 0, rule)
                y = within(y + _share(asked[at + 1, 1] + ahead1, bound), 1, rule)
                z = within(z + _share(asked[at + 1, 2] + ahead2, bound), 2, rule)
            cell = cell_of(x, y, z, rule)
            if lengths[cell] == 0:
                lengths[cell] = possible(x, y, z, palette, rule, lists[cell])
            best = nearest_of(x, y, z, palette, lists, cell, lengths[cell])
            found[row, at] = best
            error0 = error1 = error2 = np.int64(0)
            if mixes[row, at]:
                error0 = ((x - palette[best, 0]) * strength + 8) >> 4
                error1 = ((y - palette[best, 1]) * strength + 8) >> 4
                error2 = ((z - palette[best, 2]) * strength + 8) >> 4
            ahead0, ahead1, ahead2 = 7 * error0, 7 * error1, 7 * error2
            asked[at + 1 - step, 0] = behind0 + 3 * error0
            asked[at + 1 - step, 1] = behind1 + 3 * error1
            asked[at + 1 - step, 2] = behind2 + 3 * error2
            behind0, behind1 = under0 + 5 * error0, under1 + 5 * error1
            behind2 = under2 + 5 * error2
            under0, under1, under2 = error0, error1, error2
            at += step
        asked[at + 1 - step, 0] = behind0
        asked[at + 1 - step, 1] = behind1
        asked[at + 1 - step, 2] = behind2
    return found


@inlined
def _share(sixteenths: Whole, bound: int) -> Whole:
    """Return what is asked of a pixel along an axis, beside its own value."""
    return min(max((sixteenths + 8) >> 4, -bound), bound)

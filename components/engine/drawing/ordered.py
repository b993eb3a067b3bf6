"""Draw a picture in few colors whose dots stand where a texture puts them.

Ordered dithering: the color of a pixel depends on nothing but the color that it should
have and the threshold of its place. So dots do not move when something elsewhere
changes, and they repeat, which makes files small. In a regular palette one adds the
threshold to the color. Palettes of k-means are not regular: for them one asks which
colors of the palette mix to the wanted one, and in what shares; sorted by lightness,
the threshold chooses among them [1]_ [2]_.

Knoll [1]_ finds the mix in as many steps as it has parts: the palette color nearest to
what is wanted and still owed, again and again. It can also be asked for what it is to
be worth: little of the squared distance of the mix's mean from the wanted color, and
little of the mean squared distance of its dots from it, which is seen as noise. The
first counts ``strength``, the second what is left of 17. With noise alone the nearest
color is best; the more the mean counts, the farther may dots be from what is wanted.
The sum is convex in the shares, so it falls when one after the other takes its best
value [3]_: first that of the color which gains most, then that of another, and both
once more.

A mix is made of the nearest color and up to two of its neighbors in the palette. Two
colors are neighbors if no other is near the middle between them, where it would make
quieter dots: Gabriel's rule [4]_, with a ball of half the surface. There are 4 or 5 for
each color at k = 16 and 7 at k = 64. Where all may mix with all, dots are no better,
and where the nearest color changes, so does their pattern, along a line that is seen.

FLIP [5]_ of crops of three photos at k = 8, 16 and 64 (less is better): 0.176, 0.122
and 0.073; Knoll's, in 64 steps that take ten times as long, 0.176, 0.120 and 0.071; the
threshold added to the color 0.202, 0.145 and 0.084; nearest colors 0.228, 0.158 and
0.088; error diffusion 0.176, 0.114 and 0.065.

Only solid pixels take part, and in flat areas a color that is as good as in the palette
stays what it is; `dither` says why. All of it is in whole numbers, so that the browser
draws the same picture (``static/ordered.js``).

References
----------
.. [1] T. Knoll, "Pattern dithering", US patent 6,606,166, 2003, expired.
.. [2] J. Yliluoma, "Joel Yliluoma's arbitrary-palette positional dithering algorithm",
   2011. https://bisqwit.iki.fi/story/howto/dither/jy/
.. [3] S. J. Wright, "Coordinate descent algorithms", Mathematical Programming 151,
   3–34, 2015. doi:10.1007/s10107-015-0892-3
.. [4] K. R. Gabriel, R. R. Sokal, "A new statistical approach to geographic variation
   analysis", Systematic Zoology 18 (3), 259–278, 1969. doi:10.2307/2412323
.. [5] P. Andersson et al., "FLIP: a difference evaluator for alternating images",
   Proc. ACM Comput. Graph. Interact. Tech. 3 (2), 15, 2020. doi:10.1145/3406183
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.metric import SRGB, Metric, Whole
from components.engine.drawing.flat import SOLID, staying_pixels
from components.engine.drawing.nearest import nearest_in_picture
from components.engine.drawing.thresholds.textures import LEVELS
from components.engine.jit import inlined, kernel, leaf
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]

FULL: Final = 16
"""The greatest strength: of 17 parts, 16 are for the mean and one is for the noise."""

FARTHEST: Final = 2**31
"""Squared distance that no two points may exceed: all sums then stay below 2**53."""

_PARTS: Final = FULL + 1
_SHIFT: Final = 9  # of cells in spaces in which all colors are near enough
_BAND: Final = 256  # rows that are drawn at once, a multiple of every texture's


_KEPT: Final = 2**15  # mixes that are kept while a picture is drawn, a power of two

Web = tuple[Ints, Ints, Ints, Ints]  # `Neighbors`, as loops get them


class Neighbors(NamedTuple):
    """Which colors of a palette mix with which.

    Attributes
    ----------
    starts : ndarray of shape (k + 1,), int64
        Where each color's neighbors begin in what follows.
    others : ndarray of shape (N,), int64
        The neighbors, as indices of the palette; they rise for each color.
    ways : ndarray of shape (N, 3), int64
        From the color to its neighbor.
    lengths : ndarray of shape (N,), int64
        Squared lengths of these.
    """

    starts: Ints
    others: Ints
    ways: Ints
    lengths: Ints


def ordered_dither(
    image: SourceImage,
    palette: Bytes,
    thresholds: Bytes,
    metric: Metric = SRGB,
    strength: int = FULL,
) -> Bytes:
    """Choose the palette color of every pixel by ordered dithering.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    thresholds : ndarray of shape (h, w), uint8
        A texture, `thresholds.textures`; h divides 256.
    metric : Metric
        Space in which colors are mixed.
    strength : int
        From 0, the nearest colors, to `FULL`.

    Returns
    -------
    ndarray of shape (H, W), uint8
        Index of each pixel's color. Pixels that are not solid, and those in flat areas
        whose color is as good as in the palette, have the nearest color, the lowest
        index on a tie.
    """
    flat = np.ascontiguousarray(image.rgb).reshape(-1, 3)
    labels = nearest_in_picture(flat, palette, metric).reshape(image.rgb.shape[:2])
    mixes = ~staying_pixels(image, palette, metric)
    if image.alpha is not None:
        mixes &= image.alpha == SOLID
    coarse = coarseness(metric)
    centers, lightness = metric.points(palette) >> coarse, luma(palette)
    for top in range(0, image.height, _BAND):
        rows = slice(top, top + _BAND)
        band = np.ascontiguousarray(image.rgb[rows]).reshape(-1, 3)
        points = (metric.points(band) >> coarse).reshape(*labels[rows].shape, 3)
        dots = ordered_indices(
            points, labels[rows], centers, lightness, thresholds, strength
        )
        np.copyto(labels[rows], dots, where=mixes[rows])
    return labels


def coarseness(metric: Metric) -> int:
    """Return how many bits a space has too many for what is calculated here.

    Parameters
    ----------
    metric : Metric
        The space.

    Examples
    --------
    >>> coarseness(SRGB)
    0
    """
    return max(0, metric.shift - _SHIFT)


def ordered_indices(
    points: NDArray[np.integer],
    nearest: Bytes,
    palette: NDArray[np.integer],
    lightness: NDArray[np.integer],
    thresholds: Bytes,
    strength: int = FULL,
) -> Bytes:
    """Choose the palette color of every pixel by the threshold of its place.

    Parameters
    ----------
    points : ndarray of shape (H, W, 3), int
        Where the pixels' colors are, in whole numbers, in any space.
    nearest : ndarray of shape (H, W), uint8
        Index of each pixel's nearest palette color.
    palette : ndarray of shape (k, 3), int
        Where the palette's colors are. No squared distance is above `FARTHEST`.
    lightness : ndarray of shape (k,), int
        How light the palette's colors are.
    thresholds : ndarray of shape (h, w), uint8
        Texture that covers the picture like tiles, from its top left corner on.
    strength : int
        From 0, the nearest colors, to `FULL`.

    Returns
    -------
    ndarray of shape (H, W), uint8
        Index of each pixel's color.

    Raises
    ------
    ValueError
        If there is no such strength.

    Examples
    --------
    Gray that lies between black and white, a third of the way:

    >>> from components.engine.drawing.thresholds.textures import bayer
    >>> gray, black = np.full((4, 8, 3), 85), np.zeros((4, 8), np.uint8)
    >>> ends = np.array([[0] * 3, [255] * 3])
    >>> ordered_indices(gray, black, ends, luma(ends), bayer(2))
    array([[0, 0, 0, 0, 0, 0, 0, 0],
           [1, 0, 1, 0, 1, 0, 1, 0],
           [0, 1, 0, 0, 0, 1, 0, 0],
           [1, 0, 1, 0, 1, 0, 1, 0]], dtype=uint8)
    """
    if not 0 <= strength <= FULL:
        raise ValueError(f"Strength is {strength}; it must be from 0 to {FULL}.")
    if strength == 0:
        return nearest.copy()
    centers = palette.astype(np.int64)
    found = neighbors(centers)
    return _draw(
        points.astype(np.int64, copy=False),
        nearest,
        centers,
        np.argsort(np.argsort(lightness, kind="stable")),
        (found.starts, found.others, found.ways, found.lengths),
        thresholds,
        strength,
    )


def luma(palette: NDArray[np.integer]) -> Ints:
    """Return how light colors are: luma, in ten thousandths, by Rec. 709.

    Parameters
    ----------
    palette : ndarray of shape (k, 3), int
        sRGB, 0–255.

    Returns
    -------
    ndarray of shape (k,), int64
    """
    weighed: Ints = palette.astype(np.int64) @ np.array([2126, 7152, 722])
    return weighed


def neighbors(palette: Ints) -> Neighbors:
    """Find which colors of a palette mix with which.

    They do if no other color is in the ball around the middle between them whose
    surface is half that of the ball between them.

    Parameters
    ----------
    palette : ndarray of shape (k, 3), int64
        Where the colors are. Two in the same place are no neighbors.

    Examples
    --------
    Of three grays in a row the outer ones are no neighbors:

    >>> found = neighbors(np.array([[0, 0, 0], [9, 9, 9], [20, 20, 20]]))
    >>> found.starts.tolist(), found.others.tolist()
    ([0, 1, 3, 4], [1, 0, 2, 1])
    """
    apart = ((palette[:, None] - palette) ** 2).sum(axis=2)
    pairs = np.argwhere(_mixing(apart))
    starts = np.searchsorted(pairs[:, 0], np.arange(len(palette) + 1))
    ways = palette[pairs[:, 1]] - palette[pairs[:, 0]]
    return Neighbors(starts, pairs[:, 1].copy(), ways, (ways**2).sum(axis=1))


@kernel
def _mixing(apart: Ints) -> NDArray[np.bool_]:
    """Tell which pairs are neighbors, from the squared distances of all.

    By Apollonius, four times the squared distance from the middle is ``2 a² + 2 b² −
    c²``; it is to be at least the half of ``c²``.
    """
    k = apart.shape[0]
    found = np.zeros((k, k), np.bool_)
    for i in range(k):
        for j in range(i):
            alone, c = apart[i, j] > 0, 0
            while alone and c < k:
                alone = 4 * (apart[i, c] + apart[j, c]) >= 3 * apart[i, j]
                c += 1
            found[i, j] = found[j, i] = alone
    return found


@kernel
def _draw(
    points: Ints,
    nearest: Bytes,
    palette: Ints,
    ranks: Ints,
    web: Web,
    thresholds: Bytes,
    strength: int,
) -> Bytes:
    """Go through the picture once, and keep the mixes of colors that come again."""
    labels = np.empty(nearest.shape, np.uint8)
    kept = np.full((_KEPT, 4), -1, np.int64)  # where a color is, and its mix
    high, wide = thresholds.shape
    for y in range(nearest.shape[0]):
        row, column = y % high, 0
        for x in range(nearest.shape[1]):
            a, b, c = points[y, x, 0], points[y, x, 1], points[y, x, 2]
            slot = (a * 73856093 ^ b * 19349663 ^ c * 83492791) & (_KEPT - 1)
            mix = kept[slot, 3]
            if (
                mix < 0
                or kept[slot, 0] != a
                or kept[slot, 1] != b
                or kept[slot, 2] != c
            ):
                near = np.int64(nearest[y, x])
                mix = _mix(a, b, c, near, palette, ranks, web, strength)
                kept[slot, 0], kept[slot, 1], kept[slot, 2] = a, b, c
                kept[slot, 3] = mix
            threshold = np.int64(thresholds[row, column])
            lighter = (threshold >= mix >> 24 & 511) + (threshold >= mix >> 33)
            labels[y, x] = mix >> 8 * lighter & 255
            column = column + 1 if column + 1 < wide else 0
    return labels


@leaf
def _mix(
    x: Whole,
    y: Whole,
    z: Whole,
    near: Whole,
    palette: Ints,
    ranks: Ints,
    web: Web,
    strength: int,
) -> Whole:
    """Find the colors that mix to one, and their shares.

    What the nearest color lacks is multiplied by `LEVELS` and by 17; so is what the mix
    lacks when ``strength`` times share times way is taken off.

    Returns
    -------
    int64
        Three palette colors from the darkest on, 8 bits each; then the threshold below
        which there is the first, and that below which there is the second, 9 bits each.
    """
    starts, others, ways, lengths = web
    scale = LEVELS * _PARTS
    begin, end = starts[near], starts[near + 1]
    lacks = (
        scale * (x - palette[near, 0]),
        scale * (y - palette[near, 1]),
        scale * (z - palette[near, 2]),
    )
    one, first = _best(lacks, begin, end, -1, LEVELS, ways, lengths, strength)
    two: Whole = np.int64(-1)
    second: Whole = np.int64(0)
    if first > 0:
        left = LEVELS - first
        lacks = _less(lacks, strength * first, ways, one)
        two, second = _best(lacks, begin, end, one, left, ways, lengths, strength)
    if second > 0:
        lacks = _less(lacks, strength * second, ways, two)
        more = _more(lacks, one, first, second, ways, lengths, strength)
        first += more
        lacks = _less(lacks, strength * more, ways, one)
        second += _more(lacks, two, second, first, ways, lengths, strength)
    return _sorted(
        (near, LEVELS - first - second),
        (others[one] if first > 0 else near, first),
        (others[two] if second > 0 else near, second),
        ranks,
    )


@kernel
def _best(
    lacks: tuple[Whole, Whole, Whole],
    begin: Whole,
    end: Whole,
    without: Whole,
    most: Whole,
    ways: Ints,
    lengths: Ints,
    strength: int,
) -> tuple[Whole, Whole]:
    """Return which neighbor gains most, the first on a tie, and its share."""
    best: Whole = np.int64(-1)
    best_share: Whole = np.int64(0)
    best_gain: Whole = np.int64(0)
    for n in range(begin, end):
        towards = _towards(lacks, n, ways, lengths, strength)
        if towards <= 0 or n == without:
            continue
        cost = strength * lengths[n]
        share = min(_share(towards, cost), most)
        gain = share * (2 * towards - share * cost)
        if gain > best_gain:
            best, best_share, best_gain = np.int64(n), share, gain
    return best, best_share


@inlined
def _more(
    lacks: tuple[Whole, Whole, Whole],
    n: Whole,
    share: Whole,
    other: Whole,
    ways: Ints,
    lengths: Ints,
    strength: int,
) -> Whole:
    """Return how much more a neighbor is to have that has a share, as another has."""
    towards = _towards(lacks, n, ways, lengths, strength)
    more = _share(towards, strength * lengths[n])
    return min(max(more, -share), LEVELS - share - other)


@inlined
def _less(
    lacks: tuple[Whole, Whole, Whole], taken: Whole, ways: Ints, n: Whole
) -> tuple[Whole, Whole, Whole]:
    """Return what is lacking when some of a neighbor is taken."""
    return (
        lacks[0] - taken * ways[n, 0],
        lacks[1] - taken * ways[n, 1],
        lacks[2] - taken * ways[n, 2],
    )


@inlined
def _towards(
    lacks: tuple[Whole, Whole, Whole],
    n: Whole,
    ways: Ints,
    lengths: Ints,
    strength: Whole,
) -> Whole:
    """Return how much a first bit of a neighbor helps: the mean, less its noise."""
    along = lacks[0] * ways[n, 0] + lacks[1] * ways[n, 1] + lacks[2] * ways[n, 2]
    noise: Whole = (LEVELS >> 1) * (_PARTS - strength) * lengths[n]
    towards: Whole = along - noise
    return towards


@inlined
def _share(towards: Whole, cost: Whole) -> Whole:
    """Return how much more of a neighbor is best, rounded.

    Below 2**53 whole numbers are divided in floating point as exactly as this needs,
    and faster.
    """
    return np.int64(math.floor((2 * towards + cost) / (2 * cost)))


@leaf
def _sorted(
    one: tuple[Whole, Whole],
    two: tuple[Whole, Whole],
    three: tuple[Whole, Whole],
    ranks: Ints,
) -> Whole:
    """Put colors with their shares from dark to light, and pack them."""
    if ranks[two[0]] < ranks[one[0]]:
        one, two = two, one
    if ranks[three[0]] < ranks[two[0]]:
        two, three = three, two
    if ranks[two[0]] < ranks[one[0]]:
        one, two = two, one
    colors = one[0] | two[0] << 8 | three[0] << 16
    return colors | one[1] << 24 | (one[1] + two[1]) << 33

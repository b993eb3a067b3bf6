"""Where colors are when distances between them are measured, in whole numbers.

The space in which k-means makes distances small is the one in which pixels get their
nearest color and errors are spread, on the server, in the browser and in the recipe.
All of them have to find the same color for the same pixel. So a space is not its
formula in floating point, which each of them rounds in its own way, but whole numbers
below 2**53, which all of them calculate exactly:

* sRGB: the values as they are.
* z-scores: each channel times a whole number, in the proportions of one by its standard
  deviation. Taking the mean away changes no distance.
* Oklab [1]_: the amount of light of each of the 256 values in units of 2**-24, the
  matrices in units of 2**-24 and 2**-14, the cube root rounded down to units of 2**-16,
  and the result rounded to units of 2**-15. Each color has a place of its own.
* Oklab with the lightness L_r, "Oklrab" [2]_: from that L, by a whole square root.
  Each color has a place of its own here, too.
* The same with b counted one and a half times, for pictures in dots; why, stands in
  `reach`.

References
----------
.. [1] B. Ottosson, "A perceptual color space for image processing", 2020.
   https://bottosson.github.io/posts/oklab/
.. [2] B. Ottosson, "Okhsv and Okhsl", 2021, on a new lightness estimate for Oklab.
   https://bottosson.github.io/posts/colorpicker/
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine import machine_code
from components.engine.clustering.colors import ColorTable
from components.engine.clustering.spaces import (
    K1,
    K2,
    LINEAR_TO_LMS,
    LMS_TO_OKLAB,
    SPACES,
    Space,
    linear_from_srgb,
    oklab_from_oklrab,
    srgb_from_linear,
)
from components.engine.jit import inlined, kernel, leaf

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Whole = int | np.int64

# Decimals of sRGB that 32 bits leave certain in z-scores. A mean that is just half way
# between two colors must not be rounded by what comes after them.
_CERTAIN: Final = 4

# What stands where in a rule: ends of the box that holds all colors, the number of
# cells along its edges, the exponent of a cell's edge, and a number for each channel.
_LOW, _HIGH, _CELLS, _SHIFT, _TIMES = 0, 3, 6, 9, 10
_LIGHT = 13  # from here on, in Oklab: the light of each value
_CURVED = _LIGHT + 256
_TOED = _CURVED + 1  # with one number more, L becomes L_r

# Bits behind the point, in Oklab.
OF_LIGHT, _OF_ROOT, OF_MATRIX, OF_RESULT = 24, 16, 14, 15
MOST_TIMES = 2**16  # so that the squares that are compared stay below 2**53

# L_r = (k3 L - k1 + sqrt((k3 L - k1)**2 + 4 k2 k3 L)) / 2. All that stands here, times
# 1,000 (1 + k2) and with L and L_r in units of 2**-15, are whole numbers; two of them
# were rounded, in the eighth and tenth digit.
TOE_WHOLE: Final = round(1000 * (1 + K2))
TOE_SLOPE: Final = round(500 * (1 + K1))
TOE_START: Final = round(500 * K1 * (1 + K2) * 2**OF_RESULT)
TOE_ROOM: Final = round(1000**2 * K2 * (1 + K1) * (1 + K2) * 2**OF_RESULT)

# All of sRGB is in it, in Oklab.
_OKLAB_BOX: Final = (np.array([0, -7680, -10240]), np.array([32768, 9216, 6656]))

# A cell has 2**this steps along each edge: 32 to 65 cells along the longest axis.
_EDGES: Final[dict[Space, int]] = {
    "srgb": 3,
    "oklab": 9,
    "oklrab": 9,
    "oklrab-dots": 10,
    "standardized": 19,
}
# What the axes of the curved spaces are multiplied by.
_CURVES: Final[dict[Space, tuple[int, int, int]]] = {
    "oklab": (1, 1, 1),
    "oklrab": (1, 1, 1),
    "oklrab-dots": (2, 2, 3),
}
_WITH_TOE: Final[tuple[Space, ...]] = ("oklrab", "oklrab-dots")


def _whole(matrix: NDArray[np.float64], bits: int) -> Ints:
    """Round a matrix to whole numbers; its rows keep their sums, so grays stay gray."""
    rounded = np.rint(matrix * 2**bits).astype(np.int64)
    off = np.rint(matrix.sum(axis=1) * 2**bits).astype(np.int64) - rounded.sum(axis=1)
    rounded[np.arange(3), np.abs(matrix).argmax(axis=1)] += off
    whole: Ints = rounded
    return whole


TO_LMS: Final = _whole(LINEAR_TO_LMS, OF_LIGHT)
TO_OKLAB: Final = _whole(LMS_TO_OKLAB, OF_MATRIX)
MORE: Final = _OF_ROOT + OF_MATRIX - OF_RESULT  # bits too many, before rounding


@dataclass(frozen=True, eq=False)
class Metric:
    """A space in whole numbers.

    Attributes
    ----------
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        Which one.
    times : tuple of int
        What the axes are multiplied by: red, green and blue in a straight space.
    unit : float
        How many whole steps one of the space's own units has.
    """

    space: Space = "srgb"
    times: tuple[int, int, int] = (1, 1, 1)
    unit: float = 1.0

    @cached_property
    def rule(self) -> Ints:
        """All that loops need to know, in one array; see `locate`."""
        light = np.zeros(0, np.int64)
        if self.space in _CURVES:
            values = np.arange(256, dtype=np.float64)
            light = np.rint(linear_from_srgb(values) * 2**OF_LIGHT).astype(np.int64)
        shift, more = _EDGES[self.space], [1] if self.space in _WITH_TOE else []
        start = [*[0] * _SHIFT, shift, *self.times]
        rule = np.concatenate([start, light, more]).astype(np.int64)
        if self.space in _CURVES:
            low, high = (end * np.array(self.times) for end in _OKLAB_BOX)
        else:
            low, high = np.zeros(3, np.int64), 255 * np.array(self.times)
        rule[_LOW:_HIGH], rule[_HIGH:_CELLS] = low, high
        rule[_CELLS:_SHIFT] = ((high - low) >> shift) + 1
        return rule

    @property
    def shift(self) -> int:
        """Base-2 logarithm of a cell's edge."""
        return int(self.rule[_SHIFT])

    @property
    def cells(self) -> int:
        """Into how many cells the space is cut, see `cell_of`."""
        return int(self.rule[_CELLS:_SHIFT].prod())

    def points(self, colors: NDArray[np.uint8]) -> Ints:
        """Take colors into the space.

        Parameters
        ----------
        colors : ndarray of shape (N, 3), uint8
            sRGB.

        Returns
        -------
        ndarray of shape (N, 3), int64
            Whole steps along each axis; what is between two colors is at most
            2**25 apart.

        Examples
        --------
        >>> white = np.full((1, 3), 255, np.uint8)
        >>> Metric("oklab").points(white).tolist(), Metric().points(white).tolist()
        ([[32768, 0, 0]], [[255, 255, 255]])
        """
        find = points_of if machine_code.at_hand() else _points_in_numpy
        return find(np.ascontiguousarray(colors), self.rule)


SRGB: Final = Metric()
FIXED: Final[Mapping[Space, Metric]] = {
    "srgb": SRGB,
    **{
        space: Metric(space, times, float(times[0] * 2**OF_RESULT))
        for space, times in _CURVES.items()
    },
}


def metric_of(table: ColorTable, space: Space) -> Metric:
    """Return the space of a picture.

    Parameters
    ----------
    table : ColorTable
        Its distinct colors.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        "srgb" is the values as they are, 0–255. "oklab" is Ottosson's perceptual space,
        "oklrab" the same with his later lightness L_r: dark tones are nearer to each
        other, about as far as in CIELAB. "oklrab-dots" is that with b counted one and a
        half times, see `reach`. "standardized" is sRGB with each channel
        divided by its standard deviation over the pixels, by their weight (z-scores);
        only there the picture matters.

    Raises
    ------
    ValueError
        If the space is not known.
    """
    if space in FIXED:
        return FIXED[space]
    if space != "standardized":
        raise ValueError(f"The space {space!r} is not one of {', '.join(SPACES)}.")
    deviation = _deviation(table)
    unit = MOST_TIMES * float(deviation.min())
    red, green, blue = (max(1, round(unit / each)) for each in deviation)
    return Metric(space, (red, green, blue), unit)


def to_space(
    table: ColorTable, space: Space
) -> tuple[NDArray[np.float32], Callable[[Floats], Floats]]:
    """Take a picture's colors into a space, and tell the way back.

    Parameters
    ----------
    table : ColorTable
        U distinct colors, U at least 1.
    space : {"srgb", "oklab", "oklrab", "standardized"}
        As of `metric_of`.

    Returns
    -------
    points : ndarray of shape (U, 3), float32
        The colors in the space, in its own units: sRGB 0–255, Oklab L 0–1, z-scores.
    back : callable
        Takes points of shape (k, 3) to sRGB, 0–255.

    Raises
    ------
    ValueError
        If the space is not known.
    """
    into, back = conversions(table, space)
    return into(table.colors), back


def conversions(
    table: ColorTable, space: Space
) -> tuple[
    Callable[[NDArray[np.uint8]], NDArray[np.float32]], Callable[[Floats], Floats]
]:
    """Return the way into the space of a picture, for any colors, and the way back.

    Parameters and errors as of `to_space`.

    Returns
    -------
    into : callable
        Takes sRGB colors of shape (n, 3), uint8, to points of the same shape, float32,
        in the space's own units. Same color, same point.
    back : callable
        Takes points of shape (k, 3) to sRGB, 0–255.
    """
    if space == "standardized":
        mean, scale = _z_scores(table)
        return (
            lambda colors: ((colors.astype(np.float64) - mean) * scale).astype(
                np.float32
            ),
            lambda points: (points / scale + mean).round(_CERTAIN),
        )
    metric = metric_of(table, space)
    if space in _CURVES:
        home = _srgb_from_oklrab if space in _WITH_TOE else _srgb_from_oklab
        scale = np.array(metric.times) / metric.times[0]
        return (
            lambda colors: (metric.points(colors) / metric.unit).astype(np.float32),
            lambda points: home(points / scale),
        )
    return lambda colors: colors.astype(np.float32), lambda points: points


def _z_scores(table: ColorTable) -> tuple[Floats, Floats]:
    """Return the mean color, and what is left of it times what is a z-score."""
    metric = metric_of(table, "standardized")
    colors = table.colors.astype(np.float64)
    mean = (table.weights / table.weights.sum()) @ colors
    return mean, np.array(metric.times) / metric.unit


def _srgb_from_oklab(points: Floats) -> Floats:
    """Go back by the inverse of the rounded matrices, so that a color comes home."""
    cones = (points @ np.linalg.inv(TO_OKLAB / 2**OF_MATRIX).T) ** 3
    return srgb_from_linear(cones @ np.linalg.inv(TO_LMS / 2**OF_LIGHT).T)


def _srgb_from_oklrab(points: Floats) -> Floats:
    return _srgb_from_oklab(oklab_from_oklrab(points))


def _deviation(table: ColorTable) -> Floats:
    """Return the standard deviation of each channel, 1 where there is none."""
    seen = table.colors[table.weights > 0].astype(np.float64)
    if seen.size == 0:
        return np.ones(3)
    share = table.weights / table.weights.sum()
    colors = table.colors.astype(np.float64)
    deviation: Floats = np.sqrt(share @ (colors - share @ colors) ** 2)
    # Asked of the colors: the mean of equal numbers is rounded, and off by a little.
    deviation[seen.min(axis=0) == seen.max(axis=0)] = 1.0
    return deviation


@leaf
def locate(red: Whole, green: Whole, blue: Whole, rule: Ints) -> tuple[Whole, ...]:
    """Return where a color is.

    Parameters
    ----------
    red, green, blue : int64
        sRGB, 0–255.
    rule : ndarray of int64
        `Metric.rule`.

    Returns
    -------
    tuple of three int64
    """
    if rule.size < _CURVED:
        return red * rule[_TIMES], green * rule[_TIMES + 1], blue * rule[_TIMES + 2]
    r, g, b = rule[_LIGHT + red], rule[_LIGHT + green], rule[_LIGHT + blue]
    long, middle, short = _root(0, r, g, b), _root(1, r, g, b), _root(2, r, g, b)
    lightness = _mixed(0, long, middle, short)
    return (
        rule[_TIMES] * (lightness if rule.size < _TOED else _toed(lightness)),
        rule[_TIMES + 1] * _mixed(1, long, middle, short),
        rule[_TIMES + 2] * _mixed(2, long, middle, short),
    )


@inlined
def cell_of(x: Whole, y: Whole, z: Whole, rule: Ints) -> Whole:
    """Return the number of a point's cell."""
    shift = rule[_SHIFT]
    across, down = (x - rule[_LOW]) >> shift, (y - rule[_LOW + 1]) >> shift
    deep = (z - rule[_LOW + 2]) >> shift
    cell: Whole = (across * rule[_CELLS + 1] + down) * rule[_CELLS + 2] + deep
    return cell


@inlined
def corner_of(
    x: Whole, y: Whole, z: Whole, rule: Ints
) -> tuple[Whole, Whole, Whole, Whole]:
    """Return the lowest point of a point's cell, and how far it is to the highest."""
    last = (np.int64(1) << rule[_SHIFT]) - 1
    low0, low1, low2 = rule[_LOW], rule[_LOW + 1], rule[_LOW + 2]
    return (
        low0 + ((x - low0) & ~last),
        low1 + ((y - low1) & ~last),
        low2 + ((z - low2) & ~last),
        last,
    )


@inlined
def within(value: Whole, axis: int, rule: Ints) -> Whole:
    """Bring a coordinate into the box that holds all colors."""
    brought: Whole = min(max(value, rule[_LOW + axis]), rule[_HIGH + axis])
    return brought


@leaf
def _root(row: int, red: Whole, green: Whole, blue: Whole) -> Whole:
    """Return the cube root, rounded down, of what a kind of cones gets."""
    cones = TO_LMS[row, 0] * red + TO_LMS[row, 1] * green + TO_LMS[row, 2] * blue
    # Machines differ in the last digit; whole numbers tell who is right.
    root = np.int64(np.cbrt(np.float64(cones)))
    while root * root * root > cones:
        root -= 1
    while (root + 1) * (root + 1) * (root + 1) <= cones:
        root += 1
    return root


@leaf
def _mixed(row: int, long: Whole, middle: Whole, short: Whole) -> Whole:
    """Return a coordinate of Oklab, rounded."""
    both: Whole = TO_OKLAB[row, 0] * long + TO_OKLAB[row, 1] * middle
    both += TO_OKLAB[row, 2] * short
    return (both + (1 << MORE - 1)) >> MORE


@leaf
def _toed(lightness: Whole) -> Whole:
    """Return L_r, rounded; below 2**50 every machine rounds roots down to the same."""
    half = TOE_SLOPE * lightness - TOE_START
    root = np.int64(np.sqrt(np.float64(half * half + TOE_ROOM * lightness)))
    toed: Whole = (half + root + TOE_WHOLE // 2) // TOE_WHOLE
    return toed


@kernel
def points_of(colors: NDArray[np.uint8], rule: Ints) -> Ints:
    """Return where colors are; `Metric.points` for loops."""
    points = np.empty(colors.shape, np.int64)
    for i in range(colors.shape[0]):
        red, green = np.int64(colors[i, 0]), np.int64(colors[i, 1])
        x, y, z = locate(red, green, np.int64(colors[i, 2]), rule)
        points[i, 0], points[i, 1], points[i, 2] = x, y, z
    return points


def _points_in_numpy(colors: NDArray[np.uint8], rule: Ints) -> Ints:
    """Do the same without machine code."""
    if rule.size < _CURVED:
        return colors * rule[_TIMES:_LIGHT]
    cones = rule[_LIGHT + colors.astype(np.int64)] @ TO_LMS.T
    roots = np.cbrt(cones.astype(np.float64)).astype(np.int64)
    roots -= roots**3 > cones
    roots += (roots + 1) ** 3 <= cones
    points: Ints = (roots @ TO_OKLAB.T + (1 << MORE - 1)) >> MORE
    if rule.size >= _TOED:
        half = TOE_SLOPE * points[:, 0] - TOE_START
        under = (half * half + TOE_ROOM * points[:, 0]).astype(np.float64)
        root = np.sqrt(under).astype(np.int64)
        points[:, 0] = (half + root + TOE_WHOLE // 2) // TOE_WHOLE
    points *= rule[_TIMES:_LIGHT]
    return points

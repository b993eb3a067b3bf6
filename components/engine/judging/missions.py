"""Missions: whether a number of colors is the one that was asked for.

What is right follows from the picture and its fits; no answer stands anywhere. A
sentence says what is right or missing, and never more: not the number itself before it
is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.spaces import oklab_from_srgb
from components.engine.formatting import count, hex_code, percent
from components.engine.judging.ciede2000 import (
    ANOTHER_COLOR,
    ciede2000,
    lab_from_srgb,
)
from components.engine.judging.vision import nearest_name
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

KEPT: Final = ANOTHER_COLOR
"""CIEDE2000 up to which a color counts as kept: above 5 one sees two different colors.

The step is that of the survey by Mokrzycki and Tatol, "Colour difference ΔE", Machine
Graphics & Vision 20(4), 2011; the formula is in `ciede2000`."""

LITTLE: Final = 0.01
"""Share of the variance below which one more color takes away little."""

HALF: Final = 0.5
"""Share of the loaded bytes that a file has to come down to."""

# A color that less of the picture has is a speck, and no color to look for.
_SEEN: Final = 0.001


@dataclass(frozen=True)
class Area:
    """A rectangle of a picture, each figure a share of its height or width, 0–1."""

    top: float
    left: float
    height: float
    width: float

    def within(self, image: SourceImage) -> tuple[slice, slice]:
        """Return its rows and columns in a picture, at least one of each."""
        return (
            _range(self.top, self.height, image.height),
            _range(self.left, self.width, image.width),
        )


@dataclass(frozen=True)
class Check:
    """What there is to say of a number of colors.

    Attributes
    ----------
    right : bool
        Whether it is what was asked for.
    says : str
        What is right or missing, in plain sentences.
    answer : int or None
        A number that is right; None where there is none, or where it is not known.
    nearest : str
        Code of the color that was judged, ``#rrggbb``; empty where none was.
    """

    right: bool
    says: str
    answer: int | None
    nearest: str = ""


def mean_color(image: SourceImage, area: Area) -> Bytes | None:
    """Return the mean color of a part of a picture.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    area : Area
        The part; of a small picture at least one pixel.

    Returns
    -------
    ndarray of shape (3,), uint8, or None
        sRGB; each pixel weighs by its opacity. None where nothing is seen of it.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [10, 20, 30]], [[9, 9, 9], [30, 40, 50]]], np.uint8)
    >>> right = Area(0, 0.5, 1, 0.5)
    >>> mean_color(SourceImage(rgb, None, "PNG", 70), right).tolist()
    [20, 30, 40]
    """
    rows, columns = area.within(image)
    pixels = image.rgb[rows, columns].reshape(-1, 3).astype(np.float64)
    weights = np.ones(len(pixels))
    if image.alpha is not None:
        weights = image.alpha[rows, columns].reshape(-1) / 255
    if weights.sum() == 0:
        return None
    return _rounded(np.average(pixels, axis=0, weights=weights))


def _range(start: float, share: float, whole: int) -> slice:
    first = min(int(start * whole), whole - 1)
    return slice(first, max(first + 1, round((start + share) * whole)))


def most_vivid(colors: Bytes, weights: Floats) -> Bytes:
    """Return the color farthest from gray of those that are more than specks.

    Parameters
    ----------
    colors : ndarray of shape (k, 3), uint8
        A palette, sRGB.
    weights : ndarray of shape (k,), float64
        How much of the picture has each.

    Returns
    -------
    ndarray of shape (3,), uint8
        That of the largest chroma in Oklab [1]_; the first of several.

    References
    ----------
    .. [1] B. Ottosson, "A perceptual color space for image processing", 2020.
       https://bottosson.github.io/posts/oklab/

    Examples
    --------
    >>> colors = np.array([[90, 90, 90], [200, 30, 40], [255, 0, 0]], np.uint8)
    >>> most_vivid(colors, np.array([9000.0, 1000.0, 1.0])).tolist()
    [200, 30, 40]
    """
    chroma = np.hypot(*oklab_from_srgb(colors.astype(np.float64)).T[1:])
    seen = weights >= _SEEN * weights.sum()
    found: Bytes = colors[np.where(seen, chroma, -1.0).argmax()]
    return found


def check_color(
    target: Bytes, palettes: Sequence[Bytes], k: int, what: str = "the color"
) -> Check:
    """Check whether k is the fewest colors that keep a color.

    Parameters
    ----------
    target : ndarray of shape (3,), uint8
        The color, sRGB. It is kept where one of the palette is within `KEPT` of it.
    palettes : sequence of ndarrays of shape (k, 3), uint8
        The palettes for k = 1..K.
    k : int
        From 1 to K.
    what : str
        What the color is called, as within a sentence.

    Examples
    --------
    >>> red, gray = np.array([200, 0, 0], np.uint8), np.array([90, 90, 90], np.uint8)
    >>> palettes = [gray[None], np.array([gray, red]), np.array([gray, red, red])]
    >>> check_color(red, palettes, 1, "the red").says
    'The red is lost at 1 color: nearest to it is medium dark gray (#5a5a5a).'
    >>> [check_color(red, palettes, k).right for k in (1, 2, 3)]
    [False, True, False]
    >>> check_color(red, palettes, 3).says
    'The color is kept. Fewer will do.'
    """
    goal = lab_from_srgb(target[None])
    away = [_away(goal, palette) for palette in palettes]
    kept = [float(each.min()) <= KEPT for each in away]
    answer = kept.index(True) + 1 if any(kept) else None
    palette = palettes[k - 1]
    nearest = palette[away[k - 1].argmin()]
    code = hex_code(nearest)
    name = what[0].upper() + what[1:]
    if not kept[k - 1]:
        where = f"{name} is lost at {_colors(k)}: nearest to it is"
        says = f"{where} {nearest_name(nearest[None])[0]} ({code})."
        if answer is None:
            says += f" No palette of up to {_colors(len(palettes))} keeps it."
        elif k > answer:
            says += " With fewer it was kept."
        return Check(False, says, answer, code)
    if k != answer:
        return Check(False, f"{name} is kept. Fewer will do.", answer, code)
    fewer = ", and with fewer it is lost" if k > 1 else ""
    return Check(True, f"Right: {_colors(k)} {_keep(k)} {what}{fewer}.", k, code)


def _away(goal: Floats, palette: Bytes) -> Floats:
    lab = lab_from_srgb(palette)
    return ciede2000(lab, np.repeat(goal, len(lab), axis=0))


def check_gain(explained: Floats, k: int, complete: bool = False) -> Check:
    """Check whether k is where each further color takes away less than 1 %.

    Parameters
    ----------
    explained : ndarray of shape (K,), float64
        Variance explained for k = 1..K, 0–1.
    k : int
        From 1 to K.
    complete : bool
        Whether there are no more than K colors, so that after them nothing is left.

    Returns
    -------
    Check
        What a color takes away is judged as it is shown, to a hundredth of a percent.

    Examples
    --------
    >>> explained = np.array([0, 0.9, 0.97, 0.975, 0.98])
    >>> [check_gain(explained, k).right for k in (1, 2, 3, 4)]
    [False, False, True, False]
    >>> check_gain(explained, 2).says
    'Not yet: one more color still takes away 7.00 % of the variance.'
    """
    gains = np.diff(explained)
    large = np.flatnonzero(np.floor(10_000 * gains + 0.5) >= 10_000 * LITTLE) + 1
    answer = int(large[-1]) + 1 if large.size else 1
    if answer == explained.size and not complete:
        reason = f"The curve ends at {_colors(answer)}, and is still steep there."
        return Check(False, reason, None)
    if k == answer:
        if complete and k == explained.size:
            says = f"Right: with {_colors(k)} nothing is left to take away."
        else:
            says = f"Right: from {_colors(k)} on, one more takes away less than 1 %."
        return Check(True, says, answer)
    if k > answer:
        says = "Fewer will do: one color before, it was less than 1 % already."
        return Check(False, says, answer)
    if k in large:
        gain = f"{100 * gains[k - 1]:.2f} %"
        says = f"Not yet: one more color still takes away {gain} of the variance."
    else:
        says = (
            "Not yet: the next color takes away less than 1 %, but one after it takes"
            " away more again."
        )
    return Check(False, says, answer)


def check_bend(bend: tuple[int, int] | None, k: int) -> Check:
    """Check whether k is where the curve bends.

    Parameters
    ----------
    bend : tuple of int, or None
        The first and the last k that the elbow may be, as of `Suggestion.bend`; None
        where the curve has none.
    k : int
        Number of colors.

    Examples
    --------
    >>> [check_bend((4, 7), k).right for k in (3, 4, 7, 8)]
    [False, True, True, False]
    >>> check_bend(None, 4).answer is None
    True
    """
    if bend is None:
        says = "The curve of this picture has no bend that can be seen: try another."
        return Check(False, says, None)
    first, last = bend
    if k < first:
        says = "Not yet: after this point, the curve is still steep."
    elif k > last:
        says = "Fewer will do: before this point, the curve is flat already."
    elif first == last:
        says = f"Right: at {_colors(k)} the curve bends, and clearly."
    else:
        says = (
            f"Right: the curve bends between {first} and {_colors(last)}. Where exactly"
            " depends on how far it is drawn."
        )
    return Check(first <= k <= last, says, last)


def check_half(sizes: Sequence[int], loaded: int, k: int) -> Check:
    """Check whether k is the most colors whose file has half of the bytes.

    Parameters
    ----------
    sizes : sequence of int
        Bytes of the file for k = 1..K.
    loaded : int
        Bytes of the file that was loaded, above 0.
    k : int
        From 1 to K.

    Examples
    --------
    >>> [check_half((10, 40, 50, 60), 100, k).right for k in (1, 2, 3, 4)]
    [False, False, True, False]
    >>> check_half((10, 40, 50, 60), 100, 4).says
    'Not yet: the file still has 60.0 % of the bytes.'
    """
    enough = [size <= HALF * loaded for size in sizes]
    answer = len(enough) - enough[::-1].index(True) if any(enough) else None
    share = sizes[k - 1] / loaded
    if not enough[k - 1]:
        says = "Not yet: the file is no smaller than the one that was loaded."
        if share < 1:
            says = f"Not yet: the file still has {percent(share)} of the bytes."
        if answer is None:
            says += " Not even one color comes down to half of them."
        return Check(False, says, answer)
    if k != answer:
        return Check(False, "Half is saved. There is room for more colors.", answer)
    if k == len(sizes):
        return Check(True, f"Right: even with all {k} more than half is saved.", k)
    says = f"Right: with {_colors(k)} half is saved, and with one more it is not."
    return Check(True, says, k)


def check_eye(
    score: float, before: float | None, step: float, k: int, reached: bool
) -> Check:
    """Check whether k is where the eye begins to accept a picture.

    Parameters
    ----------
    score : float
        What k colors reach, as of `visual_score`.
    before : float or None
        What one color fewer reaches; None where there is none.
    step : float
        The score from which on a difference is hard to notice.
    k : int
        Number of colors.
    reached : bool
        Whether any number of colors may reach it, as far as is known.

    Returns
    -------
    Check
        Without an answer, which takes a search (`visual_steps`).

    Examples
    --------
    >>> check_eye(71.0, 69.0, 70, 20, reached=True).right
    True
    >>> check_eye(71.0, 70.5, 70, 20, reached=True).says
    'No difference is noticed here. Fewer will do.'
    """
    if score < step:
        says = "Not yet: even without the original beside it, something is off."
        if not reached:
            says += " No number of colors here will do: try Dither, or another picture."
        return Check(False, says, None)
    if before is not None and before >= step:
        says = "No difference is noticed here. Fewer will do."
        return Check(False, says, None)
    fewer = "" if before is None else "; with one fewer it is noticed"
    says = f"Right: with {_colors(k)} a difference is hard to notice{fewer}."
    return Check(True, says, k)


def _rounded(color: Floats) -> Bytes:
    return np.floor(color + 0.5).astype(np.uint8)


def _colors(number: int) -> str:
    return count(number, "color")


def _keep(k: int) -> str:
    return "keeps" if k == 1 else "keep"

"""How different a drawn picture looks from its original.

References
----------
.. [1] W. Mokrzycki, M. Tatol, "Colour difference ΔE – a survey", Machine Graphics
   & Vision 20(4), 2011. Its steps stand in `ciede`.
.. [2] J. R. Flynn, S. Ward, J. Abich, D. Poole, "Image quality assessment using the
   SSIM and the just noticeable difference paradigm", Engineering Psychology and
   Cognitive Ergonomics, 2013. doi:10.1007/978-3-642-39360-0_3. Half of the people no
   longer tell a compressed gray picture from its original from an SSIM of 0.96 on
   for four pictures, of 0.92 for two.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.metric import SRGB, Metric
from components.engine.drawing.quantize import QuantizedImage
from components.engine.judging.banding import false_contours
from components.engine.judging.ciede2000 import (
    FOR_EVERYBODY,
    FOR_THE_PRACTISED,
    ciede2000,
    lab_from_srgb,
)
from components.engine.judging.color_pairs import Pairs, count_pairs, nearest_pairs
from components.engine.judging.recolored import how_far_off, share_recolored
from components.engine.judging.spots import Spot, find_spot
from components.engine.judging.ssim import ssim
from components.engine.progress import Progress
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

_PEAK: Final = 255
SHARE_OF_PIXELS: Final = 0.95

# Flynn's strictest and most lenient pictures.
LEAST_SSIM: Final = 0.96
LENIENT_SSIM: Final = 0.92
# One line across the picture, in all.
MOST_CONTOURS: Final = 1.0
# A thousandth of the picture: a place as large as a pupil in a portrait.
MOST_RECOLORED: Final = 0.001


@dataclass(frozen=True)
class ColorQuality:
    """How much the colors of a picture's visible pixels were changed.

    A pixel weighs by its opacity, as in `ColorTable`.

    Attributes
    ----------
    mean_difference : float
        CIEDE2000 of a pixel before and after, on average; 0 when identical.
    p95_difference : float
        The CIEDE2000 that 95 % of the pixels stay at or below.
    psnr : float
        Peak signal-to-noise ratio of the RGB values in dB, the peak being 255;
        infinite when identical.
    """

    mean_difference: float
    p95_difference: float
    psnr: float


@dataclass(frozen=True)
class Quality(ColorQuality):
    """How much a picture was changed: its colors, and its structure.

    Attributes
    ----------
    ssim : float
        Mean structural similarity of luma, from −1 to 1; 1 when identical.
    false_contours : float
        Length of the contours in smooth areas that the original has not, as a
        multiple of the picture's side; 0 when identical. See `banding`.
    recolored : float
        Share of the visible pixels, 0–1, around which all is drawn in another
        color; 0 when identical. See `recolored`.
    spot : Spot or None
        The spot that is furthest off, while the picture as a whole is not: none is
        looked for where the mean difference is above 3.5.
    """

    ssim: float
    false_contours: float = 0.0
    recolored: float = 0.0
    spot: Spot | None = None


def compare(
    image: SourceImage, drawn: QuantizedImage, report: Progress | None = None
) -> Quality:
    """Measure how different a drawn picture looks from its original.

    Fully transparent pixels do not count; partly transparent ones weigh by their
    opacity. That their opacity may have been changed is not looked at.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    drawn : QuantizedImage
        The same picture in the colors of a palette; not necessarily each pixel in
        the nearest one.
    report : callable, optional
        Called now and then with the share that is done, 0–1. An exception that
        it raises ends the work.

    Returns
    -------
    Quality
        No difference at all if no pixel is visible.

    Raises
    ------
    ValueError
        If the pictures are not of one size.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [250, 250, 250]]], dtype=np.uint8)
    >>> palette = np.array([[0, 0, 0], [255, 255, 255]], dtype=np.uint8)
    >>> drawn = QuantizedImage(np.array([[0, 1]], np.uint8), palette, np.array([1, 1]))
    >>> found = compare(SourceImage(rgb, None, "PNG", 70), drawn)
    >>> round(found.mean_difference, 2), round(found.p95_difference, 2)
    (0.5, 1.0)
    >>> round(found.psnr, 1), round(found.ssim, 4)
    (37.2, 0.9996)
    """
    colors = _color_quality(count_pairs(image, drawn), drawn.palette)
    off = how_far_off(image, drawn)
    near = colors.mean_difference <= FOR_EVERYBODY
    return Quality(
        colors.mean_difference,
        colors.p95_difference,
        colors.psnr,
        ssim(image, drawn, report),
        false_contours(image, drawn),
        share_recolored(image, off),
        find_spot(image, drawn, off) if near else None,
    )


def looks_the_same(quality: Quality) -> bool:
    """Whether hardly anybody would tell the drawn picture from its original.

    Four conditions hold together.

    * 95 % of the pixels differ by a CIEDE2000 of at most 2, which only an
      experienced observer notices [1]_. The survey's steps are for ΔE in general;
      they are applied to CIEDE2000, today's recommendation.
    * SSIM is at least 0.96, the strictest of Flynn's pictures [2]_.
    * The contours that appeared in smooth areas are together no longer than one
      line across the picture.
    * Not more than a thousandth of the picture plainly has another color (a
      CIEDE2000 above 5 [1]_, in a pixel and all around it).

    Parameters
    ----------
    quality : Quality
        What `compare` found.

    Notes
    -----
    The first two do not see banding. A gray gradient of 2400 × 2400 pixels, looked
    at in full size, shows it plainly in 32 colors, the first k to meet them (p95
    1.3, SSIM 0.961). The third is first met by 55 colors, whose bands only a close
    look finds. It lets the grain of a photo be: a painted wooden door in 80 colors
    meets it, and looks the same.

    Nor do they see a small thing that changed: pixel art of 12 colors meets the
    first three in 11, in which its yellow sun is orange. The soft edges of a logo,
    one pixel wide, may be off.

    The lengths and shares allowed are our own choice, made by looking at pictures.
    All is meant for flat colors, viewed pixel by pixel. Dithering trades exactness
    of single pixels for that of areas, and is judged too harshly.
    """
    return (
        quality.p95_difference <= FOR_THE_PRACTISED
        and quality.ssim >= LEAST_SSIM
        and quality.false_contours <= MOST_CONTOURS
        and quality.recolored <= MOST_RECOLORED
    )


def compare_colors(
    table: ColorTable, palette: Bytes, metric: Metric = SRGB
) -> ColorQuality:
    """Measure how different the colors of a quantized picture look, without drawing.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256; each pixel would be drawn in its nearest.
    metric : Metric
        Space in which that is looked for.

    Returns
    -------
    ColorQuality
        The same figures as those of `compare` with `quantize`.
    """
    return _color_quality(nearest_pairs(table, palette, metric), palette)


def color_differences(
    table: ColorTable, palette: Bytes, metric: Metric = SRGB
) -> Floats:
    """CIEDE2000 of every distinct color to its nearest palette color.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256. The nearest is the one that `quantize`
        draws: at the smallest Euclidean distance, lowest index on a tie.
    metric : Metric
        Space in which that is measured.

    Returns
    -------
    ndarray of shape (U,), float64
        At least 0.
    """
    return _differences(nearest_pairs(table, palette, metric), palette)


def _differences(pairs: Pairs, palette: Bytes) -> Floats:
    after = lab_from_srgb(palette)[pairs.labels]
    return ciede2000(lab_from_srgb(pairs.colors), after)


def _color_quality(pairs: Pairs, palette: Bytes) -> ColorQuality:
    weight = float(pairs.weights.sum())
    if weight == 0:
        return ColorQuality(0.0, 0.0, math.inf)
    differences = _differences(pairs, palette)
    return ColorQuality(
        float(differences @ pairs.weights) / weight,
        _percentile(differences, pairs.weights),
        _psnr(pairs, palette, weight),
    )


def enough_of(weight: float) -> float:
    """Return what 95 % of a weight is, a trifle less.

    The trifle is so small that it is no pixel, and larger than what sums of opacities
    are off, in whatever order they are added up.
    """
    return SHARE_OF_PIXELS * weight * (1 - 1e-12)


def _percentile(values: Floats, weights: Floats) -> float:
    """Return the smallest value that 95 % of the pixels do not exceed."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(reached, enough_of(reached[-1]))]])


def _psnr(pairs: Pairs, palette: Bytes, weight: float) -> float:
    offsets = pairs.colors.astype(np.int64) - palette[pairs.labels]
    squared = float((offsets**2).sum(axis=1) @ pairs.weights)
    if squared == 0:
        return math.inf
    return 10 * math.log10(_PEAK**2 * 3 * weight / squared)

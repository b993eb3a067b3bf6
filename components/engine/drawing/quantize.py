"""Re-draw a picture in the colors of a palette."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.metric import FIXED, SRGB, Metric, metric_of
from components.engine.clustering.spaces import Space
from components.engine.drawing.alpha import soften_steps
from components.engine.drawing.dots import Dither, dotted_indices
from components.engine.drawing.nearest import (
    count_labels,
    nearest_indices,
    weigh_labels,
)
from components.engine.drawing.smoothing.rate_distortion import smooth_labels
from components.engine.resolution import Resolution
from components.engine.source import Filling, SourceImage
from components.engine.weights import not_given, weigh_as_counted

PNG_ENTRIES = 256
_BAND = 2**18  # pixels that are compared at once


@dataclass(frozen=True, eq=False)
class QuantizedImage:
    """A picture drawn in the colors of a palette.

    Attributes
    ----------
    indices : ndarray of shape (H, W), uint8
        Row of the palette that each pixel is drawn in. Fully transparent pixels
        have the index of the color that covers most.
    palette : ndarray of shape (k, 3), uint8
        sRGB, 0–255.
    counts : ndarray of shape (k,), int64
        Visible pixels of the source that each palette color draws.
    alpha : ndarray of shape (H, W), uint8, or None
        Opacity of each pixel, in at most as many steps as an indexed PNG of
        these colors can hold; None when every pixel is solid.
    alpha_steps : int
        How many different opacities between invisible and solid are left; the
        source's own number if nothing was lost.
    alpha_exact : bool
        Whether every pixel kept the source's opacity.
    resolution : Resolution or None
        How it is meant to be printed: the source's.
    weights : ndarray of shape (k,), float64
        The pixels of ``counts``, weighed by their opacity in the source: what shares
        are of. Equal to ``counts`` where not given, as in a solid picture.
    device : ndarray of shape (k, 3), uint8, or None
        What a file is to hold in the place of each palette color, where it is for a
        device that shows such codes as these colors: `ColorList.device`. All that is
        shown and judged goes by the palette.
    """

    indices: NDArray[np.uint8]
    palette: NDArray[np.uint8]
    counts: NDArray[np.int64]
    alpha: NDArray[np.uint8] | None = None
    alpha_steps: int = 0
    alpha_exact: bool = True
    resolution: Resolution | None = None
    weights: NDArray[np.float64] = field(default_factory=not_given)
    device: NDArray[np.uint8] | None = None
    filling: Filling | None = None

    def __post_init__(self) -> None:
        """Fill in the weights of solid pixels."""
        weigh_as_counted(self)

    @property
    def colors_used(self) -> int:
        """Number of different colors that visible pixels are drawn in."""
        return len(np.unique(self.palette[self.counts > 0], axis=0))

    @property
    def written(self) -> NDArray[np.uint8]:
        """What files hold for each palette color, shape (k, 3): mostly the color."""
        return self.palette if self.device is None else self.device


def quantize(
    image: SourceImage,
    centers: NDArray[np.float64],
    smoothness: float = 0.0,
    dither: bool | Dither = False,
    space: Space | Metric = "srgb",
) -> QuantizedImage:
    """Draw every pixel in its nearest palette color, in dots, or for a smaller file.

    The palette is the centers rounded to whole 8-bit values; a pixel's color is
    the one at the smallest Euclidean distance in the space, the lowest index on a
    tie. Nothing is approximated. With dithering, solid pixels make up for the
    errors of their neighbors.

    With ``smoothness``, a pixel may have another palette color where that saves
    bits in the file: what is small then is the sum of squared distances plus, for
    every bit, ``smoothness`` times the mean squared distance of a pixel to its
    nearest color. The same value so does alike for all pictures and all k; see
    `smooth_labels`.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.
    centers : ndarray of shape (k, 3), float64
        sRGB, 0–255; k from 1 to 256, less one for each entry that the
        file needs besides, see `entries_for`.
    smoothness : float
        How much error a bit is worth. 0 takes the nearest color always; 0.1 to
        0.3 is hard to see and makes files of photos a tenth to a third smaller; 1
        is strong. Opacities are as without it.
    dither : bool or {"full", "gentle", "bayer", "blue-noise"}
        Whether, and how, dots of the palette's colors mix to the colors between them,
        see `dotted_indices`; True is "full". Not together with smoothness, which
        undoes it.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"} or Metric
        Space in which distances are measured: the one in which the centers were
        fitted. "standardized" by its name alone is that of this very picture; for a
        smaller copy of one take the `Metric` of the original.

    Returns
    -------
    QuantizedImage
        The drawn picture. Its palette has the order of the centers.

    Raises
    ------
    ValueError
        If there are no centers, or more than an indexed PNG can hold; if
        smoothness is negative or not finite, or there is dithering too.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [90, 0, 0], [255, 0, 0]]], dtype=np.uint8)
    >>> drawn = quantize(SourceImage(rgb, None, "PNG", 70),
    ...                  np.array([[10.4, 0, 0], [250.0, 0, 0]]))
    >>> drawn.indices.tolist(), drawn.palette[:, 0].tolist(), drawn.counts.tolist()
    ([[0, 0, 1]], [10, 250], [2, 1])
    """
    check_wish(smoothness, dither)
    palette = round_centers(centers)
    check_room(palette, image)
    metric = _metric(image, space)
    labels = label_pixels(image, palette, metric, smoothness, dither)
    # Which colors dots are made of is known only when they are drawn; opacities do
    # not depend on it, so that they are known before.
    always_solid = len(palette) if dither else 0
    return with_labels(labels, palette, image, always_solid)


def label_pixels(
    image: SourceImage,
    palette: NDArray[np.uint8],
    metric: Metric,
    smoothness: float,
    dither: bool | Dither,
    changed: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """Choose the palette color of every pixel.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    palette : ndarray of shape (k, 3), uint8
        sRGB.
    metric, smoothness, dither
        As of `quantize`.
    changed : ndarray of shape (H, W), bool, or None
        Where errors are diffused; None for everywhere.

    Returns
    -------
    ndarray of shape (H * W,), uint8
    """
    if dither:
        kind: Dither = "full" if dither is True else dither
        labels = dotted_indices(image, palette, metric, kind, changed).reshape(-1)
    else:
        flat = np.ascontiguousarray(image.rgb).reshape(-1, 3)
        labels = nearest_indices(flat, palette, metric)
    if smoothness > 0:
        labels = smooth_labels(image, palette, labels, smoothness, metric)
    return labels


def with_labels(
    labels: NDArray[np.uint8],
    palette: NDArray[np.uint8],
    image: SourceImage,
    always_solid: int = 0,
    levels: NDArray[np.uint8] | None = None,
) -> QuantizedImage:
    """Put a drawing together.

    Parameters
    ----------
    labels : ndarray of shape (H * W,), uint8
        Each pixel's palette color. Those of invisible pixels are overwritten.
    palette : ndarray of shape (k, 3), uint8
        sRGB.
    image : SourceImage
        What is drawn, H × W pixels.
    always_solid : int
        As of `soften_steps`.
    levels : ndarray of shape (256,), uint8, or None
        What each opacity becomes; None for what finds room beside these colors.
    """
    if image.alpha is None:
        counts = count_labels(labels, len(palette))
        drawn = QuantizedImage(labels.reshape(image.rgb.shape[:2]), palette, counts)
        return replace(drawn, resolution=image.resolution)
    drawn = _with_alpha(labels, palette, image, always_solid, levels)
    return replace(drawn, resolution=image.resolution, filling=image.filling)


def entries_for(image: SourceImage) -> int:
    """Return how many entries of an indexed PNG there are for a picture's colors.

    Parameters
    ----------
    image : SourceImage
        The picture.

    Returns
    -------
    int
        256, less one for what is, or may have to be made, invisible, and one for the
        color of what is set aside and drawn all the same.
    """
    hidden = image.alpha is not None
    return PNG_ENTRIES - int(hidden) - int(image.filling is not None)


def shows_every_pixel(quantized: QuantizedImage, image: SourceImage) -> bool:
    """Tell whether nothing was lost: every pixel that is seen is as it was.

    Parameters
    ----------
    quantized : QuantizedImage
        A drawing of H × W pixels.
    image : SourceImage
        The picture, of the same size.
    """
    step = max(1, _BAND // image.width)
    for top in range(0, image.height, step):
        rows = slice(top, top + step)
        same = (quantized.palette[quantized.indices[rows]] == image.rgb[rows]).all(-1)
        if image.alpha is not None:
            same |= image.alpha[rows] == 0
        if not same.all():
            return False
    if image.alpha is None or quantized.alpha is None:
        return image.alpha is quantized.alpha
    return bool(np.array_equal(quantized.alpha, image.alpha))


def count_coverage(
    table: ColorTable, palette: NDArray[np.uint8], metric: Metric = SRGB
) -> NDArray[np.int64]:
    """Count the pixels that each palette color draws, without drawing.

    Parameters
    ----------
    table : ColorTable
        The distinct colors of a picture.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    metric : Metric
        Space in which distances are measured.

    Returns
    -------
    ndarray of shape (k,), int64
        The same as `QuantizedImage.counts`, in the time it takes to go through
        the colors once.
    """
    labels = nearest_indices(table.colors, palette, metric)
    # Sums of whole numbers are exact in 64-bit floats up to 2**53.
    return np.bincount(labels, table.counts, len(palette)).astype(np.int64)


def round_centers(centers: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Round centers to colors that a screen and a file can hold.

    Parameters
    ----------
    centers : ndarray of shape (k, 3), float64
        sRGB, 0–255.

    Returns
    -------
    ndarray of shape (k, 3), uint8
        Halves are rounded up, as browsers round.
    """
    return np.floor(np.clip(centers, 0, 255) + 0.5).astype(np.uint8)


def _metric(image: SourceImage, space: Space | Metric) -> Metric:
    if isinstance(space, Metric):
        return space
    return FIXED.get(space) or metric_of(count_colors(image), space)


def check_wish(smoothness: float, dither: bool | Dither) -> None:
    """Raise ValueError if something is asked of a drawing that cannot be."""
    if not 0 <= smoothness < np.inf:
        raise ValueError(f"Smoothness is {smoothness}; it must be 0 or more.")
    if dither and smoothness:
        raise ValueError("Dithering and smoothing undo each other; choose one.")


def check_room(palette: NDArray[np.uint8], image: SourceImage) -> None:
    """Raise ValueError if a file has no room for so many colors of a picture."""
    most = entries_for(image)
    if not 1 <= len(palette) <= most:
        raise ValueError(f"{len(palette)} colors; an indexed PNG holds 1 to {most}.")


def _with_alpha(
    labels: NDArray[np.uint8],
    palette: NDArray[np.uint8],
    image: SourceImage,
    always_solid: int,
    levels: NDArray[np.uint8] | None,
) -> QuantizedImage:
    alpha, entries = image.opacity, PNG_ENTRIES - int(image.filling is not None)
    visible = alpha.reshape(-1) > 0
    counts = np.bincount(labels[visible], minlength=len(palette)).astype(np.int64)
    labels[~visible] = np.argmax(counts)
    indices = labels.reshape(alpha.shape)
    if levels is None:
        kept = soften_steps(indices, alpha, entries, always_solid)
    else:
        kept = levels[alpha]
    left = np.unique(kept)
    steps = int(((left > 0) & (left < 255)).sum())
    exact = bool((kept == alpha).all())
    weights = weigh_labels(labels, alpha.reshape(-1), len(palette))
    return QuantizedImage(indices, palette, counts, kept, steps, exact, weights=weights)

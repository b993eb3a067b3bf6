"""The palette of every k: its colors, what they cover, which opacities remain.

All that is needed to draw a picture in any number of colors; drawing itself is
then only a look for the nearest color.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.metric import Metric, metric_of
from components.engine.clustering.spaces import Space
from components.engine.drawing.alpha import opacity_table, solid_pairs
from components.engine.drawing.coverage import count_coverages
from components.engine.drawing.nearest import nearest_indices
from components.engine.drawing.quantize import (
    PNG_ENTRIES,
    round_centers,
)
from components.engine.source import SourceImage
from components.engine.weights import not_given, weigh_as_counted

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Palette:
    """The k colors of a picture.

    Attributes
    ----------
    colors : ndarray of shape (k, 3), uint8
        sRGB.
    counts : ndarray of shape (k,), int64
        Visible pixels of the picture that each draws.
    opacity : ndarray of shape (256,), uint8, or None
        What each opacity of the picture becomes, so that an indexed PNG can hold
        it; None when all stay as they are.
    softened_to : int or None
        How many opacities between invisible and solid are left; None likewise.
    dithered_opacity : ndarray of shape (256,), uint8, or None
        The same as ``opacity``, for the dithered picture.
    dithered_softened_to : int or None
        The same as ``softened_to``, for the dithered picture.
    weights : ndarray of shape (k,), float64
        The pixels of ``counts``, weighed by their opacity: what shares are of. Equal
        to ``counts`` where not given, as in a solid picture.
    """

    colors: Bytes
    counts: NDArray[np.int64]
    opacity: Bytes | None = None
    softened_to: int | None = None
    dithered_opacity: Bytes | None = None
    dithered_softened_to: int | None = None
    weights: NDArray[np.float64] = field(default_factory=not_given)

    def __post_init__(self) -> None:
        """Fill in the weights of solid pixels."""
        weigh_as_counted(self)

    @property
    def used(self) -> int:
        """Number of colors that draw any pixel."""
        return int((self.counts > 0).sum())


def palettes(
    image: SourceImage,
    table: ColorTable,
    centers: Sequence[NDArray[np.float64]],
    space: Space | Metric = "srgb",
) -> tuple[Palette, ...]:
    """Work out the palettes of several numbers of colors.

    Parameters
    ----------
    image : SourceImage
        The picture.
    table : ColorTable
        Its distinct colors.
    centers : sequence of ndarrays of shape (k, 3), float64
        Centers, as `Sweep.centers`; k at most 255 if the picture has transparency.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"} or Metric
        Space in which distances are measured, as of `quantize`.

    Returns
    -------
    tuple of Palette
        One for each entry of ``centers``; the same colors, counts, weights and
        opacities as `quantize` gives.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [90, 0, 0], [255, 0, 0]]], dtype=np.uint8)
    >>> image = SourceImage(rgb, None, "PNG", 70)
    >>> (two,) = palettes(image, count_colors(image),
    ...                   [np.array([[10.4, 0, 0], [250.0, 0, 0]])])
    >>> two.colors[:, 0].tolist(), two.counts.tolist(), two.used
    ([10, 250], [2, 1], 2)
    """
    metric = space if isinstance(space, Metric) else metric_of(table, space)
    rounded = [round_centers(each) for each in centers]
    if not image.soft:
        return tuple(map(Palette, rounded, count_coverages(table, rounded, metric)))
    soft, found = _Soft(image, metric), []
    for colors in rounded:
        labels = nearest_indices(table.colors, colors, metric)
        # Sums of whole numbers are exact in 64-bit floats up to 2**53.
        counts = np.bincount(labels, table.counts, len(colors)).astype(np.int64)
        weights = np.bincount(labels, table.weights, len(colors)).astype(np.float64)
        found.append(Palette(colors, counts, *soft.opacities(colors), weights))
    return tuple(found)


class _Soft:
    """The distinct colors of a picture's solid and of its soft pixels."""

    def __init__(self, image: SourceImage, metric: Metric) -> None:
        self._metric = metric
        self._entries = PNG_ENTRIES - int(image.filling is not None)
        alpha = np.zeros_like(image.rgb[..., 0]) if image.alpha is None else image.alpha
        solid = np.where(alpha == 255, alpha, 0)
        self._solid = count_colors(SourceImage(image.rgb, solid, "", 0)).colors
        soft = (alpha > 0) & (alpha < 255)
        rgba = np.column_stack([image.rgb[soft], alpha[soft]])
        self._rgba = np.unique(rgba.view(np.uint32)).view(np.uint8).reshape(-1, 4)
        self._histogram = np.bincount(alpha.reshape(-1), minlength=256)

    def opacities(
        self, colors: Bytes
    ) -> tuple[Bytes | None, int | None, Bytes | None, int | None]:
        """Find what each opacity becomes with these colors, and how many remain.

        First for the picture without dithering, then with it.
        """
        nearest = self._nearest(np.ascontiguousarray(self._rgba[:, :3]), colors)
        soft = nearest.astype(np.uint16) << 8 | self._rgba[:, 3]
        invisible = np.zeros(int(self._histogram[0] > 0), dtype=np.uint16)
        solid = self._nearest(self._solid, colors).astype(np.uint16) << 8 | 255
        return (
            *self._opacity(np.concatenate([soft, invisible, solid])),
            *self._opacity(
                np.concatenate([soft, invisible, solid_pairs(len(colors))]),
            ),
        )

    def _nearest(self, colors: Bytes, palette: Bytes) -> Bytes:
        return nearest_indices(colors, palette, self._metric)

    def _opacity(
        self, pairs: NDArray[np.uint16]
    ) -> tuple[Bytes, int] | tuple[None, None]:
        levels = opacity_table(np.unique(pairs), self._histogram, self._entries)
        present = np.flatnonzero(self._histogram)
        left = levels[present]
        if (left == present).all():
            return None, None
        return levels, np.unique(left[(left > 0) & (left < 255)]).size

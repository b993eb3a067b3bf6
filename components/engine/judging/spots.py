"""The spot that is furthest off: a small part of a picture in quite another color.

An average does not see it, and a percentile neither: a red pin on a gray map has a
thousandth of the pixels. People do; so where there is such a spot, it is named.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage
from components.engine.judging.ciede2000 import ciede2000, lab_from_srgb
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Color = tuple[int, int, int]

# A spot has at least so many pixels around which a whole block of 3 × 3 is far off, and
# at least such a share of the picture: 4 × 4 pixels, or 10 × 10 of ten million.
_CORE: Final = 4
_SHARE: Final = 1e-5


@dataclass(frozen=True)
class Spot:
    """A part of a picture, in one piece, in quite another color.

    Attributes
    ----------
    before, after : tuple of int
        sRGB, 0–255: what it had on average, and what most of it has now.
    row, column : int
        Its middle, from the picture's upper left, beginning at 0.
    height, width : int
        Pixels that it reaches over.
    share : float
        Share of the picture's visible pixels, 0–1.
    spots : int
        How many there are, with this one.
    """

    before: Color
    after: Color
    row: int
    column: int
    height: int
    width: int
    share: float
    spots: int = 1


def find_spot(image: SourceImage, drawn: QuantizedImage, off: Bytes) -> Spot | None:
    """Find the spot in which most color was lost.

    Pixels belong to it that lie in a block of 3 × 3 that is wholly far off: at edges,
    which are thinner, nobody sees it.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    drawn : QuantizedImage
        The same picture in the colors of a palette.
    off : ndarray of shape (H, W), uint8
        What `how_far_off` found; 2 is far off.

    Returns
    -------
    Spot or None
        Of several the one with the largest sum of CIEDE2000 over its pixels. None where
        nothing is far off but edges and specks. It takes up to 7 bytes a pixel while it
        is looked for.
    """
    middles = _middles(off == 2)
    if not middles.any():
        return None
    # Not above: it takes a third of a second, and no first picture needs it.
    from skimage.measure import label

    labels = label(middles, connectivity=2)
    which = labels[middles]
    sizes = np.bincount(which)
    visible = int(image.visible_mask.sum())
    large = sizes >= max(_CORE, _SHARE * visible)
    large[0] = False
    if not large.any():
        return None
    before = lab_from_srgb(image.rgb[middles])
    after = lab_from_srgb(drawn.palette)[drawn.indices[middles]]
    lost = np.bincount(which, ciede2000(before, after))
    worst = int(np.where(large, lost, -1.0).argmax())
    return _described(image, drawn, labels == worst, visible, int(large.sum()))


def _middles(mask: Mask) -> Mask:
    """Tell which pixels of a mask have all of their eight neighbors in it."""
    found = np.zeros_like(mask)
    rows = mask[:-2] & mask[1:-1] & mask[2:]
    found[1:-1, 1:-1] = rows[:, :-2] & rows[:, 1:-1] & rows[:, 2:]
    return found


def _described(
    image: SourceImage, drawn: QuantizedImage, middles: Mask, visible: int, spots: int
) -> Spot:
    rows, columns = (np.flatnonzero(middles.any(axis=axis)) for axis in (1, 0))
    top, left = int(rows[0]) - 1, int(columns[0]) - 1
    bottom, right = int(rows[-1]) + 2, int(columns[-1]) + 2
    box = slice(top, bottom), slice(left, right)
    inside = _with_neighbors(middles[box])
    labels = np.bincount(drawn.indices[box][inside], minlength=len(drawn.palette))
    return Spot(
        _color(image.rgb[box][inside].mean(axis=0)),
        _color(drawn.palette[labels.argmax()]),
        (top + bottom) // 2,
        (left + right) // 2,
        bottom - top,
        right - left,
        int(inside.sum()) / visible,
        spots,
    )


def _with_neighbors(middles: Mask) -> Mask:
    """Put the eight neighbors to each pixel of a mask; none lies at the border."""
    found = np.zeros_like(middles)
    height, width = middles.shape
    for row, column in np.ndindex(3, 3):
        found[row : height - 2 + row, column : width - 2 + column] |= middles[
            1:-1, 1:-1
        ]
    return found


def _color(channels: NDArray[np.generic]) -> Color:
    red, green, blue = (round(float(each)) for each in channels)
    return red, green, blue

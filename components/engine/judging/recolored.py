"""Places that got another color.

A percentile lets a few pixels be anything. At an edge nobody sees them; where they
lie together they are a yellow sun that turned orange. So the pixels are counted
around which a whole block has another color. The place that is furthest off can be
named: `find_spot`.
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage
from components.engine.jit import kernel
from components.engine.judging.ciede2000 import (
    ANOTHER_COLOR,
    FAR_OFF,
    difference,
    lab_from_srgb,
    lab_of,
)
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def recolored(image: SourceImage, drawn: QuantizedImage) -> float:
    """Share of a picture that is plainly drawn in another color.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    drawn : QuantizedImage
        The same picture in the colors of a palette.

    Returns
    -------
    float
        Share of the visible pixels, by their opacity, 0–1, that differ by a CIEDE2000
        above 5 together with their eight neighbors, all of which are visible. It
        takes 3 bytes a pixel while it is made.
    """
    return share_recolored(image, how_far_off(image, drawn))


def how_far_off(image: SourceImage, drawn: QuantizedImage) -> Bytes:
    """Tell for every pixel how far its color is from what it was.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    drawn : QuantizedImage
        The same picture in the colors of a palette.

    Returns
    -------
    ndarray of shape (H, W), uint8
        2 for a CIEDE2000 above 10, 1 for one above 5, else 0, as for what is invisible.
    """
    lab = lab_from_srgb(drawn.palette)
    return _how_far_off(image.rgb, image.opacity, drawn.indices, lab)


def share_recolored(image: SourceImage, off: Bytes) -> float:
    """Share that `recolored` returns, of what `how_far_off` found."""
    opacity = image.opacity
    weight = int(opacity.sum(dtype=np.int64))
    return _weigh_blocks(off > 0, opacity) / weight if weight else 0.0


@kernel
def _how_far_off(rgb: Bytes, opacity: Bytes, indices: Bytes, lab: Floats) -> Bytes:
    height, width = indices.shape
    off = np.zeros((height, width), np.uint8)
    known = (-1, -1, -1, -1)
    answer = 0
    for row in range(height):
        for column in range(width):
            if opacity[row, column] > 0:
                red, green, blue = rgb[row, column]
                pair = (int(red), int(green), int(blue), int(indices[row, column]))
                if pair != known:  # flat areas are asked about once
                    l1, a1, b1 = lab_of(red, green, blue)
                    l2, a2, b2 = lab[indices[row, column]]
                    found = difference(l1, a1, b1, l2, a2, b2)
                    answer = int(found > ANOTHER_COLOR) + int(found > FAR_OFF)
                    known = pair
                off[row, column] = answer
    return off


@kernel
def _weigh_blocks(mask: Mask, opacity: Bytes) -> int:
    """Add up the opacities amid blocks of 3 × 3 that lie in a mask wholly."""
    height, width = mask.shape
    weight = 0
    for row in range(1, height - 1):
        length = 0
        for column in range(width):
            whole = mask[row - 1, column] and mask[row, column]
            length = length + 1 if whole and mask[row + 1, column] else 0
            if length >= 3:
                weight += opacity[row, column - 1]
    return weight

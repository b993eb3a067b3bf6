"""Places that got another color.

A percentile lets a few pixels be anything. At an edge nobody sees them; where they
lie together they are a yellow sun that turned orange. So the pixels are counted
around which a whole block has another color.
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage
from components.engine.jit import kernel
from components.engine.judging.ciede2000 import (
    ANOTHER_COLOR,
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
        takes 2 bytes a pixel while it is made.
    """
    opacity = image.opacity
    weight = int(opacity.sum(dtype=np.int64))
    if weight == 0:
        return 0.0
    lab = lab_from_srgb(drawn.palette)
    other = _other_color(image.rgb, opacity, drawn.indices, lab)
    return _weigh_blocks(other, opacity) / weight


@kernel
def _other_color(rgb: Bytes, opacity: Bytes, indices: Bytes, lab: Floats) -> Mask:
    """Tell for every pixel whether it is seen, and seen in another color."""
    height, width = indices.shape
    other = np.zeros((height, width), np.bool_)
    known = (-1, -1, -1, -1)
    answer = False
    for row in range(height):
        for column in range(width):
            if opacity[row, column] > 0:
                red, green, blue = rgb[row, column]
                pair = (int(red), int(green), int(blue), int(indices[row, column]))
                if pair != known:  # flat areas are asked about once
                    l1, a1, b1 = lab_of(red, green, blue)
                    l2, a2, b2 = lab[indices[row, column]]
                    answer = difference(l1, a1, b1, l2, a2, b2) > ANOTHER_COLOR
                    known = pair
                other[row, column] = answer
    return other


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

"""Banding: contours where the original is smooth.

Neither the difference of single pixels nor SSIM sees banding well [1]_, because no
pixel is far off: the eye sees the step between two neighboring bands, which is
twice as large as the difference at its sides. So steps are counted that appear in
the middle of smooth runs, as in CAMBI [2]_; a step is measured as CIEDE2000 here.

References
----------
.. [1] G. Denes, G. Ash, H. Fang, R. K. Mantiuk, "A visual model for predicting
   chromatic banding artifacts", Human Vision and Electronic Imaging, 2019.
   doi:10.2352/ISSN.2470-1173.2019.12.HVEI-212
.. [2] P. Tandon, M. Afonso, J. Sole, L. Krasula, "CAMBI: contrast-aware multiscale
   banding index", Picture Coding Symposium, 2021. arXiv:2102.00079
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage
from components.engine.jit import kernel
from components.engine.judging.ciede2000 import (
    FOR_THE_PRACTISED,
    UNNOTICED,
    ciede2000,
    difference,
    lab_from_srgb,
    lab_of,
)
from components.engine.source import SOLID, SourceImage

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Lab = tuple[float, float, float]

# Smooth runs have this many pixels on each side of the step.
_SIDE: Final = 4


def false_contours(
    image: SourceImage, drawn: QuantizedImage, enough: float = math.inf
) -> float:
    """Length of the contours that a drawn picture has and its original has not.

    Counted are the neighbors in a row or a column that are drawn in colors more
    than 2 apart (CIEDE2000), in the middle of eight visible pixels of which, in
    the original, none differs from the next by 1. Each counts by the opacity of the
    fainter of the two.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    drawn : QuantizedImage
        The same picture in the colors of a palette.
    enough : float
        Counting stops when the result is known to be larger.

    Returns
    -------
    float
        The sum over such places, divided by the square root of what all pixels weigh
        by their opacity: 1 is about one line across a solid picture. At least 0.
    """
    opacity = image.opacity
    weight = int(opacity.sum(dtype=np.int64)) / SOLID
    if weight == 0:
        return 0.0
    side = math.sqrt(weight)
    most = math.floor(SOLID * min(enough * side, 2 * weight))
    far = _far_apart(drawn.palette)
    return _count(image.rgb, opacity, drawn.indices, far, most) / SOLID / side


def _far_apart(palette: Bytes) -> Mask:
    """Tell for every two colors of a palette whether their step is seen."""
    lab = lab_from_srgb(palette)
    k = len(lab)
    steps = ciede2000(np.repeat(lab, k, axis=0), np.tile(lab, (k, 1)))
    return steps.reshape(k, k) > FOR_THE_PRACTISED


@kernel
def _count(rgb: Bytes, opacity: Bytes, indices: Bytes, far: Mask, most: int) -> int:
    """Add up the opacities of false contours, until that is more than ``most``."""
    height, width = indices.shape
    count = 0
    for row in range(height):
        for column in range(width):
            label = indices[row, column]
            seen = opacity[row, column]
            if column + 1 < width and far[label, indices[row, column + 1]]:
                smooth = _is_smooth(rgb, opacity, row, column + 1 - _SIDE, 0, 1)
                count += smooth * min(seen, opacity[row, column + 1])
            if row + 1 < height and far[label, indices[row + 1, column]]:
                smooth = _is_smooth(rgb, opacity, row + 1 - _SIDE, column, 1, 0)
                count += smooth * min(seen, opacity[row + 1, column])
        if count > most:
            break
    return count


@kernel
def _is_smooth(
    rgb: Bytes, opacity: Bytes, row: int, column: int, down: int, right: int
) -> bool:
    """Whether a run lies in the picture, is visible, and has no noticeable step."""
    last_row = row + down * (2 * _SIDE - 1)
    last_column = column + right * (2 * _SIDE - 1)
    height, width = opacity.shape
    if row < 0 or column < 0 or last_row >= height or last_column >= width:
        return False
    before = (0.0, 0.0, 0.0)
    for i in range(2 * _SIDE):
        y, x = row + i * down, column + i * right
        if opacity[y, x] == 0:
            return False
        after = lab_of(rgb[y, x, 0], rgb[y, x, 1], rgb[y, x, 2])
        if i > 0 and _differ(before, after):
            return False
        before = after
    return True


@kernel
def _differ(a: Lab, b: Lab) -> bool:
    return difference(a[0], a[1], a[2], b[0], b[1], b[2]) >= UNNOTICED

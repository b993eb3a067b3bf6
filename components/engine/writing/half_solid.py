"""What is drawn where a pixel can only be there or not: in a GIF, in printed ink."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage

HALF: Final = 128
"""From this opacity on a pixel is there; below, nothing is."""


def half_solid(quantized: QuantizedImage) -> NDArray[np.bool_]:
    """Tell which pixels are at least half solid.

    Parameters
    ----------
    quantized : QuantizedImage
        H × W pixels.

    Returns
    -------
    ndarray of shape (H, W), bool

    Examples
    --------
    >>> alpha = np.array([[0, 127, 128, 255]], np.uint8)
    >>> palette = np.array([[200, 0, 0]], np.uint8)
    >>> labels = np.zeros((1, 4), np.uint8)
    >>> half_solid(QuantizedImage(labels, palette, np.array([3]), alpha)).tolist()
    [[False, False, True, True]]
    """
    if quantized.alpha is None:
        return np.ones(quantized.indices.shape, np.bool_)
    return quantized.alpha >= HALF

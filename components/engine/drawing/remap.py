"""Change the palette of a drawing that is there: its entries, and their colors.

That is what a color map is for: pixels name an entry, and the entry has the color.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage


def remap(
    drawn: QuantizedImage, into: NDArray[np.uint8], palette: NDArray[np.uint8]
) -> QuantizedImage:
    """Give each entry of a drawing a place in another palette.

    Parameters
    ----------
    drawn : QuantizedImage
        A picture, H × W pixels in n colors.
    into : ndarray of shape (n,), uint8
        Row of the new palette that takes the pixels of each entry; several can go to
        the same one.
    palette : ndarray of shape (k, 3), uint8
        sRGB of the new entries. Those that nothing goes to draw no pixel.

    Returns
    -------
    QuantizedImage
        The same pixels, with the same opacity, in the new palette.

    Examples
    --------
    >>> drawn = QuantizedImage(np.array([[0, 1, 2]], np.uint8),
    ...                        np.zeros((3, 3), np.uint8), np.array([1, 1, 1]))
    >>> both = remap(drawn, np.array([1, 1, 3], np.uint8), np.zeros((4, 3), np.uint8))
    >>> both.indices.tolist(), both.counts.tolist()
    ([[1, 1, 3]], [0, 2, 0, 1])
    """
    # Sums of whole numbers are exact in 64-bit floats up to 2**53.
    counts = np.bincount(into, drawn.counts, len(palette)).astype(np.int64)
    weights = np.bincount(into, drawn.weights, len(palette)).astype(np.float64)
    return replace(
        drawn,
        indices=into[drawn.indices],
        palette=palette,
        counts=counts,
        weights=weights,
    )

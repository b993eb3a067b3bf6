"""Drawn pictures for the tests, also such as are not drawn in nearest colors."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage
from components.engine.source import SourceImage
from tests.engine.strategies import numbers


def drawn_in(
    image: SourceImage, indices: NDArray[np.uint8], palette: NDArray[np.uint8]
) -> QuantizedImage:
    """Return a picture in the colors that ``indices`` say."""
    seen, k = image.opacity > 0, len(palette)
    counts = np.bincount(indices[seen], minlength=k).astype(np.int64)
    weights = np.bincount(indices[seen], image.opacity[seen], k) / 255
    return QuantizedImage(indices, palette, counts, image.alpha, weights=weights)


def drawn_exactly(image: SourceImage) -> QuantizedImage:
    """Return a picture whose palette holds every color; of at most 256 colors."""
    flat = image.rgb.reshape(-1, 3)
    palette, indices = np.unique(flat, axis=0, return_inverse=True)
    return drawn_in(
        image, indices.reshape(image.rgb.shape[:2]).astype(np.uint8), palette
    )


@st.composite
def drawn_anyhow(draw: st.DrawFn, image: SourceImage) -> QuantizedImage:
    """Each pixel of a picture in any color of any palette."""
    k = draw(st.integers(1, 6))
    palette = numbers(draw, (k, 3), 256).astype(np.uint8)
    labels = numbers(draw, image.rgb.shape[:2], k).astype(np.uint8)
    return drawn_in(image, labels, palette)

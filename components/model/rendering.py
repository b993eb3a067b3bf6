"""A picture as it is to be drawn in k colors."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from components.engine import Metric, QuantizedImage, SourceImage, quantize
from components.model.style import Style


@dataclass(frozen=True, eq=False)
class Rendering:
    """A picture, the colors it is to have, and how its pixels get them.

    It is what long work is sent: no more than it takes to draw.

    Attributes
    ----------
    key : str
        Cache key of the pixels that come out.
    image : SourceImage
        The picture, or a smaller copy of it.
    centers : ndarray of shape (k, 3), float64
        The colors, sRGB, 0–255, unrounded.
    style : Style
        How.
    metric : Metric
        Space in which a pixel's nearest color is looked for.
    bare : bytes or None
        A file of the picture that can be handed out where nothing is lost.
    device : ndarray of shape (k, 3), uint8, or None
        What the file is to hold in the place of the colors, as of `QuantizedImage`.
    """

    key: str
    image: SourceImage
    centers: NDArray[np.float64]
    style: Style
    metric: Metric
    bare: bytes | None = None
    device: NDArray[np.uint8] | None = None

    def quantized(self) -> QuantizedImage:
        """Draw it."""
        drawn = quantize(
            self.image,
            self.centers,
            self.style.smoothness,
            self.style.kind,
            self.metric,
        )
        return replace(drawn, device=self.device)

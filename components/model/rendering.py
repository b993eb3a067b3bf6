"""A picture as it is to be drawn in k colors."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from components.engine import (
    Metric,
    QuantizedImage,
    SourceImage,
    quantize,
    remap,
    round_centers,
)
from components.model.edits import NONE, Edits
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
    edits : Edits
        What is changed in these colors.
    """

    key: str
    image: SourceImage
    centers: NDArray[np.float64]
    style: Style
    metric: Metric
    bare: bytes | None = None
    device: NDArray[np.uint8] | None = None
    edits: Edits = NONE

    def quantized(self) -> QuantizedImage:
        """Draw it."""
        k = len(self.centers)
        remaining = self.edits.remaining(k)
        drawn = quantize(
            self.image,
            self.centers[remaining],
            self.style.smoothness,
            self.style.kind,
            self.metric,
        )
        if self.edits:
            colors = self.edits.colors(round_centers(self.centers))
            drawn = remap(drawn, self.edits.targets(k)[remaining], colors)
        return replace(drawn, device=self.device)

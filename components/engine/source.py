"""The picture as the rest of the engine sees it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

SOLID: Final = 255
"""Opacity of a pixel through which nothing is seen."""


@dataclass(frozen=True, eq=False)
class SourceImage:
    """A decoded picture, upright and in sRGB.

    Attributes
    ----------
    rgb : ndarray of shape (H, W, 3), uint8
        Red, green and blue of every pixel, 0–255, sRGB. Rows run from the
        top, columns from the left.
    alpha : ndarray of shape (H, W), uint8, or None
        Opacity of every pixel: 0 is invisible, 255 solid. None when every
        pixel is solid.
    format : str
        Name of the file format, as Pillow spells it ("PNG", "JPEG", …).
    file_bytes : int
        Size of the file it came from, in bytes.
    notes : tuple of str
        What was done to the picture while reading it, a sentence each; of some it is
        known, too, which step that was (`notes.Note`).
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None
    format: str
    file_bytes: int
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Number of rows."""
        return int(self.rgb.shape[0])

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.rgb.shape[1])

    @cached_property
    def soft(self) -> bool:
        """Whether any pixel is partly transparent."""
        return has_soft_pixels(self.alpha)

    @property
    def visible(self) -> NDArray[np.bool_] | None:
        """Mask of shape (H, W) of the pixels that can be seen; None means all."""
        return None if self.alpha is None else self.alpha > 0

    @property
    def visible_mask(self) -> NDArray[np.bool_]:
        """The same as ``visible``, spelled out where all can be seen."""
        seen = self.visible
        return np.ones(self.rgb.shape[:2], np.bool_) if seen is None else seen

    @property
    def opacity(self) -> NDArray[np.uint8]:
        """The same as ``alpha``, spelled out where all pixels are solid."""
        if self.alpha is None:
            return np.full(self.rgb.shape[:2], SOLID, np.uint8)
        return self.alpha


def has_soft_pixels(alpha: NDArray[np.uint8] | None) -> bool:
    """Tell whether any opacity, of shape (H, W) or None for solid, is partial."""
    return alpha is not None and bool(((alpha > 0) & (alpha < 255)).any())

"""What tells one recipe from another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.engine import SourceImage, Space
from components.model.edits import NONE, Edits


@dataclass(frozen=True, eq=False)
class Settings:
    """What to fill in.

    Attributes
    ----------
    picture : str
        Name of the picture's file; not to be trusted.
    result : str
        Name of the file that the recipe saves.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        Space in which distances are measured.
    start : ndarray of shape (k, 3), float64
        Where k-means starts, in that space: `Sweep.previous` of k.
    palette : ndarray of shape (k, 3), uint8
        Where it ends, in sRGB; the recipe only mentions it.
    image : SourceImage
        The picture as the page read it.
    dither : bool
        Whether to mix colors by dots.
    flat : tuple of int
        Rows of the centers that are flat colors instead of means, see `Sweep.flat`.
    kept : tuple of int
        Rows of the centers that do not move, because somebody keeps their colors.
    labels : tuple of str
        What the colors are called in the list that they were chosen from; then nothing
        was fitted, and ``start`` is not needed. Empty where they are of none.
    device : tuple of str
        What the file holds for each color, as ``#rrggbb``, where the list is that of a
        panel that shows such codes as these colors. Empty where it holds the colors.
    explained : float or None
        What the distances of centers from the mean are divided by, see
        `Sweep.for_dots`; None where they stay.
    edits : Edits
        What somebody has changed in the palette.
    """

    picture: str
    result: str
    space: Space
    start: NDArray[np.float64]
    palette: NDArray[np.uint8]
    image: SourceImage
    dither: bool = False
    flat: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    device: tuple[str, ...] = ()
    explained: float | None = None
    kept: tuple[int, ...] = ()
    edits: Edits = NONE

    @property
    def k(self) -> int:
        """Number of colors."""
        return len(self.palette)

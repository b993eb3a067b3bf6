"""The k-means fits of one picture."""

from dataclasses import dataclass

from components.engine import Space, Sweep
from components.model.picture import Picture


@dataclass(frozen=True, eq=False)
class Fits:
    """A picture and its fits for k = 1..K.

    Attributes
    ----------
    picture : Picture
        The picture.
    space : {"srgb", "oklab", "standardized"}
        Space in which the sweep measures distances.
    sweep : Sweep
        The fits.
    final : bool
        Whether they are final. Those after the first stage are good, but not yet run
        to the end on the exact colors.
    """

    picture: Picture
    space: Space
    sweep: Sweep
    final: bool = True

    @property
    def key(self) -> str:
        """Cache key of the fits."""
        stage = "final" if self.final else "soon"
        return f"{self.picture.key} {self.space} {self.sweep.k_max} {stage}"

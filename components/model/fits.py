"""The k-means fits of one picture."""

from dataclasses import dataclass
from functools import cached_property

from components.engine import Metric, Space, Sweep, metric_of
from components.model.picture import Picture


@dataclass(frozen=True, eq=False)
class Fits:
    """A picture and its fits for k = 1..K.

    Attributes
    ----------
    picture : Picture
        The picture.
    space : {"srgb", "oklab", "oklrab", "standardized"}
        Space in which the sweep measures distances.
    sweep : Sweep
        The fits.
    final : bool
        Whether they are final. Those after the first stage are good, but not yet run
        to the end on the exact colors.
    keeps_flat : bool
        Whether flat colors are kept exact, as of `engine.sweep_k`.
    """

    picture: Picture
    space: Space
    sweep: Sweep
    final: bool = True
    keeps_flat: bool = False

    @property
    def key(self) -> str:
        """Cache key of the fits."""
        stage = "final" if self.final else "soon"
        way = f"{self.space} {'flat' if self.keeps_flat else 'means'}"
        return f"{self.picture.key} {way} {self.sweep.k_max} {stage}"

    @cached_property
    def metric(self) -> Metric:
        """The space, in whole numbers."""
        return metric_of(self.picture.table, self.space)

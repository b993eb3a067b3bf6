"""The k-means fits of one picture."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from components.engine import Entry, ListSweep, Metric, Space, Sweep, metric_of
from components.model.given import ANY, Given
from components.model.picture import Picture


@dataclass(frozen=True, eq=False)
class Fits:
    """A picture and its fits for k = 1..K.

    Attributes
    ----------
    picture : Picture
        The picture.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        Space in which the sweep measures distances, as of `engine.space_for`.
    sweep : Sweep
        The fits.
    final : bool
        Whether they are final. Others are good, but not yet run to the end on the exact
        colors; there can be several, each better than the one before.
    keeps_flat : bool
        Whether flat colors are kept exact, as of `engine.sweep_k`.
    given : Given
        What the colors are taken from.
    """

    picture: Picture
    space: Space
    sweep: Sweep
    final: bool = True
    keeps_flat: bool = False
    given: Given = ANY

    @property
    def key(self) -> str:
        """Cache key of the fits."""
        stage = "final" if self.final else self._digest
        way = f"{self.space} {'flat' if self.keeps_flat else 'means'}"
        colors = f"{self.given.key} {self.sweep.k_max}"
        return f"{self.picture.key} {way} {colors} {stage}"

    @property
    def every_k(self) -> tuple[int, ...]:
        """The numbers of colors that there are fits for: 1..K."""
        return tuple(range(1, self.sweep.k_max + 1))

    @property
    def end(self) -> int:
        """The k from which on another color would change nothing."""
        return self.given.end(self.picture)

    def entries(self, k: int) -> tuple[Entry, ...] | None:
        """Return what each of k colors is in its list; None where there is no list."""
        listed = self.given.listed
        if listed is None or not isinstance(self.sweep, ListSweep):
            return None
        return tuple(listed.entry(int(row)) for row in self.sweep.chosen[k - 1])

    def every_entry(self) -> list[tuple[Entry, ...]] | None:
        """Return the same of every k."""
        found = [self.entries(k) for k in self.every_k]
        return None if None in found else [each for each in found if each is not None]

    def device(self, k: int) -> NDArray[np.uint8] | None:
        """Return what files hold in the place of k colors, shape (k, 3).

        None where that is the colors themselves.
        """
        listed, sweep = self.given.listed, self.sweep
        if listed is None or listed.device is None or not isinstance(sweep, ListSweep):
            return None
        return listed.device[sweep.chosen[k - 1]]

    @cached_property
    def _digest(self) -> str:
        """SHA-256 of the centers, in hexadecimal."""
        content = b"".join(each.tobytes() for each in self.sweep.centers)
        return hashlib.sha256(content).hexdigest()

    @cached_property
    def metric(self) -> Metric:
        """The space, in whole numbers."""
        return metric_of(self.picture.table, self.space)

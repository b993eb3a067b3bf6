"""Colors that somebody gives, for the palette to be made of."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine import ColorList, ColorTable, Space, Sweep, sweep_k, sweep_list
from components.engine.clustering.given import first_of_each
from components.engine.clustering.kmeans import MOST_COLORS
from components.engine.progress import Progress
from components.model.picture import Picture


@dataclass(frozen=True, eq=False)
class Given:
    """What the colors of a palette are taken from.

    Attributes
    ----------
    listed : ColorList or None
        The list that every color is chosen from; None where any color will do.
    pins : tuple of str
        Colors to keep, as ``#rrggbb``, all different, in the order in which they come
        into the palette. Only where any color will do.
    """

    listed: ColorList | None = None
    pins: tuple[str, ...] = ()

    @classmethod
    def own(cls, codes: Sequence[str]) -> "Given":
        """Return the choice from colors that somebody brings along.

        Parameters
        ----------
        codes : sequence of str
            The colors, as ``#rrggbb``, at least one.
        """
        values = bytes.fromhex("".join(code[1:] for code in codes))
        colors = np.frombuffer(values, np.uint8).reshape(-1, 3)
        nameless = ("",) * len(codes)
        name = "your own colors"
        return cls(
            ColorList("own", name, "own", colors, nameless, nameless, "", "", "")
        )

    @cached_property
    def key(self) -> str:
        """Cache key: of all that is given, to the last name."""
        if self.listed is None:
            return " ".join(("any", *self.pins))
        each = self.listed
        device = b"" if each.device is None else each.device.tobytes()
        words = repr((each.key, each.name, each.codes, each.names)).encode()
        whole = hashlib.sha256(words)
        whole.update(each.colors.tobytes() + device)
        return f"list {whole.hexdigest()}"

    @cached_property
    def different(self) -> int | None:
        """How many different colors there are to choose from; None if any."""
        return None if self.listed is None else len(first_of_each(self.listed.colors))

    @cached_property
    def fixed(self) -> NDArray[np.uint8] | None:
        """The colors to keep, shape (m, 3); None if there are none."""
        if not self.pins:
            return None
        values = bytes.fromhex("".join(code[1:] for code in self.pins))
        # A copy: compiled loops know no read-only arrays.
        return np.frombuffer(values, np.uint8).reshape(-1, 3).copy()

    def end(self, picture: Picture) -> int:
        """Return the k from which on another color would change nothing."""
        colors = len(picture.table)
        if self.different is not None:
            return min(colors, self.different)
        if self.fixed is None or colors >= MOST_COLORS:
            return colors
        there = {bytes(color) for color in picture.table.colors}
        return colors + sum(bytes(color) not in there for color in self.fixed)

    def sweep(
        self,
        table: ColorTable,
        k_max: int,
        space: Space,
        keep_flat: bool,
        progress: Progress,
        soon: Callable[[Sweep], None] | None = None,
    ) -> Sweep:
        """Find the best colors for every k up to k_max.

        Parameters
        ----------
        table : ColorTable
            The colors of a picture.
        k_max, space, keep_flat, progress, soon
            As of `engine.sweep_k`. What is flat is nothing to a list: its colors are
            what they are.
        """
        if self.listed is not None:
            colors = self.listed.colors
            return sweep_list(table, colors, k_max, space, progress, soon)
        return sweep_k(table, k_max, space, progress, soon, keep_flat, self.fixed)

    def among(self, fits: Sweep, most: int) -> Sweep:
        """Put the colors to keep before those of fits that were made without them.

        Parameters
        ----------
        fits : Sweep
            Of at least one color, and at least as many as ``most`` less those to keep.
        most : int
            The largest k.

        Returns
        -------
        Sweep
            Its inertia is that of the others alone, which is a little more.
        """
        if self.fixed is None:
            return fits
        held = self.fixed.astype(np.float64)
        beside = [max(k - len(held), 0) for k in range(1, most + 1)]
        centers = tuple(
            np.vstack([held, fits.centers[rest - 1]]) if rest else held[:k]
            for k, rest in enumerate(beside, start=1)
        )
        at = [max(rest, 1) - 1 for rest in beside]
        return Sweep(centers, fits.inertia[at], fits.variance_explained[at])


ANY: Final = Given()
"""Any color will do."""

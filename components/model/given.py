"""Colors that somebody gives, for the palette to be made of."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from components.engine import ColorList, ColorTable, Space, Sweep, sweep_k, sweep_list
from components.engine.clustering.given import first_of_each
from components.engine.progress import Progress
from components.model.picture import Picture


@dataclass(frozen=True, eq=False)
class Given:
    """What the colors of a palette are taken from.

    Attributes
    ----------
    listed : ColorList or None
        The list that every color is chosen from; None where any color will do.
    """

    listed: ColorList | None = None

    @cached_property
    def key(self) -> str:
        """Cache key: of all that is given, to the last name."""
        if self.listed is None:
            return "any"
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

    def end(self, picture: Picture) -> int:
        """Return the k from which on another color would change nothing."""
        colors = len(picture.table)
        return colors if self.different is None else min(colors, self.different)

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
        return sweep_k(table, k_max, space, progress, soon, keep_flat)


ANY: Final = Given()
"""Any color will do."""

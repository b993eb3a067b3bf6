"""What somebody sets aside of pictures: a color that does not count."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from components import engine

Reach = Literal["nearly", "exactly", "roughly", "remotely"]
Way = Literal["clear", "color"]

REACHES: Final[tuple[Reach, ...]] = ("nearly", "exactly", "roughly", "remotely")
WAYS: Final[tuple[Way, ...]] = ("clear", "color")

DISTANCES: Final[dict[Reach, float]] = {
    "exactly": 0.0,
    "nearly": 0.05,
    "roughly": 0.1,
    "remotely": 0.2,
}
"""How far pixels may be from the color, in Oklab, and how that is called, least first.

Paper is nearly white up to the shade of a fold, roughly with that of a dark corner; the
shades of a green screen are remotely one green.
"""


@dataclass(frozen=True)
class SetAside:
    """A color that does not count.

    Attributes
    ----------
    code : str
        The color, as ``#rrggbb``.
    reach : {"nearly", "exactly", "roughly", "remotely"}
        How near to it a pixel has to be.
    at_edge : bool
        Whether only what hangs together with the picture's edge is meant.
    way : {"clear", "color"}
        Whether it becomes transparent, or is drawn in a color of its own.
    """

    code: str
    reach: Reach = REACHES[0]
    at_edge: bool = False
    way: Way = WAYS[0]

    @property
    def key(self) -> str:
        """Cache key: tells it from all else that could be set aside."""
        where = "edge" if self.at_edge else "all"
        return f"without {self.code} {self.reach} {where} {self.way}"

    def left_of(
        self, image: engine.SourceImage, table: engine.ColorTable
    ) -> tuple[engine.SourceImage, engine.ColorTable]:
        """Return what is left of a picture, and its distinct colors.

        Parameters
        ----------
        image : SourceImage
            All of it.
        table : ColorTable
            Its distinct colors.

        Returns
        -------
        image, table
            Those given where no pixel is near the color. The table has no colors where
            every pixel is.
        """
        color = np.frombuffer(bytes.fromhex(self.code[1:]), np.uint8)
        filled, reach = self.way == "color", DISTANCES[self.reach]
        left = engine.set_aside(image, table, color, reach, self.at_edge, filled)
        return left, table if left is image else engine.count_colors(left)

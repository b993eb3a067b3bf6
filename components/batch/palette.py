"""The palette that all pictures are drawn in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.batch.stops import BY_CURVE
from components.batch.store import Facts
from components.batch.wish import digest
from components.engine import (
    ColorTable,
    Metric,
    SourceImage,
    Space,
    has_flat_colors,
    hex_code,
    round_centers,
)
from components.model.fits import Fits
from components.model.given import Given
from components.model.picture import Picture

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CommonPalette:
    """k colors, and all that it takes to draw in them.

    Attributes
    ----------
    drawn : ndarray of shape (k, 3), float64
        What pictures are drawn in, sRGB, 0–255, unrounded.
    centers : ndarray of shape (k, 3), float64
        The same, but for dots: these are moved outward. It is what errors are told of.
    metric : Metric
        The space in which a pixel's nearest color is looked for.
    device : ndarray of shape (k, 3), uint8, or None
        What files hold in the place of the colors, as of `QuantizedImage`.
    why : str
        Why there are so many colors, in a sentence; or empty.
    """

    drawn: Floats
    centers: Floats
    metric: Metric
    device: Bytes | None = None
    why: str = ""

    def __len__(self) -> int:
        """Return the number of colors, k."""
        return len(self.drawn)

    @property
    def codes(self) -> list[str]:
        """The colors as they are drawn, as ``#rrggbb``."""
        return [hex_code(color) for color in round_centers(self.drawn)]

    @cached_property
    def key(self) -> str:
        """Tells it from any other palette."""
        return digest(repr(self.facts | {"why": ""}))

    @property
    def facts(self) -> Facts:
        """All of it, as JSON holds it to the bit."""
        return {
            "drawn": self.drawn.tolist(),
            "centers": self.centers.tolist(),
            "space": self.metric.space,
            "times": list(self.metric.times),
            "unit": self.metric.unit,
            "device": None if self.device is None else self.device.tolist(),
            "why": self.why,
        }

    @classmethod
    def from_facts(cls, facts: Facts) -> "CommonPalette":
        """Return what `facts` are of."""
        device, times = facts["device"], facts["times"]
        space: Space = facts["space"]
        return cls(
            np.array(facts["drawn"], np.float64),
            np.array(facts["centers"], np.float64),
            Metric(space, (times[0], times[1], times[2]), facts["unit"]),
            None if device is None else np.array(device, np.uint8),
            facts["why"],
        )

    def because(self, why: str) -> "CommonPalette":
        """Return the same, for another reason."""
        return replace(self, why=why)


def palette_of(fits: Fits, k: int, why: str = "") -> CommonPalette:
    """Return the palette of k colors of some fits."""
    sweep = fits.sweep
    drawn, centers = sweep.colors[k - 1], sweep.centers[k - 1]
    return CommonPalette(drawn, centers, fits.metric, fits.device(k), why)


def limits(most: int, room: int) -> tuple[int, ...]:
    """Return how far sweeps go, so that the palettes are those of the command.

    Up to `BY_CURVE` colors they are those of a sweep that goes so far, whatever the
    slider allows.

    Examples
    --------
    >>> limits(64, 256), limits(256, 255)
    ((64,), (64, 255))
    """
    return tuple(dict.fromkeys(min(each, room) for each in (BY_CURVE, most)))


def palettes_of(fits: Sequence[Fits]) -> list[CommonPalette]:
    """Return the palettes of all for every k: of each sweep what goes further."""
    found: list[CommonPalette] = []
    for each in fits:
        ks = range(len(found) + 1, each.sweep.k_max + 1)
        found += [palette_of(each, k) for k in ks]
    return found


def keeps_flat(wanted: bool, table: ColorTable, given: Given) -> bool:
    """Tell whether flat colors are kept exact: where there are any, and no list."""
    return wanted and given.listed is None and has_flat_colors(table)


def picture_of_all(table: ColorTable, digest: str = "") -> Picture:
    """Return what stands for many pictures where only their colors matter.

    Parameters
    ----------
    table : ColorTable
        The colors of all, as of `engine.add_tables`.
    digest : str
        Tells it from all other pictures, where anything keeps what is found.
    """
    return Picture(digest, "", _NO_IMAGE, table)


_NO_IMAGE: Final = SourceImage(np.zeros((1, 1, 3), np.uint8), None, "PNG", 0)

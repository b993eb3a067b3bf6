"""The fewest colors in which every picture looks the same as before.

One picture after the other is judged as the page judges it (*Looks the same*): without
dots, pixel by pixel, in full size. Where one needs more colors, the others are asked
again from there on, until all agree. So it is the smallest number for which every
picture passes, though quality does not always rise with it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.batch.places import Origin
from components.batch.reading import (
    PictureError,
    Sources,
    animation_of,
    bytes_of,
    picture_of,
    with_frames,
    without,
)
from components.batch.scoring import looks_of_frames
from components.batch.wish import Wish
from components.engine import (
    Animation,
    ColorTable,
    Metric,
    SourceImage,
    count_colors,
    smallest_that_looks_the_same,
    suggest_same,
)
from components.model.fits import Fits


@dataclass(frozen=True, eq=False)
class Tries:
    """Palettes that are tried, from some number of colors on.

    Attributes
    ----------
    first : int
        The number of colors of the first.
    centers : sequence of ndarrays of shape (k, 3), float64
        The palettes of ``first`` colors, of one more, and so on.
    metric : Metric
        Where a pixel's nearest color is looked for.
    """

    first: int
    centers: Sequence[NDArray[np.float64]]
    metric: Metric

    @classmethod
    def of(cls, fits: Fits, first: int = 1) -> "Tries":
        """Return the palettes of some fits."""
        return cls(first, fits.sweep.centers[first - 1 :], fits.metric)

    def fewest(self, image: SourceImage, table: ColorTable) -> int | None:
        """Return the fewest colors in which a picture looks the same; None if none."""
        if len(table) == 0:
            return self.first
        found = smallest_that_looks_the_same(
            image, table, self.centers, space=self.metric
        )
        return None if found is None else self.first + found - 1

    def fewest_of(self, looks: Iterable[tuple[SourceImage, ColorTable]]) -> int | None:
        """Return the fewest colors for some pictures; None if one has none."""
        fewest = self.first
        for each in looks:
            found = self.fewest(*each)
            if found is None:
                return None
            fewest = max(fewest, found)
        return fewest


def fewest_for(
    folder: Origin, tries: Tries, wish: Wish, sources: Sources
) -> int | None:
    """Return from how many colors on some pictures can look the same; None if never.

    Those that cannot be read do not count.
    """
    fewest = tries.first
    for source in sources:
        try:
            found = tries.fewest_of(_looks_of(bytes_of(folder, source.name), wish))
        except PictureError:
            continue
        if found is None:
            return None
        fewest = max(fewest, found)
    return fewest


def _looks_of(data: bytes, wish: Wish) -> list[tuple[SourceImage, ColorTable]]:
    moving = animation_of(data, wish)
    if moving is None:
        return [without(wish.aside, picture_of(data))]
    return with_frames(moving, frames_of)


def frames_of(animation: Animation) -> list[tuple[SourceImage, ColorTable]]:
    """Return the frames of an animation that are looked at, with their colors."""
    return [(frame, count_colors(frame)) for frame in looks_of_frames(animation)]


def fewest_for_all(fits: Fits, ask: Callable[[Tries], int | None]) -> int | None:
    """Return the fewest colors with which all pictures agree; None if there are none.

    Parameters
    ----------
    fits : Fits
        The palettes.
    ask : callable
        Returns from how many colors on each could look the same, the most of all.
    """
    k = 1
    while True:
        found = ask(Tries.of(fits, k))
        if found is None or found == k:
            return found
        k = found


def because(k: int | None, tried: int) -> str:
    """Say why there are so many colors."""
    return suggest_same(k, tried).reason

"""Color tables of many pictures, added up exactly.

For k-means a set of pictures is, as one picture is, its distinct colors with what each
of them weighs. Adding is done in whole numbers, so the sum of some tables is the same
to the bit in whatever order and by however many processes it is found, and is the table
of all their pixels in one picture.

A sum has at most 2**24 colors, however many pictures there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine import machine_code
from components.engine.clustering.colors import ColorTable, pack_in_numpy, unpack
from components.engine.jit import kernel
from components.engine.source import SOLID

Ints = NDArray[np.int64]

OF_A_PICTURE: Final = 2**40
"""Parts that a picture weighs where all weigh alike. So 2**23 pictures can be added."""

# Once so many colors were gone through, a sum is kept in a table of all there can be,
# of 256 MB as far as it is touched: there, adding takes no longer than what is added.
# To touch it the first time takes a second, in which a tree goes through so many.
_DENSE: Final = 2**23
_ALL: Final = 2**24


@dataclass(frozen=True, eq=False)
class Tally:
    """Distinct colors, and what they weigh in whole numbers.

    Attributes
    ----------
    values : ndarray of shape (U,), uint32
        Each color as one number, red in the high byte; in ascending order.
    counts : ndarray of shape (U,), int64
        Number of pixels that have the color.
    weights : ndarray of shape (U,), int64
        What it weighs, in parts.
    parts : int
        How many parts make a weight of 1: 255 for a solid pixel, or `OF_A_PICTURE`.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [9, 9, 9]], dtype=np.uint8)
    >>> one = tally_of(ColorTable(colors, np.array([3, 1])))
    >>> both = one + tally_of(ColorTable(colors[1:], np.array([5])))
    >>> both.table().colors.tolist(), both.table().counts.tolist()
    ([[0, 0, 0], [9, 9, 9]], [3, 6])
    """

    values: NDArray[np.uint32]
    counts: Ints
    weights: Ints
    parts: int = SOLID

    def __len__(self) -> int:
        """Return the number of distinct colors, U."""
        return int(self.values.size)

    def __add__(self, other: "Tally") -> "Tally":
        """Add two; ValueError if they are not in the same parts."""
        return _joined([self, other])

    def table(self) -> ColorTable:
        """Return it as a table: with weights of pixels, or of pictures."""
        weights = self.weights / self.parts
        return ColorTable(unpack(self.values), self.counts, weights)


def tally_of(table: ColorTable, equally: bool = False) -> Tally:
    """Take a picture's table into whole numbers.

    Parameters
    ----------
    table : ColorTable
        As `count_colors` gives it: each weight is a whole number of 255ths.
    equally : bool
        Whether the whole picture weighs 1, however large it is, and not each pixel.

    Returns
    -------
    Tally
        No color weighs nothing.
    """
    weights = np.maximum(np.rint(table.weights * SOLID), 1).astype(np.int64)
    parts = SOLID
    if equally:
        parts = OF_A_PICTURE
        shares = weights / max(int(weights.sum()), 1)  # exact up to one rounding
        weights = np.maximum(np.rint(shares * parts), 1).astype(np.int64)
    return Tally(pack_in_numpy(table.colors), table.counts, weights, parts)


def add_tables(tables: Iterable[ColorTable], equally: bool = False) -> ColorTable:
    """Add up the color tables of several pictures, exactly.

    Parameters
    ----------
    tables : iterable of ColorTable
        One for each picture, as `count_colors` gives them. They are taken one by one,
        and none is kept.
    equally : bool
        Whether each picture weighs the same; otherwise each pixel does, so that a large
        picture counts for more than a small one.

    Returns
    -------
    ColorTable
        The colors of all. Without ``equally`` it is, to the bit, the table of one
        picture with all their pixels. With it a picture weighs 1 in all, in parts of
        2**-40.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [9, 9, 9]], dtype=np.uint8)
    >>> large = ColorTable(colors[:1], np.array([300]))
    >>> small = ColorTable(colors[1:], np.array([2]))
    >>> add_tables([large, small]).weights.tolist()
    [300.0, 2.0]
    >>> add_tables([large, small], equally=True).weights.tolist()
    [1.0, 1.0]
    """
    total = TallySum(OF_A_PICTURE if equally else SOLID)
    for table in tables:
        total.add(tally_of(table, equally))
    return total.tally().table()


class TallySum:
    """A sum of tallies that come one after the other.

    Few are added up as a tree, two of about the same size at a time, so that each color
    is taken into the hand a few times only. The sum of many has a place for every color
    there is.

    Parameters
    ----------
    parts : int
        As of `Tally`.
    """

    def __init__(self, parts: int = SOLID) -> None:
        self._parts = parts
        self._waiting: list[Tally] = []
        self._dense: tuple[Ints, Ints] | None = None
        self._gone_through = 0

    def add(self, tally: Tally) -> None:
        """Add another; ValueError if it is not in the same parts."""
        _check_parts([tally], self._parts)
        if self._dense is not None:
            _pour(tally, *self._dense)
            return
        waiting = self._waiting
        waiting.append(tally)
        while len(waiting) > 1 and len(waiting[-2]) < 2 * len(waiting[-1]):
            waiting[-2:] = [waiting[-2] + waiting[-1]]
            self._gone_through += len(waiting[-1])
        if self._gone_through > _DENSE:
            self._dense = np.zeros(_ALL, np.int64), np.zeros(_ALL, np.int64)
            for each in waiting:
                _pour(each, *self._dense)
            waiting.clear()

    def tally(self) -> Tally:
        """Return what has been added so far."""
        if self._dense is None:
            self._waiting[:] = [_joined(self._waiting, self._parts)]
            return self._waiting[0]
        counts, weights = self._dense
        values = np.flatnonzero(counts).astype(np.uint32)
        return Tally(values, counts[values], weights[values], self._parts)


def _pour(tally: Tally, counts: Ints, weights: Ints) -> None:
    """Add a tally to a table of all colors."""
    if machine_code.at_hand():
        pour(tally.values, tally.counts, tally.weights, counts, weights)
        return
    counts[tally.values] += tally.counts
    weights[tally.values] += tally.weights


@kernel
def pour(
    values: NDArray[np.uint32],
    some_counts: Ints,
    some_weights: Ints,
    counts: Ints,
    weights: Ints,
) -> None:
    """Add what different values have to tables with a place for each."""
    for i in range(values.size):
        counts[values[i]] += some_counts[i]
        weights[values[i]] += some_weights[i]


def _check_parts(tallies: Sequence[Tally], parts: int) -> None:
    for each in tallies:
        if each.parts != parts:
            raise ValueError(f"A tally in {each.parts} parts cannot go to {parts}.")


def _joined(tallies: Sequence[Tally], parts: int | None = None) -> Tally:
    """Add up some at once; none are as good as an empty one."""
    parts = parts or tallies[0].parts
    _check_parts(tallies, parts)
    if len(tallies) == 1:
        return tallies[0]
    nothing = np.zeros(0, np.int64)
    values = np.concatenate(
        [np.zeros(0, np.uint32), *(each.values for each in tallies)]
    )
    counts = np.concatenate([nothing, *(each.counts for each in tallies)])
    weights = np.concatenate([nothing, *(each.weights for each in tallies)])
    # They are ascending one by one; a stable sort goes through such runs quickly.
    order = np.argsort(values, kind="stable")
    values = values[order]
    starts = np.flatnonzero(np.diff(values, prepend=np.uint32(0xFFFFFFFF)))
    if not starts.size:
        return Tally(values, counts, weights, parts)
    return Tally(
        values[starts],
        np.add.reduceat(counts[order], starts),
        np.add.reduceat(weights[order], starts),
        parts,
    )

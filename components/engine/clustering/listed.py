"""For every number of colors the best of a list: of threads, beads, inks.

To fit freely and then take the nearest color of the list is worse: two centers may come
to the same color, and the others do not make up for what each was moved. Here the k
colors are chosen from the list at once, as k-medoids (see `medoids`), on cells of
similar colors. Which of several choices is the best is decided on the exact colors;
the free fit, with each center at its nearest color of the list, is among them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.explore import explore
from components.engine.clustering.given import check_colors, first_of_each
from components.engine.clustering.grid import MOST_CELLS, Level, build_levels
from components.engine.clustering.kmeans import (
    Sweep,
    check_request,
    variance_explained,
)
from components.engine.clustering.lloyd import Fit, exact_inertia, lloyd
from components.engine.clustering.medoids import (
    add_best,
    costs,
    leave_out,
    swap,
)
from components.engine.clustering.metric import conversions
from components.engine.clustering.settle import settle
from components.engine.clustering.spaces import Space
from components.engine.progress import Progress, say_nothing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Points = NDArray[np.float32]

MOST_LISTED: Final = 4096
"""How many different colors a list may have."""

# Cells times colors of a list, which is what a look at all swaps takes; and the fewest
# cells. With 489 threads that is 1072 cells; four times as many gain a five thousandth.
_LOOKS, _FEWEST_CELLS = 1 << 19, 500
# How much better a choice must be to count as better.
_MARGIN = 1e-6
# Shares of the time that the free fit and the choosing take, roughly.
_EXPLORING, _FITTING, _CHOOSING = 0.2, 0.5, 0.4


@dataclass(frozen=True, eq=False)
class ListSweep(Sweep):
    """The best choices of k = 1..K colors of a list for one picture.

    Attributes
    ----------
    centers : tuple of K ndarrays, the k-th of shape (k, 3), float64
        The chosen colors, sRGB, 0–255, in the order of the list, which is the same for
        every picture.
    inertia : ndarray of shape (K,), float64
        Sum over every visible pixel, by its weight, of the squared distance to its
        nearest chosen color, in the space of the sweep. Never rises.
    variance_explained : ndarray of shape (K,), float64
        One minus the share of the picture's variance that is left, from 0 to 1; 0 also
        where a choice is worse than the mean color, which a list need not have.
    chosen : tuple of K ndarrays, the k-th of shape (k,), int64
        Where each center stands in the list; rises.
    previous, flat : empty tuple
        Nothing is fitted: no center has moved, and none is a mean.
    """

    chosen: tuple[Ints, ...] = ()


def sweep_list(
    table: ColorTable,
    colors: NDArray[np.uint8],
    k_max: int = 64,
    space: Space = "srgb",
    progress: Progress | None = None,
    soon: Callable[[ListSweep], None] | None = None,
) -> ListSweep:
    """Choose the k best colors of a list for every k from 1 to k_max.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture and what each of them weighs.
    colors : ndarray of shape (n, 3), uint8
        The list, sRGB, at most 4096 different ones, which take six times as long as
        500. Of equal colors only the first is ever chosen.
    k_max : int
        Largest number of colors, 1–256.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        Space in which distances are measured, see `to_space`.
    progress : callable, optional
        Called now and then with the share that is done, 0–1. An exception that it
        raises ends the work.
    soon : callable, optional
        Called once, after a fifth to a third of the time, with good choices: some
        percent worse, for nothing was swapped yet. Their inertia is that of cells.

    Returns
    -------
    ListSweep
        K = min(k_max, U, different colors of the list) choices: more colors than the
        picture has are of no use. Never worse than `sweep_k` with every center at its
        nearest color of the list. Same input, same result.

    Raises
    ------
    ValueError
        If the list is empty, too long or no array of colors, k_max is not in 1–256, or
        the space is unknown.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [10, 10, 10], [250, 0, 0]], dtype=np.uint8)
    >>> threads = np.array([[255, 0, 0], [9, 9, 9], [0, 255, 0]], dtype=np.uint8)
    >>> sweep = sweep_list(ColorTable(colors, np.array([3, 1, 5])), threads)
    >>> [chosen.tolist() for chosen in sweep.chosen]
    [[0], [0, 1], [0, 1, 2]]
    >>> sweep.inertia[1:].tolist()
    [857.0, 857.0]
    """
    check_request(k_max, space)
    given = check_colors(colors, "The colors of the list")
    rows = first_of_each(given)
    if not 1 <= rows.size <= MOST_LISTED:
        raise ValueError(
            f"The list has {rows.size:,} different colors; it may have 1 to"
            f" {MOST_LISTED:,}."
        )
    most = min(k_max, len(table), rows.size)
    if most == 0:
        return ListSweep((), np.zeros(0), np.zeros(0))
    into, _ = conversions(table, space)
    points, listed = into(table.colors), into(given[rows])
    report = progress or say_nothing
    sizes = (MOST_CELLS, max(_LOOKS // rows.size, _FEWEST_CELLS))
    exact, cells, rough = build_levels(table.colors, table.weights, points, sizes)
    starts = explore(cells, most, lambda share: report(_EXPLORING * share))
    cost = costs(rough.points, rough.weights, listed)

    def sweep(best: Iterator[_Choice], total: float) -> ListSweep:
        choices = list(best)
        inertia = np.minimum.accumulate([choice.inertia for choice in choices])
        chosen = tuple(rows[choice.rows] for choice in choices)
        return ListSweep(
            tuple(given[each].astype(np.float64) for each in chosen),
            inertia,
            variance_explained(inertia, total),
            chosen=chosen,
        )

    if soon is not None:
        first = _Search(cost, listed, starts)
        first.chosen = _one_by_one(cost, most)
        soon(sweep(_best_on(first, cells, listed), starts[0].inertia))
    free = settle(
        exact,
        starts,
        lambda share: report(_EXPLORING + (_FITTING - _EXPLORING) * share),
    )
    search = _Search(cost, listed, free)
    search.run(lambda share: report(_FITTING + _CHOOSING * share))
    found = sweep(_best_on(search, exact, listed), free[0].inertia)
    report(1.0)
    return found


def snap(fit: Fit, listed: Points) -> Ints:
    """Take the nearest color of a list for each center.

    Parameters
    ----------
    fit : Fit
        k centers.
    listed : ndarray of shape (L, 3), float32
        The list, in the same space.

    Returns
    -------
    ndarray of shape (at most k,), int64
        Where they stand in the list, each once, in ascending order.
    """
    away = ((fit.centers[:, None] - listed[None].astype(np.float64)) ** 2).sum(axis=2)
    return np.unique(away.argmin(axis=1)).astype(np.int64)


class _Search:
    """The best choices found so far, on cells."""

    def __init__(self, cost: Points, listed: Points, free: list[Fit]) -> None:
        self.cost = cost
        none = np.zeros(0, np.int64)
        self.chosen: list[Ints] = [none]
        self.total: list[float] = [np.inf]
        self.snapped = [
            add_best(cost, snap(fit, listed), k) for k, fit in enumerate(free, start=1)
        ]

    def run(self, report: Progress) -> None:
        """Come up with one more each time, and down with one less."""
        most = len(self.snapped)
        for k in range(1, most + 1):
            report(0.8 * k / most)
            self.chosen.append(self.more(k))
            self.total.append(np.inf)
            self.consider(self.chosen[k])
            self.consider(self.snapped[k - 1])
        for k in range(most - 1, 1, -1):
            report(1 - 0.2 * k / most)
            self.consider(leave_out(self.cost, self.chosen[k + 1]))

    def more(self, k: int) -> Ints:
        return add_best(self.cost, self.chosen[k - 1], k)

    def consider(self, start: Ints) -> None:
        """Swap from a start on; keep the outcome if it is the best for its k."""
        chosen, k = start.copy(), start.size
        total = swap(self.cost, chosen)
        if total < self.total[k] * (1 - _MARGIN):
            self.chosen[k], self.total[k] = chosen, total


@dataclass(frozen=True, eq=False)
class _Choice:
    rows: Ints
    inertia: float


def _one_by_one(cost: Points, most: int) -> list[Ints]:
    """Choose for k = 0..K by adding what helps most; what was chosen stays."""
    every = add_best(cost, np.zeros(0, np.int64), most)
    return [every[:k] for k in range(most + 1)]


def _best_on(search: _Search, level: Level, listed: Points) -> Iterator[_Choice]:
    """Decide on a level's colors; see to it that one more color never costs more."""

    def judged(rows: Ints) -> _Choice:
        ordered = np.sort(rows)
        fit = lloyd(level, listed[ordered].astype(np.float64), 0.0, 0)
        return _Choice(ordered, exact_inertia(level, fit))

    before: _Choice | None = None
    for k in range(1, len(search.snapped) + 1):
        best = judged(search.chosen[k])
        snapped = judged(search.snapped[k - 1])
        best = snapped if snapped.inertia < best.inertia else best
        if before is not None and best.inertia > before.inertia:
            best = judged(add_best(search.cost, before.rows, k))
        yield best
        before = best

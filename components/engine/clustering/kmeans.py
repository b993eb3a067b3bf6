"""The k-means fit for every number of colors at once.

The fits help each other: see `explore` for how good starts are found, on cells
of similar colors. Every fit is then brought to the end on the exact colors, and
where the curve of the inertia has a bump, its neighbors are asked once more.

It is Lloyd's algorithm with deterministic splitting (as in Linde, Buzo and
Gray [1]_), Ward's merges and a swap search (as in Fritzke [2]_). It is not
k-means++: nothing is random, and the same picture always gives the same result.
It finds a good local optimum, not provably the best there is.

References
----------
.. [1] Y. Linde, A. Buzo, R. Gray, "An algorithm for vector quantizer design",
   IEEE Transactions on Communications 28(1), 1980. doi:10.1109/TCOM.1980.1094577
.. [2] B. Fritzke, "The k-means-u* algorithm: non-local jumps and greedy retries
   improve k-means++ clustering", 2017. arXiv:1706.09059
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering import flat
from components.engine.clustering.colors import ColorTable, pack
from components.engine.clustering.explore import explore
from components.engine.clustering.given import check_colors, first_of_each
from components.engine.clustering.grid import (
    MOST_CELLS,
    Layout,
    Level,
    order_of,
)
from components.engine.clustering.lloyd import Fit
from components.engine.clustering.metric import conversions
from components.engine.clustering.reach import is_for_dots, reach_out
from components.engine.clustering.settle import settle
from components.engine.clustering.spaces import SPACES, Space
from components.engine.progress import Progress, say_nothing

Floats = NDArray[np.float64]

MOST_COLORS = 256

# With more colors than the first number, fits are first brought near the end on so many
# cells.
_MANY_COLORS, _SMALLER_CELLS = 100_000, 32_000

# Shares of the time that each stage takes, roughly.
_EXPLORING = 0.4


@dataclass(frozen=True, eq=False)
class Sweep:
    """The fits for k = 1..K of one picture.

    Attributes
    ----------
    centers : tuple of K ndarrays, the k-th of shape (k, 3), float64
        Centers in sRGB, 0–255, unrounded; the one of most weight first.
    inertia : ndarray of shape (K,), float64
        Sum over every visible pixel, by its weight, of the squared distance to its
        nearest center, in the space of the sweep. Never rises.
    variance_explained : ndarray of shape (K,), float64
        ``1 − inertia(k) / inertia(1)``, from 0 to 1; with fixed colors, in place of
        inertia(1) that of the mean color, and 0 where these do worse.
    previous : tuple of K ndarrays, the k-th of shape (k, 3), float64
        The centers one iteration before the end, in the space of the sweep, in the
        same order: whoever starts Lloyd there gets the centers by one iteration, those
        that are flat colors excepted.
    flat : tuple of K ndarrays, the k-th of shape (k,), bool
        Whether each center is, instead of the mean of its cluster, the one exact color
        that at least half of it has; empty if that was not asked for. Not so for fixed
        colors.
    for_dots : tuple of K ndarrays, the k-th of shape (k, 3), float64
        In a space for dots, the colors to draw dots in: the centers in the same order,
        moved outward (see `reach`) unless they are flat or fixed colors; sRGB, 0–255.
        Empty in other spaces.
    """

    centers: tuple[Floats, ...]
    inertia: Floats
    variance_explained: Floats
    previous: tuple[Floats, ...] = ()
    flat: tuple[NDArray[np.bool_], ...] = ()
    for_dots: tuple[Floats, ...] = ()

    @property
    def colors(self) -> tuple[Floats, ...]:
        """What pictures are drawn in: the colors for dots, or else the centers."""
        return self.for_dots or self.centers

    @property
    def k_max(self) -> int:
        """The largest k that was fitted, K."""
        return len(self.centers)


def sweep_k(
    table: ColorTable,
    k_max: int = 64,
    space: Space = "srgb",
    progress: Progress | None = None,
    soon: Callable[[Sweep], None] | None = None,
    keep_flat: bool = False,
    fixed: NDArray[np.uint8] | None = None,
) -> Sweep:
    """Fit k-means for every k from 1 to k_max.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture and what each of them weighs.
    k_max : int
        Largest number of colors, 1–256. More than U is not an error.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        Space in which distances are measured, see `to_space`.
    progress : callable, optional
        Called now and then with the share that is done, 0–1. An exception that
        it raises ends the sweep.
    soon : callable, optional
        Called once, in the first stage, with fits that are good but not yet run to the
        end on the exact colors: some percent worse for many k, and hardly for few.
    keep_flat : bool
        Whether a center takes the exact color that at least half of its cluster has,
        see `flat`: the ground of a slide stays what it is. Where the inertia would
        rise with k, those that cost most stay means. Without it, this is k-means.
    fixed : ndarray of shape (m, 3), uint8, optional
        Different sRGB colors to keep, in the picture or not. At every k from m on all
        of them are centers and never move, whether a pixel is near them or not, and the
        others are fitted around them; below m, the first k of them are the centers.

    Returns
    -------
    Sweep
        K = min(k_max, U) fits. At K = U the centers are the colors themselves. Fixed
        colors that the picture does not have count as if it had them: with f of these,
        K = min(k_max, U + f), for so many it takes to show each color exactly.

    Raises
    ------
    ValueError
        If k_max is not in 1–256, the space is unknown, or the fixed colors are no array
        of colors or not all different.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [10, 10, 10], [250, 0, 0]], dtype=np.uint8)
    >>> sweep = sweep_k(ColorTable(colors, np.array([3, 1, 5])))
    >>> sweep.centers[1].tolist()
    [[250.0, 0.0, 0.0], [2.5, 2.5, 2.5]]
    >>> sweep.inertia[1:].tolist()
    [225.0, 0.0]

    Black is kept:

    >>> black = np.array([[0, 0, 0]], dtype=np.uint8)
    >>> kept = sweep_k(ColorTable(colors, np.array([3, 1, 5])), fixed=black)
    >>> kept.centers[1].tolist()
    [[250.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    check_request(k_max, space)
    if len(table) == 0:
        return Sweep((), np.zeros(0), np.zeros(0))
    held = _held(fixed)[:k_max]
    most = min(k_max, len(table) + int((~_within(held, table.colors)).sum()))
    into, back = conversions(table, space)
    points, anchors = into(table.colors), into(held).astype(np.float64)
    layout = Layout(table.colors, table.weights, points)
    home = _Home(back, _mean(table, points) if is_for_dots(space) else None)
    finish = partial(_in_order, table, points, home)
    if keep_flat:
        finish = partial(_with_flat_colors, table, points, home, layout)
    if len(held):
        finish = partial(_with_fixed, table, held, home, layout, keep_flat)
    report = progress or say_nothing
    starts = explore(
        layout.cells(MOST_CELLS),
        most,
        lambda share: report(_EXPLORING * share),
        anchors,
        soon and (lambda fits: soon(finish(fits))),
    )
    fits = settle(
        layout.exact,
        starts,
        lambda share: report(_EXPLORING + (1 - _EXPLORING) * share),
        anchors,
        layout.cells(_SMALLER_CELLS) if len(table) > _MANY_COLORS else None,
    )
    return finish(fits)


def check_request(k_max: int, space: str) -> None:
    """Refuse what no sweep can be made of.

    Raises
    ------
    ValueError
        If k_max is not in 1–256, or the space is unknown.
    """
    if not 1 <= k_max <= MOST_COLORS:
        raise ValueError(f"k_max is {k_max}; it must be from 1 to {MOST_COLORS}.")
    if space not in SPACES:
        raise ValueError(f"The space {space!r} is not one of {', '.join(SPACES)}.")


def variance_explained(inertia: Floats, total: float | None = None) -> Floats:
    """Share of the picture's color variance that each number of colors explains.

    Parameters
    ----------
    inertia : ndarray of shape (K,), float64
        Sum over pixels, by their weight, of the squared distance to the nearest
        center, for k = 1..K. The first entry is the total variance times the weight.
    total : float, optional
        The total variance times the weight, where the first entry is something else,
        because the centers are not free; not above it.

    Returns
    -------
    ndarray of shape (K,), float64
        0 for one color, 1 for a perfect copy. A picture of a single color has
        nothing to explain, and its one entry is 1. Where centers that are not free do
        worse than the mean color, it is 0 too.

    Examples
    --------
    >>> variance_explained(np.array([80.0, 20.0, 0.0])).tolist()
    [0.0, 0.75, 1.0]
    """
    if inertia.size == 0 or inertia[0] == 0 or total == 0:
        return np.ones_like(inertia)
    if total is not None:
        return np.maximum(1 - inertia / total, 0.0)
    explained: Floats = 1 - inertia / inertia[0]
    return explained


class _Home(NamedTuple):
    """The way from a space to sRGB; in a space for dots, the picture's mean too."""

    back: Callable[[Floats], Floats]
    mean: Floats | None

    def for_dots(self, fits: list[Floats], explained: Floats) -> tuple[Floats, ...]:
        """Move centers of the space outward, and take them to sRGB."""
        if self.mean is None:
            return ()
        return tuple(reach_out(fits, self.mean, explained, self.back))


def _mean(table: ColorTable, points: NDArray[np.float32]) -> Floats:
    mean: Floats = (table.weights / table.weights.sum()) @ points.astype(np.float64)
    return mean


def _with_flat_colors(
    table: ColorTable,
    points: NDArray[np.float32],
    home: _Home,
    layout: Layout,
    fits: list[Fit],
) -> Sweep:
    """Put the fits in order, with flat colors where `flat.keep_flat` keeps them."""
    order = order_of(table.colors)
    kept = flat.keep_flat(layout.exact, order, fits)
    plain = _in_order(table, points, home, [each.fit for each in kept])
    row_of = np.append(order, flat.NONE)
    rows = [row_of[each.colors][_falling(each.fit.weight)] for each in kept]
    if len(kept) == len(table):
        rows[-1] = _falling(table.weights)
    return replace(
        plain,
        centers=_exactly(table.colors, rows, plain.centers),
        flat=tuple(row != flat.NONE for row in rows),
        for_dots=_exactly(table.colors, rows, plain.for_dots),
    )


def _exactly(
    colors: NDArray[np.uint8], rows: list[NDArray[np.intp]], fits: tuple[Floats, ...]
) -> tuple[Floats, ...]:
    """Put exact colors in the place of centers that have a row of a table."""
    return tuple(
        np.where((row == flat.NONE)[:, None], centers, colors[row].astype(np.float64))
        for row, centers in zip(rows, fits, strict=False)
    )


def _held(fixed: NDArray[np.uint8] | None) -> NDArray[np.uint8]:
    """Return the colors to keep; none is as good as an empty array."""
    if fixed is None:
        return np.zeros((0, 3), np.uint8)
    held = check_colors(fixed, "The fixed colors")
    if len(first_of_each(held)) < len(held):
        raise ValueError(
            f"Some of the {len(held)} fixed colors are the same; each can be kept once."
        )
    return held


def _within(some: NDArray[np.uint8], colors: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell which of some colors are among others.

    By a table: numpy's own choice is to sort all colors of a photo, also where some are
    none, which takes a third of the time to the first fits.
    """
    return np.isin(pack(some), pack(colors), kind="table")


def _with_fixed(
    table: ColorTable,
    held: NDArray[np.uint8],
    home: _Home,
    layout: Layout,
    keep_flat: bool,
    fits: list[Fit],
) -> Sweep:
    """Put fits in order whose first centers are fixed, and are to be so to the bit."""
    order, m = order_of(table.colors), len(held)
    kept = [flat.Kept(fit, np.full(len(fit.weight), flat.NONE)) for fit in fits]
    if keep_flat:
        kept = flat.keep_flat(layout.exact, order, fits, m)
    known = np.vstack([table.colors, held])
    every = order[~_within(table.colors[order], held)]  # see `every_center`
    means, places, previous, taken = [], [], [], []
    for fit, colors in kept:
        rows = np.append(order, flat.NONE)[colors]
        rows[:m] = len(table) + np.arange(len(rows[:m]))
        if len(rows) == m + every.size:
            rows[m:] = every
        by = _falling(fit.weight)
        means.append(fit.centers[by])
        places.append(rows[by])
        previous.append(fit.previous[by])
        taken.append((colors != flat.NONE)[by])
    inertia = np.minimum.accumulate([each.fit.inertia for each in kept])
    explained = variance_explained(inertia, _around_the_mean(layout.exact))
    return Sweep(
        _exactly(known, places, tuple(home.back(each) for each in means)),
        inertia,
        explained,
        tuple(previous),
        tuple(taken) if keep_flat else (),
        _exactly(known, places, home.for_dots(means, explained)),
    )


def _around_the_mean(level: Level) -> float:
    """Return the inertia of the mean color."""
    share = level.given / level.given.sum()
    points = level.points.astype(np.float64)
    off = points - (points @ share)[:, None]
    return float((off * off).sum(axis=0) @ level.given)


def _in_order(
    table: ColorTable,
    points: NDArray[np.float32],
    home: _Home,
    fits: list[Fit],
) -> Sweep:
    inertia = np.minimum.accumulate([fit.inertia for fit in fits])
    orders = [_falling(fit.weight) for fit in fits]
    means = [fit.centers[by] for fit, by in zip(fits, orders, strict=True)]
    previous = [fit.previous[by] for fit, by in zip(fits, orders, strict=True)]
    explained = variance_explained(inertia)
    centers = [home.back(each) for each in means]
    for_dots = list(home.for_dots(means, explained))
    if len(fits) == len(table):
        order = _falling(table.weights)
        centers[-1] = table.colors[order].astype(np.float64)
        for_dots[-1:] = centers[-1:] if for_dots else []
        previous[-1] = points[order].astype(np.float64)
    return Sweep(
        tuple(centers), inertia, explained, tuple(previous), for_dots=tuple(for_dots)
    )


def _falling(amounts: NDArray[Any]) -> NDArray[np.intp]:
    """Order from the most to the least; among equals as they were."""
    return np.argsort(-amounts, kind="stable")

"""Where to stop: the numbers of colors that the curve of a sweep suggests, and why.

Where one color covers much of the picture, the ground, it is set aside and the advice
is about the rest; and a bend where nothing can be seen is no elbow. An elbow is clear
by a strict rule only; else the textbook's is told, which is a range.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, pack
from components.engine.clustering.kmeans import MOST_COLORS, Sweep
from components.engine.clustering.listed import ListSweep
from components.engine.clustering.metric import metric_of
from components.engine.clustering.spaces import Space
from components.engine.drawing.quantize import round_centers
from components.engine.formatting import count, hex_code, percent, thousandths
from components.engine.judging.elbow import find_elbows
from components.engine.judging.ground import Ground, find_ground, inertia_of_rest
from components.engine.judging.seen import hardly_differs
from components.engine.judging.textbook_elbow import Bend, textbook_elbows
from components.engine.judging.vision import nearest_name

Floats = NDArray[np.float64]
Kind = Literal["ground", "exact", "elbow", "share90", "share95", "same"]

# The ground and one color more are enough where they explain so much of the rest. Of
# flat art with soft edges they explain 0.77, of a page of text 0.62, of a photo on a
# white sheet 0.14.
_BOTH: Final = 2
_OF_THE_REST: Final = 0.5

_BENDS_FROM: Final = 3  # points


@dataclass(frozen=True)
class Suggestion:
    """A number of colors to stop at, or why there is none of this kind.

    Attributes
    ----------
    kind : {"ground", "exact", "elbow", "share90", "share95", "same"}
        What it goes by: the colors of the picture, the bend of the curve, a share
        of the variance, or that the difference cannot be seen. "ground" is no number
        but says which color was set aside.
    k : int or None
        Number of colors; None when there is none that could be chosen.
    reason : str
        Why, in one plain sentence.
    of_the_rest : bool
        Whether it goes by the variance of the rest, one color being set aside.
    bend : tuple of int, or None
        Of an elbow the first and the last k that it may be, `k` being the last: whoever
        stops there has gone past every bend that could be meant. Twice the same where
        there is but one; None where the curve has no elbow.
    """

    kind: Kind
    k: int | None
    reason: str
    of_the_rest: bool = False
    bend: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class _Curve:
    """What is judged: the fits over the whole picture, or over the rest of it."""

    inertia: Floats  # (K,)
    explained: Floats  # (K,)
    ground: Ground | None = None

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return "curve of the rest" if self.ground else "curve"

    @property
    def whole(self) -> str:
        """What the variance is that of."""
        return "color variance of the rest" if self.ground else "color variance"


def smallest_for(variance_explained: Floats, share: float) -> int | None:
    """Find the smallest k that explains a share of the variance.

    Parameters
    ----------
    variance_explained : ndarray of shape (K,), float64
        For k = 1..K, 0–1; never falls.
    share : float
        The share wanted, 0–1.

    Returns
    -------
    int or None
        From 1 to K; None where K colors do not reach it.

    Examples
    --------
    >>> explained = np.array([0.0, 0.7, 0.92, 0.94])
    >>> smallest_for(explained, 0.9), smallest_for(explained, 0.95)
    (3, None)
    """
    enough = np.flatnonzero(variance_explained >= share)
    return int(enough[0]) + 1 if enough.size else None


def suggest(
    sweep: Sweep,
    distinct_colors: int,
    table: ColorTable | None = None,
    space: Space = "srgb",
    most: int = MOST_COLORS,
    fixed: NDArray[np.uint8] | None = None,
    all_of_it: bool = True,
) -> tuple[Suggestion, ...]:
    """Say where one could stop, and why.

    Parameters
    ----------
    sweep : Sweep
        The fits of a picture, at least one.
    distinct_colors : int
        How many colors the picture has.
    table : ColorTable, optional
        These colors. Without it no color is set aside, and every bend counts, whether
        it can be seen or not.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        The space of the sweep.
    most : int
        The most colors that there is room for in one palette.
    fixed : ndarray of shape (m, 3), uint8, optional
        Colors that the sweep keeps. The elbow is looked for among the fits that have
        others besides, as if it began there: how near colors come that nobody has
        fitted says nothing about how many it takes. Those that are not among the
        picture's (as far as the table says) take room beside these.
    all_of_it : bool
        Whether the colors are all of the picture's; not where some are set aside.

    Returns
    -------
    tuple of Suggestion
        Of the kinds "exact" (only if there is room for all colors, and none of a list
        takes their place; its k may be beyond the sweep), "ground" (only if a color is
        set aside), "elbow", "share90" and "share95" (not where one color is enough for
        what can be seen), in this order.
    """
    fixed = np.zeros((0, 3), np.uint8) if fixed is None else fixed
    beside = _beside(fixed, table)
    exact = _exact(sweep, distinct_colors, most, beside, all_of_it)
    enough = _judge(sweep, table, space)
    if sweep.inertia[0] > 0 and enough(1):
        return (*exact, Suggestion("elbow", None, _UNSEEN))
    curve = _judged(sweep, table, space)
    return (
        *exact,
        *_set_aside(curve.ground),
        _elbow(sweep, curve, distinct_colors + beside, enough, _given(fixed, curve)),
        _share(curve, "share90", 90),
        _share(curve, "share95", 95),
    )


def _beside(fixed: NDArray[np.uint8], table: ColorTable | None) -> int:
    """Count the colors to keep that the picture does not have."""
    if table is None or not len(fixed):
        return 0
    return int((~np.isin(pack(fixed), pack(table.colors), kind="table")).sum())


def _given(fixed: NDArray[np.uint8], curve: _Curve) -> int:
    """Count the colors that are given before any is found for what is judged.

    These are the ones to keep, and the ground, which the first one found is for.
    """
    if curve.ground is None:
        return len(fixed)
    kept = (fixed == curve.ground.color).all(axis=1).any()
    return len(fixed) + (not kept)


def suggest_same(k: int | None, tried: int) -> Suggestion:
    """Say which k looks like the original.

    Parameters
    ----------
    k : int or None
        What `smallest_that_looks_the_same` found.
    tried : int
        The most colors that it tried.

    Returns
    -------
    Suggestion
        Of the kind "same".

    Examples
    --------
    >>> suggest_same(31, 64).reason
    'From 31 colors on, the difference can hardly be seen.'
    >>> suggest_same(None, 64).reason
    'Even with 64 colors the difference can be seen.'
    """
    if k is None:
        reason = f"Even with {_colors(tried)} the difference can be seen."
    else:
        reason = f"From {_colors(k)} on, the difference can hardly be seen."
    return Suggestion("same", k, reason)


_UNSEEN: Final = (
    "No elbow: one color is enough here, what differs from it can hardly be seen."
)
_FEW_UNSEEN: Final = (
    "No elbow: where the curve bends, a difference can hardly be seen any more."
)


def _judged(sweep: Sweep, table: ColorTable | None, space: Space) -> _Curve:
    ground = find_ground(table) if table is not None else None
    if table is None or ground is None:
        return _Curve(sweep.inertia, sweep.variance_explained)
    inertia, total = inertia_of_rest(sweep, table, ground, space)
    return _Curve(inertia, np.clip(1 - inertia / total, 0, 1), ground)


def _judge(
    sweep: Sweep, table: ColorTable | None, space: Space
) -> Callable[[int], bool]:
    """Return what tells whether k colors are enough for what can be seen."""
    if table is None:
        return lambda k: False
    metric = metric_of(table, space)
    return lambda k: hardly_differs(table, round_centers(sweep.centers[k - 1]), metric)


def _exact(
    sweep: Sweep, distinct: int, most: int, beside: int, all_of_it: bool
) -> tuple[Suggestion, ...]:
    others = isinstance(sweep, ListSweep) and sweep.inertia[-1] > 0
    if distinct > MOST_COLORS or others:
        return ()
    what = "This picture" if all_of_it else "What counts of this picture"
    reason = f"{what} has exactly {_colors(distinct)}"
    if beside:
        distinct += beside
        reason += f", and with those that are kept beside them {_colors(distinct)}"
    if distinct > most:
        reason += f", and with what is invisible a palette has room for {most}"
        return (Suggestion("exact", None, f"{reason}."),)
    return (Suggestion("exact", distinct, f"{reason}."),)


def _set_aside(ground: Ground | None) -> tuple[Suggestion, ...]:
    if ground is None:
        return ()
    name = nearest_name(ground.color[None])[0]
    reason = (
        f"One color, {name} ({hex_code(ground.color)}), covers {percent(ground.share)}"
        " of this picture and is set aside here: this advice is about the rest."
    )
    return (Suggestion("ground", None, reason),)


def _elbow(
    sweep: Sweep,
    curve: _Curve,
    distinct: int,
    enough: Callable[[int], bool],
    given: int,
) -> Suggestion:
    if sweep.inertia[0] == 0:
        return Suggestion("elbow", None, "No elbow: there is only one color.")
    if isinstance(sweep, ListSweep) and sweep.k_max < _BENDS_FROM:
        reason = f"No elbow: a curve of {_colors(sweep.k_max)} is too short to bend."
        return Suggestion("elbow", None, reason)
    for k in _bends(sweep, curve, given):
        if enough(k - 1):
            continue
        if k == distinct and sweep.inertia[k - 1] == 0:
            reason = (
                f"No elbow before all {_colors(k)}: each of them helps much, and with"
                " all of them the picture is exact."
            )
            return Suggestion("elbow", k, reason)
        reason = (
            f"Clear elbow at {_colors(k)}: each one up to there helps much, each one"
            " after it far less."
        )
        return Suggestion("elbow", k, reason, bend=(k, k))
    return _textbook(curve, enough, given)


def _textbook(curve: _Curve, enough: Callable[[int], bool], given: int) -> Suggestion:
    """Tell the elbow of the textbook, in place of a clear one."""
    bends = textbook_elbows(_after(curve.inertia, given), first=given + 1)
    if not bends:
        drawn = _colors(curve.inertia.size)
        reason = f"No elbow: the {curve.name} up to {drawn} bends nowhere."
        return Suggestion("elbow", None, reason)
    bends = [each for each in bends if not enough(each.k - 1)]
    if not bends:
        return Suggestion("elbow", None, _FEW_UNSEEN)
    least = min(bends, key=lambda each: each.k)
    most = max(bends, key=lambda each: each.k)
    return Suggestion(
        "elbow", most.k, _range(curve, least, most), bend=(least.k, most.k)
    )


def _after(inertia: Floats, given: int) -> Floats:
    """Return a curve from where there is a color more than those given; never rises."""
    return np.minimum.accumulate(inertia[given:])


def _range(curve: _Curve, least: Bend, most: Bend) -> str:
    if least.k == most.k:
        return (
            f"Elbow at {_colors(most.k)}, but no clear one: the {curve.name} bends most"
            " there, though gently."
        )
    return (
        f"Elbow at {least.k} to {_colors(most.k)}, but no clear one: it moves with how"
        f" far the {curve.name} is drawn ({least.k} if to {_colors(least.drawn_to)},"
        f" {most.k} if to {most.drawn_to}), so {most.k} is the safe choice."
    )


def _bends(sweep: Sweep, curve: _Curve, given: int) -> list[int]:
    """Return every k with a clear elbow, the best first.

    Where some colors are given, k colors are so many fewer for the curve of the others,
    which begins there. Whether one color is all that the rest beside a ground needs
    that curve cannot say; the whole picture's bend at two does, where it does not leave
    the rest in a lump.
    """
    others = find_elbows(_after(curve.inertia, given))
    found = [(each.strength, each.k + given) for each in others if each.clear]
    if curve.ground is not None and given == 1:
        for each in find_elbows(sweep.inertia):
            if each.clear and each.k == _BOTH and curve.explained[1] >= _OF_THE_REST:
                found.append((each.strength, each.k))
    return [k for _, k in sorted(found, key=lambda each: -each[0])]


def _share(curve: _Curve, kind: Kind, percents: int) -> Suggestion:
    shown = np.array([thousandths(float(each)) for each in curve.explained])
    k = smallest_for(shown / 1000, percents / 100)
    rest = curve.ground is not None
    if k is None:
        reason = (
            f"Even {_colors(curve.explained.size)} explain less than {percents} % of"
            f" the {curve.whole}."
        )
        return Suggestion(kind, None, reason, rest)
    verb = "explains" if k == 1 else "explain"
    reason = f"{_colors(k)} {verb} {percents} % of the {curve.whole}; fewer do not."
    return Suggestion(kind, k, reason, rest)


def _colors(number: int) -> str:
    return count(number, "color")

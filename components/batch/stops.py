"""In how many colors: a number, or what the page suggests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from components.engine import STEPS, Step, Suggestion, suggest, visual_steps
from components.engine.clustering.kmeans import MOST_COLORS
from components.engine.formatting import count
from components.model.fits import Fits

Kind = Literal["number", "elbow", "share90", "share95", "exact", "same", "score"]

BY_CURVE: Final = 64
"""A curve is drawn up to so many colors, as on the page."""

SUGGESTED: Final = ("elbow", "share90", "share95", "exact", "same")
_SCORE: Final = "score:"


@dataclass(frozen=True)
class Stop:
    """Where to stop.

    Attributes
    ----------
    kind : {"number", "elbow", "share90", "share95", "exact", "same", "score"}
        By what: a number; a suggestion of the page's; or how good pictures look.
    number : int
        The number of colors, 1–256, or the score to be reached.
    """

    kind: Kind
    number: int = 0

    @property
    def k_max(self) -> int:
        """How far a sweep has to go at first."""
        if self.kind == "number":
            return self.number
        return MOST_COLORS if self.kind == "exact" else BY_CURVE

    @property
    def k_max_of_all(self) -> int:
        """How far the sweep for many pictures has to go: as far as the page's.

        Colors for k may be others where a sweep goes further, since it comes back from
        there. So that command and page find the same, each goes to `BY_CURVE` for all k
        up to that, and to the end for the others.
        """
        if self.kind != "number":
            return self.k_max
        return BY_CURVE if self.number <= BY_CURVE else MOST_COLORS

    @property
    def step(self) -> Step:
        """The step of how good pictures look."""
        (step,) = (each for each in STEPS if each == self.number)
        return step

    def __str__(self) -> str:
        """Write it as it is given to the command."""
        if self.kind == "number":
            return str(self.number)
        return f"{_SCORE}{self.number}" if self.kind == "score" else self.kind


def read_stop(text: str) -> Stop:
    """Read where to stop.

    Raises
    ------
    ValueError
        If it is none; the message is a sentence.

    Examples
    --------
    >>> read_stop("16"), read_stop("elbow").kind, read_stop("score:80").number
    (Stop(kind='number', number=16), 'elbow', 80)
    >>> read_stop("0")
    Traceback (most recent call last):
    ValueError: '0' is no number of colors from 1 to 256.
    """
    number = text.removeprefix(_SCORE)
    if text.startswith(_SCORE):
        if number not in map(str, STEPS):
            steps = ", ".join(f"{_SCORE}{step}" for step in STEPS)
            raise ValueError(f"{text!r} is no step that is looked for: {steps}.")
        return Stop("score", int(number))
    if text.isdecimal():
        if not 1 <= int(text) <= MOST_COLORS:
            raise ValueError(
                f"{text!r} is no number of colors from 1 to {MOST_COLORS}."
            )
        return Stop("number", int(text))
    for kind in get_args(Kind):
        if kind == text and kind in SUGGESTED:
            return Stop(kind)
    raise ValueError(
        f"{text!r} is neither a number of colors nor one of"
        f" {', '.join(SUGGESTED)}, {_SCORE}80."
    )


def impossible(stop: Stop, colors: int, most: int) -> str:
    """Say why there can be no such palette; nothing if there can.

    Parameters
    ----------
    stop : Stop
        Where to stop.
    colors : int
        How many different colors there are.
    most : int
        The most that there is room for.
    """
    if stop.kind == "exact" and colors > most:
        return f"There are {colors:,} colors; a palette has room for {most}."
    return ""


def k_by_curve(stop: Stop, fits: Fits, most: int) -> tuple[int, str]:
    """Find the number of colors that a number or a suggestion comes to.

    Parameters
    ----------
    stop : Stop
        Any but by score or by what looks the same, and none that is `impossible`.
    fits : Fits
        At least one fit.
    most : int
        The most colors that there is room for.

    Returns
    -------
    k : int
        The number of colors.
    why : str
        In a sentence; empty where a number was asked for and is there.
    """
    end = min(most, fits.sweep.k_max)
    if stop.kind == "number":
        return min(stop.number, end), _fewer(stop.number, end, most)
    if stop.kind == "exact":
        return end, f"There are exactly {count(end, 'color')}."
    table = fits.picture.table
    said = suggest(fits.sweep, len(table), table, fits.space, most, fits.given.fixed)
    told: dict[str, Suggestion] = {each.kind: each for each in said}
    wanted = told.get(stop.kind)
    if wanted is not None and wanted.k is not None:
        return min(wanted.k, end), wanted.reason
    return _otherwise(wanted, told.get("share95"), end)


def _otherwise(
    wanted: Suggestion | None, share: Suggestion | None, end: int
) -> tuple[int, str]:
    """Return what takes the place of an elbow or a share where there is none.

    That is what explains 95 %; all that were tried, where these do not; or one color,
    where nobody sees a difference.
    """
    reason = wanted.reason if wanted else "One color is enough here."
    if share is None:
        return 1, reason
    if share.k is None:
        return end, f"{reason} So there are {count(end, 'color')}."
    return min(share.k, end), f"{reason} {share.reason}"


def _fewer(asked: int, end: int, most: int) -> str:
    if asked <= end:
        return ""
    if end == most:
        return f"Together with what is invisible, a file has room for {most} colors."
    return f"There are no more than {count(end, 'color')}."


def k_by_score(
    stop: Stop, measure: Callable[[int], float], limits: tuple[int, ...]
) -> tuple[int, str]:
    """Find the fewest colors with which pictures look good enough.

    Parameters
    ----------
    stop : Stop
        By score.
    measure : callable
        Given k, returns the score.
    limits : tuple of int
        The most colors that are tried, as of `engine.visual_steps`.
    """
    found = visual_steps(measure, limits, (stop.step,))
    k = found.k(stop.step)
    if k is not None:
        score = found.scores[k]
        return (
            k,
            f"With {count(k, 'color')} the score is {score:.1f}; fewer fall short.",
        )
    most = limits[-1]
    score = found.scores[most]
    return most, (
        f"Even with {count(most, 'color')} the score is {score:.1f}, below"
        f" {stop.number}."
    )

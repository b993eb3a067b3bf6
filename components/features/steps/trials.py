"""A picture tried in several numbers of colors, as it is on the page or otherwise."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from components.engine import (
    STEPS,
    Dither,
    Space,
    Sweep,
    VisualSteps,
    space_for,
    visual_steps,
)
from components.model.document import Document
from components.model.fits import Fits
from components.model.given import Given
from components.model.picture import Picture
from components.model.rendering import Rendering
from components.model.style import Style
from components.shared import visual

Dots = Dither | Literal[False]

# On photos these look best (components/features/dithering).
_BEST: Final = "gentle"


@dataclass(frozen=True)
class Way:
    """How a picture gets its colors.

    Attributes
    ----------
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        How differences between colors are measured.
    dots : {"full", "gentle", "bayer", "blue-noise"} or False
        By what kind of dots colors mix, if by any.
    """

    space: Space
    dots: Dots


@dataclass(frozen=True)
class Trial:
    """A picture drawn in one way, in any number of colors.

    Attributes
    ----------
    document : Document
        What is on the page.
    asked : tuple of int
        The largest k on offer there now, and the largest there can be.
    way : Way
        How it is drawn here.
    """

    document: Document
    asked: tuple[int, int]
    way: Way

    @property
    def picture(self) -> Picture:
        """The picture."""
        return self.document.picture

    @property
    def limits(self) -> tuple[int, ...]:
        """The most colors to be tried, with the fits at hand and with those of all."""
        end = self.document.fits.end
        return tuple(sorted({min(most, end) for most in self.asked}))

    def sweep_of(self, k: int) -> tuple[int, Space, bool, Given]:
        """Return by which fits k colors are drawn: by those that the page would use."""
        first, last = self.asked
        most = first if k <= first else last
        fits = self.document.fits
        return most, self.way.space, fits.keeps_flat, fits.given

    def known_sweep(self, k: int) -> Sweep | None:
        """Return these fits if they are known."""
        fits = self.document.fits
        if self.way.space == fits.space and k <= fits.sweep.k_max:
            return fits.sweep
        return visual.known_sweep(fits.picture, *self.sweep_of(k))

    def drawn(self, k: int, sweep: Sweep) -> Rendering:
        """Return the picture as it is to be judged."""
        fits: Fits = replace(self.document.fits, space=self.way.space, sweep=sweep)
        return visual.shown(Document(fits, self._style), k)

    @property
    def _style(self) -> Style:
        dots = self.way.dots
        return Style(True, dots=dots) if dots else Style()


def at_hand(document: Document, most: int) -> Trial:
    """Return the picture as it is drawn on the page, its file being written quickly.

    Parameters
    ----------
    document : Document
        What is on the page.
    most : int
        The largest k on offer.
    """
    asked = (most, max(most, document.picture.most_colors))
    return Trial(document, asked, Way(document.fits.space, document.style.kind))


def others(trial: Trial) -> tuple[Trial, ...]:
    """Return the other ways to draw a picture that may do better with few colors."""
    here = trial.way
    spaces: dict[Space, None] = dict.fromkeys((here.space, "oklab"))
    kinds: dict[Dots, None] = dict.fromkeys((here.dots, False, _BEST))
    ways = [
        Way(space_for(space, bool(dots)), dots) for space in spaces for dots in kinds
    ]
    return tuple(replace(trial, way=way) for way in ways if way != here)


@dataclass(frozen=True)
class Answers:
    """What is known so far.

    Attributes
    ----------
    here : VisualSteps
        Of the picture as it is drawn on the page.
    way : Way or None
        Of the other ways the one that scores best with the most colors, once that is
        known.
    score : float
        That score.
    there : VisualSteps
        Of the picture drawn in that way, for those steps that are out of reach here and
        within reach there.
    complete : bool
        Whether there is no more to be found.
    """

    here: VisualSteps
    way: Way | None = None
    score: float = 0.0
    there: VisualSteps = field(default_factory=lambda: VisualSteps((1,), ()))
    complete: bool = False

    @property
    def share(self) -> float:
        """How far the search is that goes on, 0–1: that here, and then that there."""
        if self.here.wanted is not None:
            return self.here.share
        return 0.0 if self.way is None else self.there.share


Ask = Callable[[Trial, int], float | None]


def find(
    trial: Trial, ask: Ask, tell: Callable[[Answers], None] = lambda answers: None
) -> Answers:
    """Find the fewest colors for each step, and what brings the rest into reach.

    Parameters
    ----------
    trial : Trial
        The picture as it is drawn on the page.
    ask : callable
        Returns the score of a trial in k colors, or None if it is not known: then the
        search ends, with what has been found so far.
    tell : callable, optional
        Given what has been found, as often as there is more.
    """
    here = visual_steps(
        lambda k: ask(trial, k), trial.limits, tell=lambda found: tell(Answers(found))
    )
    missing = [step for step in STEPS if here.out_of_reach(step)]
    if here.wanted is not None or not missing:
        return Answers(here, complete=here.wanted is None)
    scores: dict[Trial, float] = {}
    for other in others(trial):
        score = ask(other, trial.limits[-1])
        if score is None:
            return Answers(here)
        scores[other] = score
    best = max(scores, key=lambda other: scores[other])
    reached = [step for step in missing if scores[best] >= step]
    there = visual_steps(
        lambda k: ask(best, k),
        best.limits,
        reached,
        lambda found: tell(Answers(here, best.way, scores[best], found)),
    )
    complete = there.wanted is None
    return Answers(here, best.way, scores[best], there, complete)

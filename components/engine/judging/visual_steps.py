"""How low one can go: the fewest colors for each step of what people no longer see.

The steps are SSIMULACRA 2's own, as its author describes them [1]_. That no difference
is seen is what people said of photos that codecs had compressed; of pictures in few
colors nobody has asked them. So it is an estimate, and banding, which codecs seldom
make, stays a measure of its own.

References
----------
.. [1] J. Sneyers, SSIMULACRA 2. https://github.com/cloudinary/ssimulacra2. The scores
   mean: 70, artifacts are hard to notice without comparison to the original; and it is
   impossible to distinguish from the original, at 1:1, 80, side by side; 85, when one
   takes the place of the other; 90, when both flicker.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

Step = Literal[70, 80, 85, 90]

STEPS: Final[tuple[Step, ...]] = (70, 80, 85, 90)
"""Scores from which on a difference is no longer seen, each in a stricter test."""

# By how much a score rises, as a rule, where there are twice as many colors.
_RISE: Final = 10.0
# A k that is tried cuts off at least such a part of the range that is left.
_CUT: Final = 8


@dataclass(frozen=True)
class VisualSteps:
    """What was measured, and what follows from it for each step.

    Attributes
    ----------
    limits : tuple of int
        The most colors that are tried, rising: each only where the one before does not
        reach a step.
    steps : tuple of int
        The steps that are looked for, of `STEPS`.
    scores : mapping of int to float
        For each k that was measured its score.
    """

    limits: tuple[int, ...]
    steps: tuple[Step, ...] = STEPS
    scores: Mapping[int, float] = field(default_factory=dict)

    def k(self, step: Step) -> int | None:
        """Return the smallest k that was found to reach a step; None if none was."""
        reached = (k for k, score in self.scores.items() if score >= step)
        return min(reached, default=None)

    def settled(self, step: Step) -> bool:
        """Tell whether no more needs to be measured for a step."""
        return self._wanted_for(step) is None

    def out_of_reach(self, step: Step) -> bool:
        """Tell whether no k up to the last of the limits was found to reach a step."""
        return self.settled(step) and self.k(step) is None

    @property
    def wanted(self) -> int | None:
        """The k to be measured next; None when all is known."""
        wanted = (self._wanted_for(step) for step in self.steps)
        return next((k for k in wanted if k is not None), None)

    @property
    def share(self) -> float:
        """How far the search is, 0–1: each halving of a step's range counts alike."""
        whole = len(self.steps) * math.log2(self.limits[-1])
        left = sum(math.log2(self._range_of(step)) for step in self.steps)
        return 1 - left / whole if whole else 1.0

    def _wanted_for(self, step: Step) -> int | None:
        above = self.k(step)
        if above is None:
            return next((k for k in self.limits if k not in self.scores), None)
        below = self._below(step, above)
        return self._between(below, above, step) if above - below > 1 else None

    def _between(self, below: int, above: int, step: Step) -> int:
        """Return the k at which a step is likely to be reached first, between two.

        Not just the middle: scores rise about evenly with the logarithm of k.
        """
        score = self.scores[above]
        rise = _RISE
        if below:
            rise = (score - self.scores[below]) / math.log2(above / below)
        likely = math.ceil(above / 2 ** ((score - step) / rise))
        least = max(1, (above - below) // _CUT)
        return min(max(likely, below + least), above - least)

    def _below(self, step: Step, above: int) -> int:
        """Return the largest k below another that was found not to reach a step."""
        short = (k for k, score in self.scores.items() if k < above and score < step)
        return max(short, default=0)

    def _range_of(self, step: Step) -> int:
        """Return among how many k the smallest that reaches a step may be."""
        above = self.k(step)
        if above is not None:
            return above - self._below(step, above)
        return 1 if self.settled(step) else self.limits[-1]


def visual_steps(
    measure: Callable[[int], float | None],
    limits: Sequence[int],
    steps: Sequence[Step] = STEPS,
    tell: Callable[[VisualSteps], None] = lambda found: None,
) -> VisualSteps:
    """Find the fewest colors that reach each step, by bisection with a guess.

    Each k that is tried is where the scores so far let the step be expected; it leaves
    at most 7/8 of the range, and most often far less. No k is measured twice.

    More colors score higher as a rule, but not always. What is said holds all the same:
    the k that is found reaches its step, and the next smaller one does not, for both
    were measured. Of several such k it is the smallest that the search has come by; one
    between k that were not measured may be smaller yet.

    Parameters
    ----------
    measure : callable
        Given k, returns its score, or None where that is not known: then the search
        ends, with what has been found so far. An exception that it raises ends it too.
    limits : sequence of int
        The most colors to be tried, rising, at least 1: a further one only where a step
        is not reached with the one before.
    steps : sequence of int
        The steps to look for.
    tell : callable, optional
        Given what has been found, after each k that was measured.

    Returns
    -------
    VisualSteps
        All steps are settled, unless the search has ended before.

    Examples
    --------
    >>> found = visual_steps(lambda k: 60.0 + k / 2, (64,))
    >>> [found.k(step) for step in found.steps]
    [20, 40, 50, 60]
    >>> visual_steps(lambda k: 60.0 + k / 10, (64, 256)).out_of_reach(90)
    True
    """
    found = VisualSteps(tuple(limits), tuple(steps))
    while (k := found.wanted) is not None:
        score = measure(k)
        if score is None:
            break
        found = replace(found, scores={**found.scores, k: score})
        tell(found)
    return found

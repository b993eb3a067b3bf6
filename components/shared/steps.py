"""The steps of what people no longer see, in the same words all over the page."""

import math
from typing import Final

from components.engine import STEPS, Step

# In which test no difference is seen from a step on, as its author describes it.
UNSEEN: Final[dict[Step, str]] = {
    70: "Without the original beside it, a difference is hard to notice.",
    80: "Side by side with the original, no difference is seen.",
    85: "When one takes the place of the other, no difference is seen.",
    90: "Even when the two flicker back and forth, no difference is seen.",
}

# And in which it may be, in the words that follow "but".
_MAY_BE_SEEN: Final[dict[Step, str]] = {
    80: "side by side with it, one may be seen",
    85: "when one takes the place of the other, one may be seen",
    90: "when the two flicker back and forth, one may be seen",
}

_SAME: Final = "There is no difference."
_NONE: Final = "Even without the original beside it, a difference may be noticed."
_PLAIN: Final = "Even without the original beside it, the difference is plain to see."
_MEDIUM: Final = 50  # medium quality, as the measure's author calls it


def in_words(score: float) -> str:
    """Say in which tests a picture of some score is still told from its original.

    Parameters
    ----------
    score : float
        As of `engine.visual_score`.

    Examples
    --------
    >>> in_words(100.0)
    'There is no difference.'
    >>> in_words(91.2)
    'Even when the two flicker back and forth, no difference is seen.'
    >>> in_words(82.5).partition("; ")[2]
    'but when one takes the place of the other, one may be seen.'
    >>> in_words(74.0).partition("; ")[2]
    'but side by side with it, one may be seen.'
    >>> in_words(69.9)
    'Even without the original beside it, a difference may be noticed.'
    >>> in_words(-57.0)
    'Even without the original beside it, the difference is plain to see.'
    """
    if score >= 100:
        return _SAME
    reached = [step for step in STEPS if score >= step]
    if not reached:
        return _NONE if score >= _MEDIUM else _PLAIN
    said = UNSEEN[reached[-1]]
    beyond = STEPS[len(reached) :]
    return f"{said[:-1]}; but {_MAY_BE_SEEN[beyond[0]]}." if beyond else said


def figure(score: float) -> str:
    """Write a score so that it does not read as a step that it does not reach.

    Examples
    --------
    >>> figure(74.26), figure(69.97), figure(100.0), figure(-12.5)
    ('74.2', '69.9', '100', '−12.5')
    """
    if score >= 100:
        return "100"
    tenths = math.floor(10 * score)
    return f"{'−' if tenths < 0 else ''}{abs(tenths) / 10:.1f}"

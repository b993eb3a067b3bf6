"""The elbow of the textbook: on the usual curve, and so never far from what one sees.

It is the k at which the inertia over k, both drawn from 0 to 1, lies farthest below the
line from its first point to its last: the rule of Kneedle (Satopää et al. [1]_), here
without a threshold. It finds a bend on almost any curve, but stretches the curve to a
square first, so the bend moves with the k at which the curve happens to end. Therefore
it is asked of several ends, and its answer is a range. Whether there is a clear elbow
is another question (`components.engine.judging.elbow`).

References
----------
.. [1] V. Satopää, J. Albrecht, D. Irwin, B. Raghavan, "Finding a 'kneedle' in a
   haystack: detecting knee points in system behavior", ICDCS Workshops, 2011.
   doi:10.1109/ICDCSW.2011.20
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Where the curve may end: at 10 as in many a tutorial, up to 64 as on the page. The
# page's 256 are for who looks for fine differences; the bend is to stay where it was.
DRAWN_TO: Final = (10, 16, 32, 64)

# A line may be this far off by rounding.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Bend:
    """Where a curve bends most.

    Attributes
    ----------
    k : int
        Number of colors at the bend.
    drawn_to : int
        The k at which the curve ends.
    """

    k: int
    drawn_to: int


def textbook_elbows(inertia: Floats, first: int = 1) -> list[Bend]:
    """Find where the usual curve bends most, for each k at which it may end.

    Parameters
    ----------
    inertia : ndarray of shape (n,), float64
        Sum over pixels of the squared distance to the nearest center, for
        k = first, first + 1, …; never rises.
    first : int
        The k at which the curve begins.

    Returns
    -------
    list of Bend
        Ends at `DRAWN_TO`, as far as the curve goes, the nearest first. Those are left
        out whose curve has no bend: a line, or one that is too short.

    Examples
    --------
    >>> found = textbook_elbows(1 / np.arange(1.0, 65))
    >>> [(each.k, each.drawn_to) for each in found]
    [(3, 10), (4, 16), (6, 32), (8, 64)]
    >>> textbook_elbows(np.array([2.0, 1.0, 0.0]))
    []
    """
    last = first + inertia.size - 1
    ends = sorted({min(end, last) for end in DRAWN_TO})
    found = [(_farthest_below(inertia[: end - first + 1]), end) for end in ends]
    return [Bend(first + at, end) for at, end in found if at is not None]


def _farthest_below(curve: Floats) -> int | None:
    """Return the point farthest below the line between the ends; None if none is."""
    if curve.size < 3 or curve[0] <= curve[-1]:
        return None
    down = (curve[0] - curve) / (curve[0] - curve[-1])
    below = down - np.linspace(0, 1, curve.size)
    at = int(below.argmax())
    return at if below[at] > _ROUNDING else None

"""The clear elbow: where the curve of a sweep bends, if it does so sharply.

The bend is found by Kneedle (Satopää et al. [1]_), without a threshold. Kneedle
always reports one, so a second question decides whether it is clear.

The usual curve, variance explained over k, is no help in that: Kneedle stretches
it to a square, so its answer is the last k that gains more than about one part in
K, and grows with the K where the curve happens to stop (from 3 to 10 on one photo,
for K from 16 to 256). What it says all the same is in `textbook_elbow.py`. Here the
curve is log inertia over log k, on which even spreads of colors are straight lines: by
Zador [2]_, colors spread evenly along a line, over a surface, through a solid leave an
inertia that falls as k to the power of −2, −1, −2/3. Kneedle looks at every stretch
from some k to four times as much; what it finds there does not depend on K.

References
----------
.. [1] V. Satopää, J. Albrecht, D. Irwin, B. Raghavan, "Finding a 'kneedle' in a
   haystack: detecting knee points in system behavior", ICDCS Workshops, 2011.
   doi:10.1109/ICDCSW.2011.20
.. [2] P. Zador, "Asymptotic quantization error of continuous signals and the
   quantization dimension", IEEE Transactions on Information Theory 28(2), 1982.
   doi:10.1109/TIT.1982.1056490
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# A share of the variance too small to be seen; the curve ends there.
_NOTHING_LEFT = 1e-4

# How far Kneedle looks at once, from k to so many times k, and over how much of
# that the steepness before and after a bend is measured. After it the curve must stay
# flatter for longer: a logo of eight flat colors, three of them large, falls a little
# less from 3 to 4 colors, and then as steeply as before until 8.
_STRETCH = 4
_NEAR, _FAR = 1.5, 2

# A clear elbow falls at least as steeply as no even spread of colors does, and then
# less so. Measured on 38 pictures and 28 clouds of points: separate blobs reach 3.7
# and lose 3.2 at least; gradients and noise reach 2.1 and lose 0.2, or lose 0.8 but
# reach only 1.6; of 23 photos 5 are clear.
_STEEP = 2.0
_BEND = 0.5


@dataclass(frozen=True)
class Elbow:
    """The most pronounced bend of a curve.

    Attributes
    ----------
    k : int
        Number of colors at the bend.
    before : float
        How steep the curve is before it: the power of 1/k with which the inertia
        falls.
    after : float
        How steep it is after it, up to twice as many colors, at most.
    """

    k: int
    before: float
    after: float

    @property
    def strength(self) -> float:
        """How much of the steepness ends here."""
        return self.before - self.after

    @property
    def clear(self) -> bool:
        """Whether it is more than the bend that every curve has somewhere."""
        return self.before >= _STEEP and self.strength >= _BEND


def find_elbow(inertia: Floats) -> Elbow | None:
    """Find the k where the curve of the inertia bends most.

    Parameters
    ----------
    inertia : ndarray of shape (K,), float64
        Sum over pixels of the squared distance to the nearest center, for
        k = 1..K; never rises. Zero at the end means that every color is there.

    Returns
    -------
    Elbow or None
        A clear one if there is any; of several the strongest. None where the curve
        is too short to bend, or bends nowhere.

    Examples
    --------
    >>> k = np.arange(1, 65)
    >>> blobs = find_elbow(np.where(k < 5, 100.0, 0.5) / k)
    >>> blobs.k, blobs.clear
    (5, True)
    >>> noise = find_elbow(k ** (-2 / 3))
    >>> noise is None or not noise.clear
    True
    """
    return next(iter(find_elbows(inertia)), None)


def find_elbows(inertia: Floats) -> list[Elbow]:
    """Find every k where the curve of the inertia bends.

    Parameters
    ----------
    inertia : ndarray of shape (K,), float64
        As in `find_elbow`.

    Returns
    -------
    list of Elbow
        The clear ones first, and of these the strongest first.
    """
    curve = _log_curve(inertia)
    elbows = [_measure(curve, k) for k in sorted(set(_knees(curve)))]
    measured = [elbow for elbow in elbows if elbow is not None]
    return sorted(measured, key=lambda each: (not each.clear, -each.strength))


def _log_curve(inertia: Floats) -> Floats:
    """Log of the share of the variance that is left, as far as it can be seen."""
    if inertia.size == 0 or inertia[0] <= 0:
        return np.zeros(0)
    left = inertia / inertia[0]
    if left[-1] == 0:  # more colors than there are would change nothing
        left = np.concatenate([left, np.zeros_like(left)])
    enough = np.flatnonzero(left <= _NOTHING_LEFT)
    if enough.size and left[enough[0]] > 0:
        left = left[: enough[0] + 1]
    logs: Floats = np.log(np.maximum(left, _NOTHING_LEFT))
    return logs


def _knees(curve: Floats) -> Iterator[int]:
    for first in range(1, curve.size // _STRETCH + 1):
        k = np.arange(first, _STRETCH * first + 1)
        if curve[k[0] - 1] == curve[k[-1] - 1]:
            continue  # flat
        at = _knee(np.log(k), curve[k - 1])
        if at is not None:
            yield int(k[at])


def _knee(x: Floats, y: Floats) -> int | None:
    """Return the most pronounced knee of a curve that falls; None if it has none.

    Both axes are drawn from 0 to 1. A knee lies farther below the line between the ends
    than its neighbors do.
    """
    across = (x - x[0]) / (x[-1] - x[0])
    below = (y[0] - y) / (y[0] - y[-1]) - across
    inside, before, after = below[1:-1], below[:-2], below[2:]
    knees = 1 + np.flatnonzero((inside >= before) & (inside > after))
    return int(knees[below[knees].argmax()]) if knees.size else None


def _measure(curve: Floats, k: int) -> Elbow | None:
    start = min(k - 1, max(1, round(k / _NEAR)))
    end = max(k + 1, round(k * _NEAR))
    if end > curve.size:
        return None
    before = (curve[start - 1] - curve[k - 1]) / np.log(k / start)
    ends = np.arange(end, min(max(end, _FAR * k), curve.size) + 1)
    after = ((curve[k - 1] - curve[ends - 1]) / np.log(ends / k)).max()
    return Elbow(k, float(before), float(after))

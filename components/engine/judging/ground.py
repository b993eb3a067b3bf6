"""The ground: one color that covers so much of a picture that it decides alone.

On a photo on a white sheet almost all of the variance is that between the sheet and
the rest: two colors explain nine tenths of it, and nothing of the photo. So where
advice is given, the ground is set aside, and what each fit does is asked for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.kmeans import Sweep
from components.engine.clustering.metric import FIXED, to_space
from components.engine.clustering.spaces import (
    Space,
    oklab_from_srgb,
    oklrab_from_srgb,
)
from components.engine.judging.ciede2000 import FOR_THE_PRACTISED, UNNOTICED
from components.engine.judging.seen import alike, hardly_differs

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

# A color of more than so much of the picture is its ground.
COVERS: Final = 0.2

# A noisy sheet of paper has many colors around one. Its middle is looked for from the
# most frequent of them, in so many steps; none of them lies further from it than _FAR
# in any channel.
_STEPS: Final = 3
_FAR: Final = 16

# What is left of the inertia by rounding where it should be nothing.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Ground:
    """One color, with those that nobody tells from it.

    Attributes
    ----------
    color : ndarray of shape (3,), uint8
        sRGB; in each channel the median of its pixels.
    share : float
        Share of the picture's visible pixels that it covers, 0–1.
    members : ndarray of shape (U,), bool
        Which colors of the picture's table belong to it.
    """

    color: Bytes
    share: float
    members: NDArray[np.bool_]


def find_ground(table: ColorTable) -> Ground | None:
    """Find the color that covers more than a fifth of a picture.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture.

    Returns
    -------
    Ground or None
        The one of most pixels. None where no color covers a fifth, and where nothing
        is left to give advice on: where what is left looks like one color too.

    Examples
    --------
    >>> colors = np.array([[20, 30, 40], [90, 90, 90], [255, 255, 255]], np.uint8)
    >>> found = find_ground(ColorTable(colors, np.array([1, 1, 8])))
    >>> found.color.tolist(), found.share
    ([255, 255, 255], 0.8)
    >>> find_ground(ColorTable(colors[1:], np.array([1, 8]))) is None
    True
    """
    least = COVERS * table.weights.sum()
    color = table.colors[table.weights.argmax()]
    for _ in range(_STEPS):
        near = _members(table, color, UNNOTICED)
        if table.weights[near].sum() == 0:
            return None
        color = _mean(_part(table, near))
    if table.weights[_members(table, color, UNNOTICED)].sum() <= least:
        return None
    members = _members(table, color, FOR_THE_PRACTISED)
    ground, rest = _part(table, members), _part(table, ~members)
    if not len(rest) or hardly_differs(rest, _mean(rest)[None]):
        return None
    share = float(ground.weights.sum() / table.weights.sum())
    return Ground(_median(ground), share, members)


def inertia_of_rest(
    sweep: Sweep, table: ColorTable, ground: Ground, space: Space = "srgb"
) -> tuple[Floats, float]:
    """Inertia of a sweep's fits over all that is not the ground.

    Only the few colors of the ground are asked how far they are from their centers:
    the rest is what they leave of the sweep's own inertia.

    Parameters
    ----------
    sweep : Sweep
        Fits of the whole picture, for k = 1..K.
    table : ColorTable
        The colors of the picture.
    ground : Ground
        What is set aside.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        The space of the sweep.

    Returns
    -------
    inertia : ndarray of shape (K,), float64
        For k = 1..K, at least 0. It may rise a little where the ground gains.
    total : float
        Inertia of the rest in one color of its own; above 0.
    """
    points, back = to_space(table, space)
    into = _way_into(space, back)
    mine, weights = ground.members, table.weights
    kept = [
        float(weights[mine] @ _squared(points[mine], into(centers)).min(axis=1))
        for centers in sweep.centers
    ]
    rest = points[~mine].astype(np.float64)
    mean = np.average(rest, axis=0, weights=weights[~mine])
    total = float(weights[~mine] @ _squared(rest, mean[None])[:, 0])
    left = sweep.inertia - kept
    return np.where(left < _ROUNDING * sweep.inertia[0], 0.0, left), total


def _way_into(
    space: Space, back: Callable[[Floats], Floats]
) -> Callable[[Floats], Floats]:
    """Return the way from sRGB into a space, told the way back."""
    if space == "oklab":
        return oklab_from_srgb
    if space == "oklrab":
        return oklrab_from_srgb
    if space == "oklrab-dots":
        scale = np.array(FIXED[space].times) / FIXED[space].times[0]
        return lambda colors: oklrab_from_srgb(colors) * scale
    # In the others each channel is stretched and moved by itself.
    origin, one = back(np.zeros((1, 3))), back(np.ones((1, 3)))
    return lambda colors: (colors - origin) / (one - origin)


def _squared(points: NDArray[Any], centers: Floats) -> Floats:
    squared: Floats = ((points[:, None] - centers[None]) ** 2).sum(axis=2)
    return squared


def _members(table: ColorTable, color: Bytes, most: float) -> NDArray[np.bool_]:
    """Tell which colors of a table are alike with one."""
    red = table.colors[:, 0]  # they stand in its order
    low, high = max(0, int(color[0]) - _FAR), min(255, int(color[0]) + _FAR)
    start = np.searchsorted(red, np.uint8(low), "left")
    some = table.colors[start : np.searchsorted(red, np.uint8(high), "right")]
    near = np.ones(len(some), np.bool_)
    for channel in (1, 2):
        near &= np.abs(some[:, channel].astype(np.int16) - color[channel]) <= _FAR
    found = np.zeros(len(table), np.bool_)
    which = np.flatnonzero(near)
    goal = np.broadcast_to(color, (which.size, 3))
    found[start + which] = alike(some[which], goal, most)
    return found


def _part(table: ColorTable, of: NDArray[np.bool_]) -> ColorTable:
    return ColorTable(table.colors[of], table.counts[of], table.weights[of])


def _mean(table: ColorTable) -> Bytes:
    mean = np.average(table.colors, axis=0, weights=table.weights)
    return np.rint(mean).astype(np.uint8)


def _median(table: ColorTable) -> Bytes:
    """In each channel the value that half of the pixels do not exceed."""
    found = []
    for channel in table.colors.T:
        order = np.argsort(channel, kind="stable")
        reached = np.cumsum(table.weights[order])
        found.append(channel[order][np.searchsorted(reached, reached[-1] / 2)])
    return np.array(found, np.uint8)

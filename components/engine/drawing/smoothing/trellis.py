"""The cheapest way to code a row of pixels, when they may be a little wrong.

A path through the row says of every byte whether it is a literal or copied from
so far before. Its cost is the squared error of the pixels plus a price for each
bit, and the cheapest path is found byte by byte, as by Viterbi [1]_: a state is
the literal or one of some distances, and of all paths into a state only the
cheapest goes on.

Copying from within the row needs what the path itself wrote there. Each state's
surviving path keeps its last bytes for that (per-survivor processing [2]_), so it
is a good path with such copies, and the best one without.

References
----------
.. [1] G. D. Forney, "The Viterbi algorithm", Proceedings of the IEEE 61(3), 1973.
   doi:10.1109/PROC.1973.9030
.. [2] R. Raheli, A. Polydoros, C.-K. Tzou, "Per-survivor processing: a general
   approach to MLSE in uncertain environments", IEEE Transactions on Communications
   43(2/3/4), 1995. doi:10.1109/26.380054
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.smoothing.bit_costs import Prices, distance_code
from components.engine.jit import kernel, leaf

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# The state of being a literal; the others are distances.
LITERAL = 0
# Copies from within the row reach back so far: runs, and short patterns.
RUN = 4
IMPOSSIBLE = 1e300


class Row(NamedTuple):
    """The pixels of a row and what each may be drawn in.

    Attributes
    ----------
    points : ndarray of shape (W, 3), int64
        Where the source's colors are, as of `Metric.points`.
    opacity : ndarray of shape (W,), uint8
        How far each pixel is seen, 255 for a solid one. Invisible ones have an entry
        of their own, the last, and no other pixel has it.
    palette : ndarray of shape (k, 3), int64
        Where the colors of the other entries are.
    bits : int
        Bits an entry takes.
    """

    points: Ints
    opacity: Bytes
    palette: Ints
    bits: int


class Ends(NamedTuple):
    """The surviving paths' ends, one for each state.

    Attributes
    ----------
    cost : ndarray of shape (S,), float64
        Error and price so far.
    lately : ndarray of shape (S,), uint32
        The last four bytes that the path wrote, the very last one lowest.
    spare : ndarray like ``lately``
        To work in.
    """

    cost: Floats
    lately: NDArray[np.uint32]
    spare: NDArray[np.uint32]


class Path(NamedTuple):
    """Where the surviving paths came from, for each byte of a row and each state.

    Attributes
    ----------
    came : ndarray of shape (B, S), int16
        State before.
    wrote : ndarray of shape (B, S), uint8
        The byte.
    distance : ndarray of shape (B, S), int64
        How far before it was copied from; 0 for a literal.
    """

    came: NDArray[np.int16]
    wrote: Bytes
    distance: Ints


@kernel
def no_ends(states: int) -> Ends:
    """Make room for the ends of so many paths."""
    last = np.zeros((2, states), np.uint32)
    return Ends(np.zeros(states), last[0], last[1])


@kernel
def miss(row: Row, place: int, byte: int) -> float:
    """Squared error of the pixels in a byte of a row.

    Parameters
    ----------
    row : Row
        The pixels.
    place : int
        Which byte of the row.
    byte : int
        Its value: one or more entries, the leftmost in the highest bits.

    Returns
    -------
    float
        Sum of squared distances, weighed by opacity; `IMPOSSIBLE` if a pixel
        cannot be drawn so.
    """
    each = 8 // row.bits
    total = 0
    for n in range(min(each, row.points.shape[0] - place * each)):
        entry = (byte >> (8 - row.bits * (n + 1))) & ((1 << row.bits) - 1)
        x = place * each + n
        opacity = int(row.opacity[x])
        if (opacity == 0) != (entry == row.palette.shape[0]):
            return IMPOSSIBLE
        if entry < row.palette.shape[0]:
            squared = 0
            for c in range(3):
                apart = row.points[x, c] - row.palette[entry, c]
                squared += apart * apart
            total += squared * opacity
        elif entry > row.palette.shape[0]:
            return IMPOSSIBLE
    return total / 255


@kernel
def step(
    row: Row,
    place: int,
    exact: int,
    written: Bytes,
    start: int,
    distances: Ints,
    prices: Prices,
    ends: Ends,
    path: Path,
) -> None:
    """Prolong the paths by a byte.

    Parameters
    ----------
    row : Row
        The pixels.
    place : int
        Which byte of the row.
    exact : int
        The byte of the nearest colors, the one considered as a literal.
    written : ndarray of shape (N,), uint8
        The bytes of the rows before.
    start : int
        Where in ``written`` the row begins.
    distances : ndarray of shape (S,), int64
        How far before each state copies from; 0 for none.
    prices : Prices
        What coding costs, in squared error.
    ends : Ends
        The paths so far; changed.
    path : Path
        Takes down the step.
    """
    cost, lately = ends.cost, ends.lately
    best = int(cost.argmin())
    so_far, trail = cost[best], lately[best]
    for s in range(distances.size):
        distance = distances[s]
        origin = start + place - distance
        came = best
        total = IMPOSSIBLE
        byte = exact
        if s == LITERAL:
            total = so_far + prices.literal[byte]
        elif origin >= 0 and (0 < distance <= place or origin < start):
            came, total = s, cost[s] + prices.longer
            entered = so_far + prices.match[distance_code(distance)]
            if entered < total:
                came, total = best, entered
            if origin < start:
                byte = int(written[origin])
            elif distance <= RUN:
                followed = trail if came == best else lately[s]
                byte = int(followed >> np.uint32(8 * (distance - 1))) & 255
            else:
                total = IMPOSSIBLE
        if total < IMPOSSIBLE:
            total += miss(row, place, byte)
        path.came[place, s] = came
        path.wrote[place, s] = byte
        path.distance[place, s] = distance
        cost[s] = min(total, IMPOSSIBLE)
    _remember(path, place, ends)


@leaf
def _remember(path: Path, place: int, ends: Ends) -> None:
    """Add the byte of this step to what each path wrote lately."""
    for s in range(ends.lately.size):
        ends.spare[s] = ends.lately[s]
    for s in range(ends.lately.size):
        followed = ends.spare[path.came[place, s]]
        wrote = np.uint32(path.wrote[place, s])
        ends.lately[s] = np.uint32(followed << np.uint32(8)) | wrote


@kernel
def trace(path: Path, cost: Floats, places: int) -> Ints:
    """Follow the cheapest path back.

    Parameters
    ----------
    path : Path
        All steps of a row.
    cost : ndarray of shape (S,), float64
        Cost of each path at the row's end.
    places : int
        Bytes of the row.

    Returns
    -------
    ndarray of shape (places,), int64
        State at each byte.
    """
    states = np.empty(places, np.int64)
    state = np.int64(cost.argmin())
    for place in range(places - 1, -1, -1):
        states[place] = state
        state = np.int64(path.came[place, state])
    return states

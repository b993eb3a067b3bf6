"""Colors chosen for a small file: a little error where it saves many bits.

A compressor writes long copies of what it wrote before in few bits; a picture of
palette entries breaks off most copies by pixels that might as well have another
color. Here each pixel may have one, at a price: the sum of squared error and of
bits times ``price`` is made small, row by row, over the ways to code the row with
literals and matches (`trellis`). It is entropy-constrained quantization [1]_ with
DEFLATE as the coder; lossypng and lossy GIF encoders do the like greedily.

References
----------
.. [1] P. A. Chou, T. Lookabaugh, R. M. Gray, "Entropy-constrained vector
   quantization", IEEE Transactions on Acoustics, Speech, and Signal Processing
   37(1), 1989. doi:10.1109/29.17498
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.metric import SRGB, Metric, locate, points_of
from components.engine.drawing.smoothing.bit_costs import (
    WINDOW,
    Tally,
    distance_code,
    fade,
    first_tally,
    prices,
)
from components.engine.drawing.smoothing.match_finder import (
    ALIKE,
    empty_memory,
    remember,
    slot,
)
from components.engine.drawing.smoothing.trellis import (
    IMPOSSIBLE,
    LITERAL,
    RUN,
    Ends,
    Path,
    Row,
    no_ends,
    trace,
)
from components.engine.drawing.smoothing.trellis import step as prolong
from components.engine.jit import kernel, leaf
from components.engine.png.bit_packing import bit_depth, pack_rows, unpack_rows
from components.engine.png.filters import unfiltered
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Always considered: copies from one row and two rows above, and a little aside.
_ABOVE = ((1, 0), (1, -1), (1, 1), (1, -2), (1, 2), (2, 0), (2, -1), (2, 1))
# So many more distances, at which the next bytes were seen before.
_SEEN = 8
# One of these is given up for another once it is so many bits behind the best.
_BEHIND = 4.0


def smooth_labels(
    image: SourceImage,
    palette: Bytes,
    nearest: Bytes,
    smoothness: float,
    metric: Metric = SRGB,
) -> Bytes:
    """Choose colors for less error and fewer bits together.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.
    palette : ndarray of shape (k, 3), uint8
        sRGB; k from 1 to 256, 255 if the picture has transparency.
    nearest : ndarray of shape (H * W,), uint8
        Row of the palette of each pixel's nearest color.
    smoothness : float
        Price of a bit, in mean squared errors of a visible pixel, by its opacity, in
        its nearest color. 0 or more.
    metric : Metric
        Space in which errors are measured.

    Returns
    -------
    ndarray of shape (H * W,), uint8
        Rows of the palette; of invisible pixels, any. Where the nearest colors are
        without error, bits have no price, and these are returned.
    """
    points = metric.points(palette)
    price = smoothness * _mean_error(image, points, nearest, metric)
    if price == 0 or len(palette) == 1:
        return nearest
    height, width = image.rgb.shape[:2]
    opacity = image.opacity
    hidden = opacity == 0
    # In the file, invisible pixels have an entry of their own.
    entries = nearest.reshape(height, width).copy()
    if hidden.any():
        entries[hidden] = len(palette)
    bits = bit_depth(len(palette) + int(hidden.any()))
    packed = pack_rows(entries, bits)
    exact = unfiltered(packed)
    written = _code(
        np.ascontiguousarray(image.rgb),
        np.ascontiguousarray(opacity),
        points,
        metric.rule,
        bits,
        exact,
        _distances(exact.shape[1]),
        first_tally(packed),
        empty_memory(),
        price,
    )
    chosen = unpack_rows(written[:, 1:], bits, width)
    chosen[hidden] = 0
    return chosen.reshape(-1)


def _mean_error(
    image: SourceImage, points: Ints, labels: Bytes, metric: Metric
) -> float:
    """Mean squared distance of the visible pixels, by opacity, to their colors."""
    total = _total_error(
        np.ascontiguousarray(image.rgb).reshape(-1, 3),
        np.ascontiguousarray(image.opacity).reshape(-1),
        points,
        labels,
        metric.rule,
    )
    return total / max(int(image.opacity.sum(dtype=np.int64)), 1)


@kernel
def _total_error(
    rgb: Bytes, opacity: Bytes, points: Ints, labels: Bytes, rule: Ints
) -> float:
    """Sum squared distances by opacity, 255 for a solid pixel."""
    total = 0.0
    for i in range(labels.size):
        if opacity[i] == 0:
            continue
        red, green, blue = np.int64(rgb[i, 0]), np.int64(rgb[i, 1]), np.int64(rgb[i, 2])
        x, y, z = locate(red, green, blue, rule)
        d0, d1 = x - points[labels[i], 0], y - points[labels[i], 1]
        d2 = z - points[labels[i], 2]
        total += opacity[i] * (d0 * d0 + d1 * d1 + d2 * d2)
    return total


def _distances(stride: int) -> Ints:
    """How far before each state copies from, with places left for what is seen."""
    runs = np.arange(RUN + 1)  # the first is the literal
    above = np.unique([rows * stride + aside for rows, aside in _ABOVE])
    above = above[(above > RUN) & (above <= WINDOW)]
    return np.concatenate([runs, above, np.zeros(_SEEN, np.int64)]).astype(np.int64)


@kernel
def _code(
    rgb: Bytes,
    opacity: Bytes,
    palette: Ints,
    rule: Ints,
    bits: int,
    exact: Bytes,
    distances: Ints,
    tally: Tally,
    memory: Ints,
    price: float,
) -> Bytes:
    """Code all rows, each the cheapest way; return the bytes that were chosen."""
    height, stride = exact.shape
    wanted, written = exact.reshape(-1), np.zeros(height * stride, np.uint8)
    shape = (stride - 1, distances.size)
    path = Path(
        np.empty(shape, np.int16), np.empty(shape, np.uint8), np.empty(shape, np.int64)
    )
    ends = no_ends(distances.size)
    going = 0
    for y in range(height):
        start = y * stride + 1
        row = Row(points_of(rgb[y], rule), opacity[y], palette, bits)
        costs = prices(tally, price)
        _begin(ends, distances, going)
        for place in range(stride - 1):
            if place + ALIKE < stride:
                _see(memory, wanted, start + place, distances, ends.cost, price)
            at = start + place
            prolong(
                row, place, wanted[at], written, start, distances, costs, ends, path
            )
        fade(tally, stride)
        going = _finish(path, ends, written[start : start + stride - 1], tally)
        remember(memory, written, start, start + stride - 1)
    return written.reshape(height, stride)


@kernel
def _begin(ends: Ends, distances: Ints, going: int) -> None:
    """Begin a row: a match that came from above the row before may go on."""
    for s in range(distances.size):
        on = s == LITERAL or (distances[s] == going and going > RUN)
        ends.cost[s] = 0.0 if on else IMPOSSIBLE
    ends.lately[:] = 0


@kernel
def _see(
    memory: Ints, wanted: Bytes, at: int, distances: Ints, cost: Floats, price: float
) -> None:
    """Let states copy from where the next bytes stand already."""
    best = cost.argmin()
    for place in memory[slot(wanted, at)]:
        distance = at - place
        if place < 0 or distance > WINDOW or _has(distances, distance):
            continue
        first = distances.size - _SEEN
        worst = first + cost[first:].argmax()
        if worst != best and cost[worst] >= cost[best] + _BEHIND * price:
            distances[worst] = distance
            cost[worst] = IMPOSSIBLE


@leaf
def _has(distances: Ints, distance: int) -> bool:
    """Whether a distance is among these; a loop, since an array takes longer."""
    for known in distances:  # noqa: SIM110 - compiled
        if known == distance:
            return True
    return False


@kernel
def _finish(path: Path, ends: Ends, written: Bytes, tally: Tally) -> int:
    """Write a row down, and count how; return the distance it ended with."""
    states = trace(path, ends.cost, written.size)
    for place in range(written.size):
        state = states[place]
        written[place] = path.wrote[place, state]
        if state == LITERAL:
            tally.literals[written[place]] += 1
        elif place > 0 and path.came[place, state] != state:
            tally.distances[distance_code(path.distance[place, state])] += 1
            tally.matches[0] += 1
    return int(path.distance[written.size - 1, states[-1]])

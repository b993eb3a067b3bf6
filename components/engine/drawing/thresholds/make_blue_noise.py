"""Make the blue-noise texture, for the engine and for browsers.

``python -m components.engine.drawing.thresholds.make_blue_noise`` writes it again.

Dots are put one after the other into the largest void among those that are there, on a
square whose edges are joined: Ulichney's void-and-cluster method [1]_. So however many
there are, they keep away from each other: an eye that blurs them sees an even area. In
terms of frequencies, there are no low ones, as in blue light.

What a dot crowds is a Gaussian around it, in whole numbers, so that no machine finds
another void the larger one; on a tie it is the first, row by row.

References
----------
.. [1] R. A. Ulichney, "The void-and-cluster method for dither array generation", Proc.
   SPIE 1913, Human Vision, Visual Processing, and Digital Display IV, 332–343, 1993.
   doi:10.1117/12.152707
"""

import base64
import textwrap
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.thresholds.textures import BLUE_NOISE_FILE, LEVELS

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

SCRIPT: Final = Path(__file__).parents[3] / "static" / "blue_noise.js"
"""The same texture, for browsers."""

SIDE: Final = 64
SEED: Final = 1993

_SPREAD = 1.5  # of the Gaussian, in pixels: Ulichney's
_UNIT = 2**32  # of crowding, at a dot itself
_FIRST = 10  # one in so many pixels begins as a dot

_MODULE = """\
// Made by components/engine/drawing/thresholds/make_blue_noise.py, which says how.

const SIDE = {side};
const PACKED = `
{rows}
`;

/** Thresholds without a pattern, from 0 to 255, row by row. */
export const blueNoise = {{
  side: SIDE,
  values: Uint8Array.from(atob(PACKED), (letter) => letter.charCodeAt(0)),
}};
"""


def void_and_cluster(side: int, seed: int) -> Ints:
    """Rank the pixels of a square in the order in which they become dots.

    Parameters
    ----------
    side : int
        Of the square, in pixels, at least 4.
    seed : int
        Of the dots that it begins with.

    Returns
    -------
    ndarray of shape (side, side), int64
        Each rank from 0 to side² − 1 once.
    """
    dots = _some_dots(side, seed)
    around = _crowd(side)
    crowd = np.zeros(side * side, np.int64)
    for at in np.flatnonzero(dots):
        crowd += _moved(around, at)
    _even_out(dots, crowd, around)
    ranks = np.empty(side * side, np.int64)
    # The first dots in turn: those that are missed least go first, and so come last.
    left, pressed = dots.copy(), crowd.copy()
    for rank in reversed(range(int(dots.sum()))):
        at = _cluster(left, pressed)
        left[at] = False
        pressed -= _moved(around, at)
        ranks[at] = rank
    # Ulichney looks for clusters of pixels without dots when these are in the minority;
    # with a crowd that is a mere sum, those are the voids among the dots.
    for rank in range(int(dots.sum()), side * side):
        at = _void(dots, crowd)
        dots[at] = True
        crowd += _moved(around, at)
        ranks[at] = rank
    return ranks.reshape(side, side)


def thresholds_of(ranks: Ints) -> NDArray[np.uint8]:
    """Bring ranks, of shape (side, side), to thresholds below 256."""
    return (ranks * LEVELS // ranks.size).astype(np.uint8)


def module_of(thresholds: NDArray[np.uint8]) -> str:
    """Write thresholds, of shape (side, side), as a script for browsers."""
    packed = base64.b64encode(thresholds.tobytes()).decode()
    return _MODULE.format(side=len(thresholds), rows=textwrap.fill(packed, 96))


def _some_dots(side: int, seed: int) -> Mask:
    """Return a few dots by chance: NumPy keeps what this generator yields."""
    chance = np.random.PCG64(seed).random_raw(side * side)
    dots: Mask = np.argsort(np.argsort(chance)) < side * side // _FIRST
    return dots


def _crowd(side: int) -> Ints:
    """Return how a dot in the corner crowds each pixel, of shape (side, side)."""
    steps = np.arange(side)
    away = np.minimum(steps, side - steps) ** 2
    bell = np.exp(-(away[:, None] + away) / (2 * _SPREAD**2))
    crowd: Ints = np.rint(_UNIT * bell).astype(np.int64)
    return crowd


def _moved(around: Ints, at: np.intp) -> Ints:
    """Return how a dot at some pixel crowds the others, of shape (side²,)."""
    moved: Ints = np.roll(around, divmod(int(at), len(around)), (0, 1)).reshape(-1)
    return moved


def _cluster(dots: Mask, crowd: Ints) -> np.intp:
    """Return the dot that is crowded most."""
    return np.where(dots, crowd, -1).argmax()


def _void(dots: Mask, crowd: Ints) -> np.intp:
    """Return the pixel without a dot that is crowded least."""
    return np.where(dots, np.iinfo(np.int64).max, crowd).argmin()


def _even_out(dots: Mask, crowd: Ints, around: Ints) -> None:
    """Move the most crowded dot into the largest void, until it came from there."""
    while True:
        out = _cluster(dots, crowd)
        dots[out] = False
        crowd -= _moved(around, out)
        into = _void(dots, crowd)
        dots[into] = True
        crowd += _moved(around, into)
        if into == out:
            return


def main() -> None:
    """Write the texture."""
    thresholds = thresholds_of(void_and_cluster(SIDE, SEED))
    BLUE_NOISE_FILE.write_bytes(thresholds.tobytes())
    SCRIPT.write_text(module_of(thresholds), "utf-8")


if __name__ == "__main__":
    main()

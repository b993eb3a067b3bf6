"""Textures of thresholds that cover a picture like tiles.

Each is a square of whole numbers from 0 to 255, of which every range of the same width
comes equally often: where a quarter of the dots are to be of another color, it is those
whose thresholds are below 64.

References
----------
.. [1] B. E. Bayer, "An optimum method for two-level rendition of continuous-tone
   pictures", IEEE International Conference on Communications, 1973, 26-11–26-15.
"""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

LEVELS: Final = 256
"""Thresholds are below it."""

BLUE_NOISE_FILE: Final = Path(__file__).with_name("blue_noise.bin")
"""Thresholds of a square, row by row, a byte each, as `make_blue_noise` writes them."""


@cache
def bayer(doublings: int = 3) -> NDArray[np.uint8]:
    """Return Bayer's thresholds [1]_: a fine, regular weave.

    Parameters
    ----------
    doublings : int
        How often the square is made twice as wide, 0 to 4.

    Returns
    -------
    ndarray of shape (2**doublings, 2**doublings), uint8
        In the middle of equal steps from 0 to 256. Not to be written to.

    Examples
    --------
    >>> bayer(2)
    array([[  8, 136,  40, 168],
           [200,  72, 232, 104],
           [ 56, 184,  24, 152],
           [248, 120, 216,  88]], dtype=uint8)
    """
    ranks = np.zeros((1, 1), np.int64)
    for _ in range(doublings):
        ranks = np.block([[4 * ranks, 4 * ranks + 2], [4 * ranks + 3, 4 * ranks + 1]])
    step = LEVELS // ranks.size
    return _kept((ranks * step + step // 2).astype(np.uint8))


@cache
def blue_noise() -> NDArray[np.uint8]:
    """Return thresholds without a pattern, and without clumps.

    Returns
    -------
    ndarray of shape (64, 64), uint8
        Each of the 256 values 16 times; the edges fit together. Not to be written to.
    """
    values = np.frombuffer(BLUE_NOISE_FILE.read_bytes(), np.uint8)
    side = round(values.size**0.5)
    return _kept(values.reshape(side, side))


def _kept(thresholds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    thresholds.flags.writeable = False
    return thresholds

"""What DEFLATE asks for, in bits: the prices of coding one byte or another.

A PNG is compressed by DEFLATE [1]_: bytes are either written as they are
(*literals*) or copied from up to 32,768 bytes before (*matches*), and what occurs
often has the shorter codes. The true price is known when the file is written; here
it is foreseen from what was coded lately.

References
----------
.. [1] P. Deutsch, "DEFLATE Compressed Data Format Specification", RFC 1951, 1996.
   doi:10.17487/RFC1951
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.engine.jit import kernel

Floats = NDArray[np.float64]

# How far back a match may reach, and how many codes there are for distances.
WINDOW = 1 << 15
_DISTANCE_CODES = 30

# The length of a match takes about so many bits beside its distance; a long one
# takes more, or is several.
_LENGTH_BITS = 3.0
_LONGER_BITS = 0.05

# Prices follow the last so many bytes, about as much as shares one table of codes.
_MEMORY = 25_000
# Before anything is coded: so many literals and matches, spread like the picture.
_FIRST_LITERALS, _FIRST_MATCHES = 450.0, 75.0
# What never occurred may still come; each entry counts as so many at least.
_UNSEEN_LITERAL, _UNSEEN_DISTANCE, _UNSEEN_MATCH = 0.016, 0.1, 0.3


class Tally(NamedTuple):
    """What was coded lately.

    Attributes
    ----------
    literals : ndarray of shape (256,), float64
        Literals of each value.
    distances : ndarray of shape (30,), float64
        Matches of each code of distance.
    matches : ndarray of shape (1,), float64
        All matches.
    """

    literals: Floats
    distances: Floats
    matches: Floats


class Prices(NamedTuple):
    """What coding costs next.

    Attributes
    ----------
    literal : ndarray of shape (256,), float64
        A literal of each value.
    match : ndarray of shape (30,), float64
        Beginning a match at a distance of each code.
    longer : float
        A match's being one byte longer.
    """

    literal: Floats
    match: Floats
    longer: float


def first_tally(values: NDArray[np.uint8]) -> Tally:
    """Start counting with what a picture's own bytes let expect.

    Parameters
    ----------
    values : ndarray, uint8
        The bytes to code, at least one.

    Returns
    -------
    Tally
        Mostly literals, distributed as in ``values``.
    """
    seen = np.bincount(values.reshape(-1), minlength=256) / values.size
    return Tally(
        seen * _FIRST_LITERALS + _UNSEEN_LITERAL,
        np.full(_DISTANCE_CODES, _UNSEEN_DISTANCE),
        np.array([_FIRST_MATCHES]),
    )


def _distance_codes() -> NDArray[np.int8]:
    """Code of each distance: two codes for each number of extra bits."""
    spans = [1 << max(code // 2 - 1, 0) for code in range(_DISTANCE_CODES)]
    return np.repeat(np.arange(-1, _DISTANCE_CODES, dtype=np.int8), [1, *spans])


# Looked up, since it is asked for with every step of every path.
_CODES = _distance_codes()


@kernel
def distance_code(distance: int) -> int:
    """Code of a match's distance, 0–29 for 1–32,768."""
    return int(_CODES[distance])


@kernel
def prices(tally: Tally, a_bit: float) -> Prices:
    """Foresee what coding costs from what was coded lately.

    Parameters
    ----------
    tally : Tally
        What was coded lately.
    a_bit : float
        Price of a bit.

    Returns
    -------
    Prices
        In the unit of ``a_bit``.
    """
    symbols = tally.literals.sum() + tally.matches[0]
    literal = np.log2(symbols / tally.literals)
    match = np.log2(tally.distances.sum() / tally.distances)
    match += np.log2(symbols / tally.matches[0]) + _LENGTH_BITS
    for code in range(4, match.size):
        match[code] += code // 2 - 1
    return Prices(literal * a_bit, match * a_bit, _LONGER_BITS * a_bit)


@kernel
def fade(tally: Tally, coded: int) -> None:
    """Let old counts weigh less after so many more bytes."""
    kept = np.exp(-coded / _MEMORY)
    _fade(tally.literals, kept, _UNSEEN_LITERAL)
    _fade(tally.distances, kept, _UNSEEN_DISTANCE)
    _fade(tally.matches, kept, _UNSEEN_MATCH)


@kernel
def _fade(counts: Floats, kept: float, unseen: float) -> None:
    for i in range(counts.size):
        counts[i] = counts[i] * kept + (1 - kept) * unseen

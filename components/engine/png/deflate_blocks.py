"""Where the last block of a deflate stream is.

Deflate (`RFC 1951 <https://doi.org/10.17487/RFC1951>`_) has no directory: where a block
ends, only its codes tell. They are gone through here without being undone, which takes
a twentieth of the time that it took to find them.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.jit import inlined, kernel, leaf

Bytes = NDArray[np.uint8]
Whole = int | np.int64

# Zeros that have to follow a stream, so that bits can be read by the word.
PADDING: Final = bytes(8)

# No code is longer.
_LONGEST = 15
_LONGEST_OF_LENGTHS = 7

# What follows a code: so many bits more, after its own. In the table of literals and
# lengths it is marked what else there is to know of a code.
_LENGTH, _END = 64, 128
_MORE_OF_LITERALS: Final = np.array(
    [0] * 256
    + [_END]
    + [_LENGTH + max(0, i // 4 - 1) for i in range(28)]
    + [_LENGTH, 0, 0],
    np.uint8,
)
_MORE_OF_DISTANCES: Final = np.array(
    [max(0, i // 2 - 1) for i in range(30)] + [0, 0], np.uint8
)
_FIXED: Final = np.array(
    [8] * 144 + [9] * 112 + [7] * 24 + [8] * 8 + [5] * 32, np.uint8
)
# The order in which a block tells how long the codes are that its code lengths have.
_ORDER: Final = np.array(
    [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15], np.uint8
)


def last_block(stream: Bytes) -> tuple[int, int]:
    """Find the last block of a stream.

    Parameters
    ----------
    stream : ndarray of shape (n + 8,), uint8
        A whole and valid raw deflate stream of n bytes, followed by `PADDING`.

    Returns
    -------
    begin : int
        The bit with which it begins, 0 to 8 n: that which says that it is the last.
        Bits are counted from the lowest of the first byte.
    end : int
        The first bit that is not its own.
    """
    begin, end = _last_block(
        stream, _MORE_OF_LITERALS, _MORE_OF_DISTANCES, _FIXED, _ORDER
    )
    return int(begin), int(end)


@kernel
def _last_block(
    stream: Bytes,
    more_of_literals: Bytes,
    more_of_distances: Bytes,
    fixed: Bytes,
    order: Bytes,
) -> tuple[Whole, Whole]:
    literals = np.zeros(1 << _LONGEST, np.uint8)
    distances = np.zeros(1 << _LONGEST, np.uint8)
    lengths = np.zeros(320, np.uint8)
    at: Whole = 0
    while True:
        begin = at
        head = _bits(stream, at)
        final, kind = head & 1, head >> 1 & 3
        at += 3
        first: Whole
        second: Whole
        if kind == 0:  # stored as it is, from the next byte on
            at = (at + 7) >> 3 << 3
            at += 32 + 8 * (_bits(stream, at) & 0xFFFF)
        else:
            if kind == 1:
                for i in range(fixed.size):  # to copy it whole takes long to compile
                    lengths[i] = fixed[i]
                first, second = np.int64(288), np.int64(32)
            else:
                first, second, at = _lengths(stream, at, order, lengths)
            _tabulate(lengths[:first], more_of_literals, literals)
            _tabulate(lengths[first : first + second], more_of_distances, distances)
            at = _end_of_codes(stream, at, literals, distances)
        if final:
            return begin, at


@leaf
def _end_of_codes(stream: Bytes, at: Whole, literals: Bytes, distances: Bytes) -> Whole:
    """Go through the codes of a block; the first bit after them."""
    every = (1 << _LONGEST) - 1
    while True:
        bits = _bits(stream, at)
        code = np.int64(literals[bits & every])
        skipped = code & (_LENGTH - 1)
        at += skipped
        if code >= _END:
            return at
        if code >= _LENGTH:
            at += np.int64(distances[bits >> skipped & every])


@kernel
def _lengths(
    stream: Bytes, at: Whole, order: Bytes, lengths: Bytes
) -> tuple[Whole, Whole, Whole]:
    """Read how long a block's codes are; how many of both kinds, and the next bit."""
    head = _bits(stream, at)
    first, second = (head & 31) + 257, (head >> 5 & 31) + 1
    known = (head >> 10 & 15) + 4
    at += 14
    own = np.zeros(order.size, np.uint8)
    for place in order[:known]:
        own[place] = _bits(stream, at) & 7
        at += 3
    # Each of these codes tells its own number, above the bits that it takes.
    numbers = np.zeros(order.size, np.uint8)
    for each in range(order.size):
        numbers[each] = each << 3
    table = np.zeros(1 << _LONGEST_OF_LENGTHS, np.uint8)
    _tabulate(own, numbers, table)
    i: Whole = 0
    while i < first + second:
        entry = np.int64(table[_bits(stream, at) & ((1 << _LONGEST_OF_LENGTHS) - 1)])
        at += entry & 7
        number = entry >> 3
        if number < 16:
            lengths[i] = number
            i += 1
            continue
        bits = _bits(stream, at)
        again = np.uint8(0)
        times: Whole
        if number == 16:
            again, taken = lengths[i - 1], 2
            times = 3 + (bits & 3)
        elif number == 17:
            taken = 3
            times = 3 + (bits & 7)
        else:
            taken = 7
            times = 11 + (bits & 127)
        lengths[i : i + times] = again
        i += times
        at += taken
    return first, second, at


@kernel
def _tabulate(lengths: Bytes, more: Bytes, table: Bytes) -> None:
    """Note for all that the next bits can be how many to skip: a code and what follows.

    Codes are counted up, the shorter first, and stand in the stream from their highest
    bit on.
    """
    of_length = np.zeros(_LONGEST + 1, np.int64)
    for length in lengths:
        of_length[length] += 1
    of_length[0] = 0
    following = np.zeros(_LONGEST + 1, np.int64)
    for length in range(1, _LONGEST + 1):
        following[length] = (following[length - 1] + of_length[length - 1]) << 1
    table[:] = 0
    for number in range(lengths.size):
        length = np.int64(lengths[number])
        if length == 0:
            continue
        code = following[length]
        following[length] += 1
        turned = np.int64(0)
        for bit in range(length):
            turned = turned << 1 | (code >> bit & 1)
        for place in range(turned, table.size, np.int64(1) << length):
            table[place] = more[number] + length


@inlined
def _bits(stream: Bytes, at: Whole) -> Whole:
    """Return 48 bits from one on, the first in the lowest place."""
    i = at >> 3
    word = np.int64(0)
    for j in range(7):
        word |= np.int64(stream[i + j]) << (8 * j)
    return word >> (at & 7)

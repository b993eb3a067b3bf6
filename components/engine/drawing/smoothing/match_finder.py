"""Where bytes like the next ones were written before.

A table from the bytes to where they were written last, as compressors keep one
(LZ77 [1]_ with hash chains, RFC 1951).

References
----------
.. [1] J. Ziv, A. Lempel, "A universal algorithm for sequential data compression",
   IEEE Transactions on Information Theory 23(3), 1977. doi:10.1109/TIT.1977.1055714
"""

import numpy as np
from numpy.typing import NDArray

from components.engine.jit import kernel

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]

# Bytes that must agree, slots of the table, places remembered for each.
ALIKE = 4
_SLOTS, _PLACES = 1 << 15, 4


def empty_memory() -> Ints:
    """Return a table that remembers nothing."""
    return np.full((_SLOTS, _PLACES), -1)


@kernel
def slot(data: Bytes, at: int) -> int:
    """Place in the table of the `ALIKE` bytes at a position (Knuth's hashing)."""
    word = np.uint32(0)
    for n in range(ALIKE):
        word = np.uint32(word << np.uint32(8)) | np.uint32(data[at + n])
    return int(np.uint32(word * np.uint32(2654435761)) >> np.uint32(17))


@kernel
def remember(memory: Ints, data: Bytes, start: int, stop: int) -> None:
    """Note where the bytes of a stretch stand, the latest first."""
    for at in range(start, stop - ALIKE + 1):
        places = memory[slot(data, at)]
        for n in range(places.size - 1, 0, -1):
            places[n] = places[n - 1]
        places[0] = at

"""Colors along a space-filling curve: cubes of neighbors in larger cubes."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Keys = NDArray[np.uint32]

_FINEST = 8  # bits a channel, where every color is a cube of its own


def morton(colors: NDArray[np.uint8]) -> Keys:
    """Interleave the bits of red, green and blue, the highest first.

    Parameters
    ----------
    colors : ndarray of shape (U, 3), uint8
        Colors.

    Returns
    -------
    ndarray of shape (U,), uint32
        Numbers below 2**24. Colors that share their highest b bits in each
        channel share the highest 3 b bits.

    Examples
    --------
    >>> [format(m, "06b") for m in morton(np.array([[3, 0, 1]], np.uint8))]
    ['100101']
    """
    byte = np.arange(256, dtype=np.uint32)
    spaced = np.zeros(256, dtype=np.uint32)
    for bit in range(8):
        spaced |= (byte >> bit & 1) << 3 * bit
    red, green, blue = (spaced[colors[:, c]] for c in range(3))
    return np.asarray(red << 2 | green << 1 | blue, dtype=np.uint32)


class Cubes:
    """Colors in Morton order, as cubes in cubes.

    The cube of all colors holds eight half as wide, each of these eight again, down
    to single colors. Those without colors are left out.

    Parameters
    ----------
    key : ndarray of shape (U,), uint32
        Morton numbers in ascending order, U at least 1.

    Attributes
    ----------
    starts : list of 9 ndarrays, int32
        Where in ``key`` the cubes of 0 to 8 bits a channel begin, and at last U.
    inside : list of 8 ndarrays, int64
        Where among the cubes of the next size those begin that each cube of 0 to 7 bits
        holds, and at last how many these are.
    parts : ndarray, int64
        How many cubes of the next size each holds, for the cubes of 0 to 7 bits,
        the largest first.
    """

    def __init__(self, key: Keys) -> None:
        self.starts = [_starts(key, bits) for bits in range(_FINEST + 1)]
        sizes = zip(self.starts[1:], self.starts[:-1], strict=True)
        self.inside = [np.searchsorted(finer, coarser) for finer, coarser in sizes]
        self.parts = np.concatenate([np.diff(each) for each in self.inside])

    def cut(self, chosen: NDArray[np.bool_]) -> Ints:
        """Cut some cubes into their parts.

        Parameters
        ----------
        chosen : ndarray like ``parts``, bool
            The cubes to cut. No cube may be chosen without the ones around it.

        Returns
        -------
        ndarray of shape (pieces + 1,), int64
            Where the pieces begin, and at last U.
        """
        inner = np.concatenate([starts[:-1] for starts in self.starts[1:]])
        begins = np.zeros(self.starts[0][-1] + 1, dtype=bool)
        begins[inner[np.repeat(chosen, self.parts)]] = True
        begins[[0, -1]] = True
        return np.flatnonzero(begins)

    def cut_above(self, most: int) -> Ints:
        """Cut all cubes that hold more than so many colors; see `cut`."""
        held = np.concatenate([np.diff(starts) for starts in self.starts[:-1]])
        return self.cut(held > most)


def _starts(key: Keys, bits: int) -> NDArray[np.int32]:
    cube = np.right_shift(key, np.uint32(3 * (_FINEST - bits)))
    changes = np.flatnonzero(cube[1:] != cube[:-1]) + 1
    return np.concatenate(([0], changes, [key.size])).astype(np.int32)

"""Entries of a palette as the bytes of an indexed PNG, and back."""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


def bit_depth(entries: int) -> int:
    """Fewest bits that tell so many entries apart: 1, 2, 4 or 8."""
    return next(bits for bits in (1, 2, 4, 8) if entries <= 1 << bits)


def pack_rows(entries: Bytes, bits: int) -> Bytes:
    """Put several entries into each byte, the leftmost in the highest bits.

    Parameters
    ----------
    entries : ndarray of shape (H, W), uint8
        Each below ``2**bits``.
    bits : {1, 2, 4, 8}
        Bits an entry.

    Returns
    -------
    ndarray of shape (H, ceil(W * bits / 8)), uint8
        Every row begins with a new byte; what is left of its last one is 0.

    Examples
    --------
    >>> pack_rows(np.array([[1, 2, 3]], np.uint8), 4).tolist()
    [[18, 48]]
    """
    if bits == 8:
        return entries
    each = 8 // bits
    packed = np.zeros((entries.shape[0], -(-entries.shape[1] // each)), np.uint8)
    for place in range(each):
        part = entries[:, place::each]
        packed[:, : part.shape[1]] |= part << (8 - bits * (place + 1))
    return packed


def unpack_rows(packed: Bytes, bits: int, width: int) -> Bytes:
    """Undo `pack_rows` for rows of so many entries.

    Examples
    --------
    >>> unpack_rows(np.array([[18, 48]], np.uint8), 4, 3).tolist()
    [[1, 2, 3]]
    """
    each = 8 // bits
    entries = np.empty((packed.shape[0], width), np.uint8)
    for place in range(each):
        part = entries[:, place::each]
        shift = 8 - bits * (place + 1)
        part[:] = (packed[:, : part.shape[1]] >> shift) & ((1 << bits) - 1)
    return entries

"""Compressing the pixels of a GIF's frame.

Pillow does it too, but takes 8 bits a pixel whatever the number of colors, which costs
small frames a tenth. And here a pixel that does not change may be written either way:
as what it is, or as one that is not drawn. Which one goes on with a string of pixels
that was met before is taken, as gifsicle does [2]_.

References
----------
.. [1] Graphics Interchange Format, version 89a, appendix F (variable-length-code LZW).
.. [2] E. Kohler, gifsicle, ``gifwrite.c``. https://www.lcdf.org/gifsicle/
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.metric import Whole
from components.engine.jit import kernel

Bytes = NDArray[np.uint8]

_LEAST_BITS: Final = 2
_BLOCK: Final = 255  # bytes
_CODES = 4096
_PLACES = 8192  # of a hash table of these, a power of two


def lzw(pixels: Bytes, free: NDArray[np.bool_], clear: int, bits: int) -> bytes:
    """Compress pixels.

    Parameters
    ----------
    pixels : ndarray of shape (H, W), uint8
        Entries of the table.
    free : ndarray of shape (H, W), bool
        Which may be written as ``clear`` too.
    clear : int
        That entry.
    bits : int
        So many tell all entries apart, 1 to 8.

    Returns
    -------
    bytes
        What follows the frame's place in the file, to the end of its blocks.
    """
    bits = max(bits, _LEAST_BITS)
    flat = np.ascontiguousarray(pixels).reshape(-1)
    out = np.zeros(2 * flat.size + 64, np.uint8)
    mask = np.ascontiguousarray(free).reshape(-1)
    held = out[: _compress(flat, mask, clear, bits, out)].tobytes()
    blocks = (held[at : at + _BLOCK] for at in range(0, len(held), _BLOCK))
    framed = b"".join(bytes([len(block)]) + block for block in blocks)
    return bytes([bits]) + framed + b"\0"


@kernel
def _compress(
    pixels: Bytes, free: NDArray[np.bool_], clear: int, bits: int, out: Bytes
) -> int:
    """Write codes of growing width; return how many bytes they take.

    A string of pixels that was met before has a code; ``keys`` and ``codes`` are a hash
    table of strings: the code of all but the last pixel, and that pixel.
    """
    restart = 1 << bits
    keys = np.full(_PLACES, -1, np.int64)
    codes = np.zeros(_PLACES, np.int64)
    following, width = restart + 2, bits + 1
    # Codes that are no whole bytes yet.
    waiting: Whole = np.int64(restart)
    held: Whole = np.int64(width)
    written = 0
    before = np.int64(pixels[0])
    for i in range(1, pixels.size):
        pixel = np.int64(pixels[i])
        place = _find(keys, before << 8 | pixel)
        if free[i] and keys[place] < 0:
            pixel = np.int64(clear)
            place = _find(keys, before << 8 | pixel)
        if keys[place] >= 0:
            before = codes[place]
            continue
        waiting |= before << held
        held += width
        if following == 1 << width and width < 12:
            width += 1
        if following < _CODES:
            keys[place], codes[place] = before << 8 | pixel, following
            following += 1
        else:
            waiting |= restart << held
            held += width
            keys[:] = -1
            following, width = restart + 2, bits + 1
        before = pixel
        waiting, held, written = _write(waiting, held, out, written, 8)
    waiting |= before << held
    held += width
    if following == 1 << width and width < 12:
        width += 1
    waiting |= (restart + 1) << held
    held += width
    return _write(waiting, held, out, written, 1)[2]


@kernel
def _write(
    waiting: Whole, held: Whole, out: Bytes, written: int, least: int
) -> tuple[Whole, Whole, int]:
    """Write bytes of what waits, while so many bits of it are held."""
    while held >= least:
        out[written] = waiting & 255
        waiting >>= 8
        held -= 8
        written += 1
    return waiting, held, written


@kernel
def _find(keys: NDArray[np.int64], key: Whole) -> Whole:
    """Return the place of a key in a hash table, or the free one where it belongs."""
    place = (key * 2654435761 >> 8) & (_PLACES - 1)
    while keys[place] >= 0 and keys[place] != key:
        place = (place + 1) & (_PLACES - 1)
    return place

"""The same indexed picture in as few bytes as is sensible.

PNG lets a writer choose: the order of the palette, a filter for each row, and how
hard to look for the shortest coding. Many choices are tried quickly, the
promising ones written with care, and the smallest is kept; which is told by
nothing but the bytes. The care is libdeflate's, which looks for the cheapest of
all codings as Viterbi would.
"""

from collections.abc import Iterator

import deflate
import numpy as np
from numpy.typing import NDArray

from components.engine.png.bit_packing import bit_depth, pack_rows
from components.engine.png.chunks import indexed_png
from components.engine.png.filters import filtered, least_sum, unfiltered
from components.engine.png.palette_order import orders
from components.engine.progress import Progress, say_nothing

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]

# libdeflate's levels: for trying, and for writing.
_QUICKLY, _WITH_CARE = 6, 12
# At most so many of the tries are written with care, if they are that close.
_PROMISING, _CLOSE = 3, 1.04
# Filters are tried in all orders unless they lose so much in the most promising.
_HOPELESS = 1.1

Try = tuple[int, Ints, bytes]


def squeeze(
    entries: Bytes,
    colors: Bytes,
    opacity: Bytes,
    report: Progress | None = None,
) -> bytes:
    """Write an indexed PNG, as small as is sensible.

    Parameters
    ----------
    entries : ndarray of shape (H, W), uint8
        Entry of each pixel.
    colors : ndarray of shape (n, 3), uint8
        sRGB of each entry, all of them used.
    opacity : ndarray of shape (n,), uint8
        Of each entry.
    report : callable, optional
        Called now and then with the share that is done, 0–1. An exception that it
        raises ends the work.

    Returns
    -------
    bytes
        A PNG file of the lowest bit depth. Entries that are not solid come first,
        for the tRNS chunk to be short. Same picture, same bytes.

    Notes
    -----
    Takes a second or two a megapixel, mostly in libdeflate, which lets go of
    Python's lock.
    """
    tell = report or say_nothing
    found = _try_quickly(entries, _proposals(entries, colors, opacity), tell)
    order, data = _write_with_care(found, tell)
    return indexed_png(entries.shape, colors[order], opacity[order], data)


def _try_quickly(entries: Bytes, proposed: list[Ints], tell: Progress) -> list[Try]:
    """Weigh orders and filters; keep the few smallest, the smallest first."""
    found: list[Try] = []
    hopeless = False
    for n, order in enumerate(proposed):
        sizes = []
        for stream in _streams(entries, order, plain_only=hopeless):
            tell(n / len(proposed) / 2)
            sizes.append(len(deflate.zlib_compress(stream, _QUICKLY)))
            found.append((sizes[-1], order, stream))
            found = sorted(found, key=lambda each: each[0])[:_PROMISING]
        hopeless = hopeless or min(sizes[1:]) > _HOPELESS * sizes[0]
    return found


def _write_with_care(found: list[Try], tell: Progress) -> tuple[Ints, bytes]:
    written: list[tuple[Ints, bytes]] = []
    for n, (size, order, stream) in enumerate(found):
        tell(0.5 + n / len(found) / 2)
        if size <= _CLOSE * found[0][0]:
            data = bytes(deflate.zlib_compress(stream, _WITH_CARE))
            written.append((order, data))
    return min(written, key=lambda each: len(each[1]))


def _proposals(entries: Bytes, colors: Bytes, opacity: Bytes) -> list[Ints]:
    """Orders to try, each once, with what is not solid in front."""
    proposed = orders(entries, colors)
    unique = {}
    for order in proposed:
        order = order[np.argsort(opacity[order] == 255, kind="stable")]
        unique[order.tobytes()] = order
    return list(unique.values())


def _streams(entries: Bytes, order: Ints, plain_only: bool) -> Iterator[bytes]:
    """Write the picture's rows in an order of its palette: plain, then filtered."""
    rank = np.empty(len(order), np.uint8)
    rank[order] = np.arange(len(order))
    rows = pack_rows(rank[entries], bit_depth(len(order)))
    if plain_only:
        yield unfiltered(rows).tobytes()
    else:
        ways = filtered(rows)
        yield from (way.tobytes() for way in ways)
        yield least_sum(ways).tobytes()

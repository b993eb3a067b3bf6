"""The same indexed picture in as few bytes as is sensible.

PNG lets a writer choose: the order of the palette, a filter for each row, and how
hard to look for the shortest coding. oxipng_ tries filters, and for more than 16
colors orders besides the one given, quickly, and writes the most promising with
libdeflate at its highest level.

.. _oxipng: https://github.com/oxipng/oxipng
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from oxipng import ColorType, RawImage

from components.engine.png.bit_packing import bit_depth, pack_rows
from components.engine.png.palette_order import sorted_entries

Bytes = NDArray[np.uint8]

# The least at which oxipng tries all filters but two, and libdeflate tries hardest.
_LEVEL: Final = 5


def squeeze(entries: Bytes, colors: Bytes, opacity: Bytes) -> bytes:
    """Write an indexed PNG, as small as is sensible.

    Parameters
    ----------
    entries : ndarray of shape (H, W), uint8
        Entry of each pixel.
    colors : ndarray of shape (n, 3), uint8
        sRGB of each entry, all of them used.
    opacity : ndarray of shape (n,), uint8
        Of each entry.

    Returns
    -------
    bytes
        A PNG file of the lowest bit depth. Entries that are not solid come first,
        for the tRNS chunk to be short, unless oxipng finds an order that saves more.
        Same picture, same bytes.

    Notes
    -----
    Takes a second or two a megapixel, in which oxipng holds Python's lock: where
    others wait, do it in a process of its own. It starts threads, so that a copy
    (fork) of a process that has done it cannot do it again.
    """
    height, width = entries.shape
    bits = bit_depth(len(colors))
    order = sorted_entries(entries, opacity)
    rank = np.empty(len(order), np.uint8)
    rank[order] = np.arange(len(order))
    palette = np.column_stack([colors, opacity])[order]
    picture = RawImage(
        pack_rows(rank[entries], bits).tobytes(),
        width,
        height,
        color_type=ColorType.indexed(palette.tolist()),
        bit_depth=bits,
    )
    return picture.create_optimized_png(
        level=_LEVEL,
        fast_evaluation=True,  # compares quickly, and writes with care only once
        bit_depth_reduction=False,  # which would also try 8 bits where fewer do
        color_type_reduction=False,
        grayscale_reduction=False,
    )

"""Whether a difference of colors can be seen, for one color or a whole picture."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.metric import SRGB, Metric
from components.engine.drawing.nearest import nearest_indices
from components.engine.judging.ciede2000 import (
    FOR_THE_PRACTISED,
    ciede2000,
    lab_from_srgb,
)

Bytes = NDArray[np.uint8]

# So small a share of a picture may differ more: a speck of dust on a scan of paper.
_SPECKS: Final = 0.001

# Colors looked at before it is asked whether too many differ already.
_AT_ONCE: Final = 4096


def alike(
    one: Bytes, other: Bytes, most: float = FOR_THE_PRACTISED
) -> NDArray[np.bool_]:
    """Tell which colors hardly anybody tells from others.

    Parameters
    ----------
    one, other : ndarray of shape (n, 3), uint8
        sRGB, 0–255. Row i of the one is compared with row i of the other.
    most : float
        The CIEDE2000 up to which colors are alike.

    Returns
    -------
    ndarray of shape (n,), bool
        Also where no channel differs by more than 1: that is the least that a file
        of 8 bits can tell, though in dark grays it makes a CIEDE2000 of 2.1.
    """
    steps = np.abs(one.astype(np.int16) - other).max(axis=1, initial=0)
    near: NDArray[np.bool_] = steps <= 1
    far = ~near
    near[far] = ciede2000(lab_from_srgb(one[far]), lab_from_srgb(other[far])) <= most
    return near


def hardly_differs(table: ColorTable, palette: Bytes, metric: Metric = SRGB) -> bool:
    """Whether hardly anybody sees that a picture is drawn in the colors of a palette.

    It looks at one color at a time, and knows nothing of bands or structure.

    Parameters
    ----------
    table : ColorTable
        The U distinct colors of a picture.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256; each pixel would be drawn in its nearest.
    metric : Metric
        Space in which that is looked for.

    Returns
    -------
    bool
        True where all but a thousandth of the pixels are `alike` before and after.

    Examples
    --------
    >>> paper = ColorTable(np.array([[252] * 3, [254] * 3], np.uint8), np.array([4, 3]))
    >>> hardly_differs(paper, np.array([[253, 253, 253]], np.uint8))
    True
    >>> hardly_differs(paper, np.array([[240, 240, 240]], np.uint8))
    False
    """
    most = _SPECKS * table.weights.sum()
    differ = 0.0
    for start in range(0, len(table), _AT_ONCE):
        some = table.colors[start : start + _AT_ONCE]
        drawn = palette[nearest_indices(some, palette, metric)]
        differ += table.weights[start : start + _AT_ONCE][~alike(some, drawn)].sum()
        if differ > most:
            return False
    return True

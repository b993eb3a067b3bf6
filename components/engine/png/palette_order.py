"""Orders of a palette's entries, some of which let a picture compress better.

Neighboring pixels often have similar colors. If similar colors have entries close
to each other, the differences between neighboring entries, which is what PNG's
filters leave, are small and few. The survey [1]_ compares such orders.

References
----------
.. [1] A. J. Pinho, A. J. R. Neves, "A survey on palette reordering methods for
   improving the compression of color-indexed images", IEEE Transactions on Image
   Processing 13(11), 2004. doi:10.1109/TIP.2004.836178
.. [2] W. Zeng, J. Li, S. Lei, "An efficient color re-indexing scheme for
   palette-based compression", ICIP 2000. doi:10.1109/ICIP.2000.899453
"""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Weights of red, green and blue in luma (ITU-R BT.601).
_LUMA = np.array([0.299, 0.587, 0.114])


def orders(entries: Bytes, colors: Bytes) -> list[Ints]:
    """Propose orders of a palette.

    Parameters
    ----------
    entries : ndarray of shape (H, W), uint8
        Entry of each pixel.
    colors : ndarray of shape (n, 3), uint8
        Color of each entry.

    Returns
    -------
    list of ndarrays of shape (n,), int64
        Permutations of the entries, the most promising first: along a chain of
        entries that stand side by side in the picture, along a path through the
        colors, by luma, by coverage.
    """
    n = len(colors)
    counts = np.bincount(entries.reshape(-1), minlength=n)
    return [
        modified_zeng(side_by_side(entries, n)),
        path_through(colors.astype(np.float64)),
        np.argsort(colors @ _LUMA, kind="stable"),
        np.argsort(-counts, kind="stable"),
    ]


def path_through(colors: Floats) -> Ints:
    """Go from the darkest color always to the nearest that is left.

    Examples
    --------
    >>> path_through(np.array([[9.0, 9, 9], [0, 0, 0], [5, 5, 5]])).tolist()
    [1, 2, 0]
    """
    left = np.ones(len(colors), bool)
    here = int(np.argmin(colors @ _LUMA))
    path = []
    for _ in range(len(colors)):
        path.append(here)
        left[here] = False
        apart = np.square(colors - colors[here]).sum(axis=1)
        here = int(np.argmin(np.where(left, apart, np.inf)))
    return np.array(path, np.int64)


def side_by_side(entries: Bytes, n: int) -> Ints:
    """Count how often two entries stand beside or above each other.

    Parameters
    ----------
    entries : ndarray of shape (H, W), uint8
        Entry of each pixel, below n.
    n : int
        Number of entries.

    Returns
    -------
    ndarray of shape (n, n), int64
        Symmetric, with zeros on the diagonal.
    """
    pairs = np.zeros(n * n, np.int64)
    for one, other in (
        (entries[:, :-1], entries[:, 1:]),
        (entries[:-1], entries[1:]),
    ):
        key = one.astype(np.int32) * n + other
        pairs += np.bincount(key.reshape(-1), minlength=n * n)
    table = pairs.reshape(n, n)
    table = table + table.T
    np.fill_diagonal(table, 0)
    return table


def modified_zeng(together: Ints) -> Ints:
    """Chain entries that often stand side by side, growing at either end.

    Zeng's method [2]_ as the survey [1]_ modifies it: the next entry is the one
    that is most together with those in the chain, nearer to the end it goes to
    counting for more.

    Parameters
    ----------
    together : ndarray of shape (n, n), int64
        As from `side_by_side`.

    Returns
    -------
    ndarray of shape (n,), int64
        A permutation.
    """
    first = int(np.argmax(together.sum(axis=1)))
    chain = [first]
    left = [entry for entry in range(len(together)) if entry != first]
    while left:
        weights = together[np.ix_(left, chain)].astype(np.float64)
        entry = left.pop(int(np.argmax(weights.sum(axis=1))))
        pull = together[entry, chain] @ (len(chain) - 1 - 2 * np.arange(len(chain)))
        chain.insert(0 if pull > 0 else len(chain), entry)
    return np.array(chain, np.int64)

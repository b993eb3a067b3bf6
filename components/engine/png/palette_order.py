"""The order of a palette's entries in which a picture compresses well.

If entries that often stand side by side in the picture are close to each other in
the palette, the differences between neighboring entries, which is what PNG's filters
leave, are small and few. The survey [1]_ compares such orders.

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
Ints = NDArray[np.int64]


def sorted_entries(entries: Bytes, opacity: Bytes) -> Ints:
    """Sort the entries of a palette along a chain of neighbors in the picture.

    Parameters
    ----------
    entries : ndarray of shape (H, W), uint8
        Entry of each pixel, below n.
    opacity : ndarray of shape (n,), uint8
        Of each entry.

    Returns
    -------
    ndarray of shape (n,), int64
        A permutation. What is not solid comes first, for a short tRNS chunk.
    """
    chain = modified_zeng(side_by_side(entries, len(opacity)))
    solid = opacity[chain] == 255
    return chain[np.argsort(solid, kind="stable")]


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

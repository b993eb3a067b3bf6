"""Bytes for the same looks: two curves of score over bytes, read at equal scores."""

import numpy as np
from numpy.typing import ArrayLike


def bytes_at_equal_score(
    scores: ArrayLike, sizes: ArrayLike, other_scores: ArrayLike, other_sizes: ArrayLike
) -> list[float]:
    """Compare what two ways to draw a picture need for the same score.

    At the score of each picture of the other's, our bytes are read from our curve,
    between its two points around that score: a straight line from score to the
    logarithm of the bytes, as Bjøntegaard's comparison of codecs [1]_ has them, but
    through the points that there are instead of one cubic near them. Where more bytes
    made a lower score, the smaller file counts for both scores. Scores that our curve
    does not reach, below or above, are left out: nothing is guessed beyond its ends.

    Parameters
    ----------
    scores, sizes : array_like of shape (n,)
        Our score and bytes, for each number of colors.
    other_scores, other_sizes : array_like of shape (m,)
        Theirs.

    Returns
    -------
    list of float
        Our bytes over theirs, at each of their scores within reach.

    References
    ----------
    .. [1] G. Bjøntegaard, "Calculation of average PSNR differences between RD-curves",
       ITU-T SG16 Q.6, document VCEG-M33, 2001.

    Examples
    --------
    >>> bytes_at_equal_score([10, 30], [100, 400], [0, 10, 20], [90, 100, 400])
    [1.0, 0.5]
    """
    heights, logs = _best(np.asarray(scores, float), np.log(np.asarray(sizes, float)))
    asked = np.asarray(other_scores, float)
    within = (asked >= heights[0]) & (asked <= heights[-1])
    ours = np.exp(np.interp(asked[within], heights, logs))
    ratios = ours / np.asarray(other_sizes, float)[within]
    return [float(ratio) for ratio in ratios.round(12)]


def _best(
    scores: np.ndarray[tuple[int], np.dtype[np.float64]],
    logs: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> tuple[
    np.ndarray[tuple[int], np.dtype[np.float64]],
    np.ndarray[tuple[int], np.dtype[np.float64]],
]:
    """Keep the points that no other beats in both score and bytes, lowest first."""
    order = np.lexsort((-scores, logs))
    scores, logs = scores[order], logs[order]
    first = np.maximum.accumulate(scores)
    better = np.append(True, first[1:] > first[:-1])
    return scores[better], logs[better]

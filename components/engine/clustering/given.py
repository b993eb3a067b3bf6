"""Colors that somebody gives, to be kept or chosen from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def check_colors(colors: NDArray[Any], what: str) -> NDArray[np.uint8]:
    """Refuse what is no list of colors.

    Parameters
    ----------
    colors : ndarray of shape (n, 3), uint8
        sRGB.
    what : str
        What they are called in a sentence: "The colors of the list".

    Returns
    -------
    ndarray of shape (n, 3), uint8
        A copy, contiguous in memory and not read-only, as compiled loops know them.

    Raises
    ------
    ValueError
        If they have another shape or another type.

    Examples
    --------
    >>> check_colors(np.zeros((2, 4), np.uint8), "The colors")
    Traceback (most recent call last):
    ValueError: The colors have the shape (2, 4); it must be (number of colors, 3).
    """
    given = np.asarray(colors)
    if given.ndim != 2 or given.shape[1] != 3:
        raise ValueError(
            f"{what} have the shape {given.shape}; it must be (number of colors, 3)."
        )
    if given.dtype != np.uint8:
        raise ValueError(
            f"{what} are of the type {given.dtype}; it must be uint8, 0 to 255."
        )
    return given.copy()


def first_of_each(colors: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return where each different color stands first, in ascending order.

    Examples
    --------
    >>> first_of_each(np.array([[9, 9, 9], [0, 0, 0], [9, 9, 9]], np.uint8)).tolist()
    [0, 1]
    """
    return np.sort(np.unique(colors, axis=0, return_index=True)[1])

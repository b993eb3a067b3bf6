"""The colors of a palette as they are written into files."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.engine.formatting import hex_code, one_line


@dataclass(frozen=True)
class Swatch:
    """One color of a palette.

    Attributes
    ----------
    rgb : tuple of int
        sRGB, 0–255.
    name : str
        One line for people, at most 64 characters, without control characters.
    share : float
        Part of the picture, as far as it is seen, that it draws, 0–1.
    """

    rgb: tuple[int, int, int]
    name: str
    share: float

    @property
    def hex(self) -> str:
        """The color as ``#rrggbb``."""
        return hex_code(self.rgb)


def swatches(
    colors: NDArray[np.uint8],
    amounts: NDArray[np.int64] | NDArray[np.float64],
    names: Sequence[str] | None = None,
    in_order: bool = False,
    wanted: NDArray[np.bool_] | None = None,
) -> tuple[Swatch, ...]:
    """List the colors that draw something, those that draw most first.

    Parameters
    ----------
    colors : ndarray of shape (k, 3), uint8
        sRGB, k from 1 to 256.
    amounts : ndarray of shape (k,), int64 or float64
        How much each draws: `Palette.weights`, or pixels where all are solid.
    names : sequence of k str, optional
        What to call them; else by their hex codes.
    in_order : bool
        Whether they stay in the order in which they are given.
    wanted : ndarray of shape (k,), bool, optional
        Which are listed also where they draw nothing, as colors that somebody keeps.

    Returns
    -------
    tuple of Swatch
        Of two that draw as much, the earlier one is first.

    Raises
    ------
    ValueError
        If no color draws anything, or there are more than 256.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [9, 9, 9], [255, 136, 0]], np.uint8)
    >>> [(each.hex, each.share) for each in swatches(colors, np.array([1, 0, 3]))]
    [('#ff8800', 0.75), ('#000000', 0.25)]
    """
    every = range(len(amounts)) if in_order else np.argsort(-amounts, kind="stable")
    there = amounts > 0 if wanted is None else (amounts > 0) | wanted
    order = [int(i) for i in every if there[i]]
    if not 1 <= len(order) <= 256:
        raise ValueError(f"{len(order)} colors are in use; a palette has 1 to 256.")
    total = float(amounts.sum())
    listed = []
    for i in order:
        red, green, blue = (int(value) for value in colors[i])
        rgb = (red, green, blue)
        name = one_line(names[i]) if names is not None else ""
        listed.append(Swatch(rgb, name or hex_code(rgb), float(amounts[i]) / total))
    return tuple(listed)

"""The picture small, in more and more colors: for those who would rather look."""

from collections.abc import Sequence

import streamlit as st

from components import background, cache
from components.background import Subject
from components.cache import Picture
from components.features.ladder import widget
from components.shared import state, text

_RUNGS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256)


def rungs(colors: int, most: int) -> tuple[int, ...]:
    """Choose the numbers of colors to show.

    Parameters
    ----------
    colors : int
        Number of distinct colors of the picture.
    most : int
        Largest k.

    Returns
    -------
    tuple of int
        Where the picture has few colors, that number is the last.

    Examples
    --------
    >>> rungs(34_871, 64)
    (2, 3, 4, 6, 8, 12, 16, 24, 32, 64)
    >>> rungs(9, 64), rungs(1, 64)
    ((2, 3, 4, 6, 8, 9), (1,))
    """
    last = (colors,) if colors <= most else ()
    return tuple(k for k in _RUNGS if k < colors and k <= most) + last


def show(picture: Picture, most: int, k: int) -> tuple[int, ...]:
    """Draw the buttons; their pictures come by `fill`, their sizes by `fill_sizes`.

    Parameters
    ----------
    picture : Picture
        The picture.
    most : int
        Largest k.
    k : int
        Number of colors that is taken.

    Returns
    -------
    tuple of int
        The numbers of colors on the buttons.
    """
    st.header("Or choose by eye")
    st.write(
        "Each with the share of the color variance it explains, and the size of its"
        " file as indexed PNG. Click one to take it."
    )
    ks = rungs(len(picture.table), most)
    widget.ladder(picture.digest, ks, k, state.LADDER, state.rung_clicked)
    return ks


def fill(subject: Subject, ks: Sequence[int]) -> None:
    """Give the small pictures, and the sizes of their files if those are known."""
    sweep, picture = subject.sweep, subject.picture
    small = cache.ladder(subject.name, picture, sweep, ks, subject.style.dither)
    rungs = {
        k: (png, text.percent(float(sweep.variance_explained[k - 1])))
        for k, png in small.items()
    }
    widget.give_ladder(subject.drawn, picture.digest, rungs)
    fill_sizes(subject, background.sizes_known(subject, ks), late=False)


def fill_sizes(subject: Subject, sizes: dict[int, int] | None, late: bool) -> None:
    """Give the sizes of the files; None while they are being measured."""
    known = {} if sizes is None else sizes
    in_words = {k: text.size(size) for k, size in known.items()}
    widget.give_ladder_sizes(subject.drawn, in_words, late)

"""The picture small, in more and more colors: for those who would rather look."""

from typing import Final

import streamlit as st

from components.features.ladder import widget
from components.features.ladder.work import thumbnails
from components.model.document import Document
from components.shared import file_sizes, progress, run, text, wish, work
from components.shared.heading import header

_KEY: Final = "ladder"

_ONCE_WRITTEN: Final = (
    " once it has been written (*Smaller file* takes long with a picture this large)"
)

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


def show(document: Document, most: int, k: int) -> None:
    """Draw the buttons; sizes of files that are not known come later.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    most : int
        Largest k.
    k : int
        Number of colors that is taken.
    """
    picture, style = document.picture, document.style
    pixels = picture.image.width * picture.image.height
    measured = not style.squeezed or pixels <= work.AHEAD_PIXELS
    header("Or choose by eye")
    st.write(
        "Each with the share of the color variance it explains"
        f"{text.before(style)}, and the size of its file as indexed PNG"
        f"{'' if measured else _ONCE_WRITTEN}. Click one to take it."
    )
    ks = rungs(document.fits.end, most)
    files = (document.fits.key, style.file)
    widget.ladder(picture.key, files, measured, ks, k, _KEY, _clicked)
    explained = document.sweep.variance_explained
    pictures = {
        k: (png, text.percent(float(explained[k - 1])))
        for k, png in thumbnails(document.quick, ks).items()
    }
    widget.give_ladder(document.quick.key, picture.key, pictures)
    known = work.known_sizes(document, ks)
    file_sizes.give(document, known, "of_ladder")
    if measured and len(known) < len(ks):
        # Squeezed files take long: all else on the page comes first.
        turn = run.Turn.EVERY_K if style.squeezed else run.Turn.COSTS
        run.later(turn, lambda: _measure(document, ks))


def _measure(document: Document, ks: tuple[int, ...]) -> None:
    """Write the files, and tell the size of each as soon as it is there."""

    def tell(found: dict[int, int]) -> None:
        file_sizes.give(document, found, f"of_{'_'.join(map(str, found))}")

    work.sizes(progress.quietly, document, ks, tell)


def _clicked() -> None:
    """React to a click on one of the small pictures."""
    wish.take_k_from(_KEY)

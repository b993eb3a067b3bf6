"""How differences between colors are measured."""

from dataclasses import replace
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Space, space_for
from components.features.space.work import mean_difference
from components.model.fits import Fits
from components.shared import progress, run, text, work
from components.shared.drawing_settings import SPACE

_NAMES: Final[dict[Space, str]] = {
    "srgb": "RGB values",
    "oklab": "As the eye sees (Oklab)",
    "oklrab": "As the eye sees, less in shadows (Oklrab)",
    "standardized": "RGB, normalized",
}

_MEANING: Final[dict[Space, str]] = {
    "srgb": "Plain distance between red, green and blue, as in most textbooks.",
    "oklab": (
        "Equal steps look equally large. Vivid and dark colors count for more, so"
        " they keep more of the palette."
    ),
    "oklrab": (
        "Equal steps look equally large beside something bright, as on most screens:"
        " dark colors are hard to tell there, and get less of the palette. Photos in"
        " few colors look best."
    ),
    "standardized": (
        "Each channel is scaled to the same spread. RGB channels share one scale"
        " already, so this mostly blows up whichever channel varies least."
    ),
}

_IN_SENTENCES: Final[dict[Space, str]] = {
    "srgb": "with RGB values",
    "oklab": "as the eye sees",
    "oklrab": "as the eye sees (Oklrab)",
    "standardized": "with normalized RGB",
}


def show(dots: bool) -> tuple[Space, DeltaGenerator | None]:
    """Draw the choice, with a sentence on what it changes.

    Parameters
    ----------
    dots : bool
        Whether colors mix by dots.

    Returns
    -------
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        The choice, as of `engine.space_for`.
    spot : DeltaGenerator or None
        Where `tell` is to say what that does to this picture, unless it is the usual,
        or for dots, of which the eye sees no single one.
    """
    before = SPACE.recall()
    chosen: Space = st.selectbox(
        "Colors differ by",
        SPACE.choices,
        index=SPACE.choices.index(before),  # a popover that opens draws it anew
        format_func=lambda space: _NAMES[space],
        key=SPACE.key,
    )
    SPACE.write(chosen)
    st.write(f":small[{_MEANING[chosen]}]")
    space = space_for(chosen, dots)
    usual = chosen == SPACE.choices[0]
    return space, None if usual or space != chosen else st.empty()


def tell(spot: DeltaGenerator | None, fits: Fits, k: int) -> None:
    """Say what the choice does to this picture, beside the usual one; it comes later.

    Parameters
    ----------
    spot : DeltaGenerator or None
        Where, if anywhere.
    fits : Fits
        The picture and its fits in the space that is chosen.
    k : int
        Number of colors.
    """
    if spot is None or not fits.final:
        return
    rival: Space = SPACE.choices[0]
    spot.write(":small[Measuring what it does to this picture …]")

    def fill() -> None:
        wanted = (fits.picture, fits.sweep.k_max, rival, fits.keeps_flat, fits.given)
        sweep = work.sweep.wait(progress.quietly, *wanted)
        other = replace(fits, space=rival, sweep=sweep)
        mine, theirs = (
            mean_difference.wait(progress.quietly, each, min(k, each.sweep.k_max))
            for each in (fits, other)
        )
        spot.write(f":small[{sentence(fits.space, k, mine, rival, theirs)}]")

    run.later(run.Turn.COSTS, fill)


def sentence(space: Space, k: int, mine: float, rival: Space, theirs: float) -> str:
    """Compare two spaces by the mean difference that they leave.

    Examples
    --------
    >>> sentence("oklab", 16, 2.31, "srgb", 2.84)  # doctest: +ELLIPSIS
    'This picture in 16 colors: mean difference 2.3 as the eye sees, 2.8 with RGB...'
    """
    return (
        f"This picture in {text.colors(k)}: mean difference {text.difference(mine)}"
        f" {_IN_SENTENCES[space]}, {text.difference(theirs)} {_IN_SENTENCES[rival]}"
        " (below 1 nobody sees it)."
    )

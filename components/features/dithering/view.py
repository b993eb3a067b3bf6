"""Whether colors mix by dots, and by which."""

from typing import Final

import streamlit as st

from components.engine import DITHERS, Dither, space_for
from components.model.given import Given
from components.shared.callback import whole
from components.shared.drawing_settings import DITHER, DOTS, SPACE

# Whoever has seen dots keeps their kind. The first to be seen are those that look best
# on photos; a link that says no more than that there are dots means full ones.
_FIRST: Final[Dither] = "gentle"
_SEEN: Final = "_dots_seen"

_NAMES: Final[dict[Dither, str]] = {
    "full": "Error diffusion, full",
    "gentle": "Error diffusion, gentle",
    "bayer": "Ordered (Bayer)",
    "blue-noise": "Blue noise",
}

_MEANING: Final[dict[Dither, str]] = {
    "full": (
        "What a pixel's color is off, its neighbors make up for. Colors come out"
        " right on the whole, with some grain."
    ),
    "gentle": (
        "What a pixel's color is off, its neighbors make up for, by four fifths: with"
        " little grain. On photos it looks best, most of all with *As the eye sees*."
    ),
    "bayer": (
        "Dots in a regular weave, as in old games: for pixel art and e-ink. Dots stay"
        " where they are, and files stay smaller."
    ),
    "blue-noise": (
        "An even grain without a pattern, and dots stay where they are: for e-ink and"
        " print."
    ),
}

_EFFECT: Final = (
    "Dithering mixes dots of neighboring colors, which hides bands; but dots pack"
    " badly, so the file usually grows."
)
_REACH: Final = (
    " With dots the palette reaches further out: dots mix what lies between."
)


def show(given: Given) -> tuple[bool, Dither]:
    """Draw the switch, and the kinds of dots where it is on; return both.

    Parameters
    ----------
    given : Given
        What the colors are taken from.
    """
    # Its position is the usual one too: a popover that opens draws it anew.
    dither = st.toggle(
        "Dither", value=DITHER.recall(), key=DITHER.key, on_change=_begin
    )
    DITHER.write(dither)
    dots = DITHERS[0]
    if dither:
        st.session_state[_SEEN] = True
        dots = DOTS.recall()
        dots = st.selectbox(
            "Kind of dots",
            DITHERS,
            index=DITHERS.index(dots),
            format_func=lambda kind: _NAMES[kind],
            key=DOTS.key,
        )
        DOTS.write(dots)
        st.write(f":small[{_MEANING[dots]}]")
    space = SPACE.recall()
    reaches = given.listed is None and space_for(space, dither) != space
    st.write(f":small[{_EFFECT}{_REACH if reaches else ''}]")
    return dither, dots


@whole
def _begin() -> None:
    """Choose the first dots to be seen, unless the address has chosen."""
    if _SEEN not in st.session_state and DOTS.in_address() == DITHERS[0]:
        st.session_state[DOTS.key] = _FIRST

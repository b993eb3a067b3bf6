"""Whether colors mix by dots, and by which."""

from typing import Final

import streamlit as st

from components.engine import DITHERS, Dither
from components.shared.state import Setting, Switch

DITHER: Final = Switch("dither")
DOTS: Final = Setting("dots", DITHERS)

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
        "The same with four fifths of it: less grain. On photos it looks best,"
        " most of all with *As the eye sees*."
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


def show() -> tuple[bool, Dither]:
    """Draw the switch, and the kinds of dots where it is on; return both."""
    # Its position is the usual one too: a popover that opens draws it anew.
    dither = st.toggle("Dither", value=DITHER.recall(), key=DITHER.key)
    DITHER.write(dither)
    dots = DOTS.recall()
    if dither:
        dots = st.selectbox(
            "Kind of dots",
            DITHERS,
            index=DITHERS.index(dots),
            format_func=lambda kind: _NAMES[kind],
            key=DOTS.key,
        )
        DOTS.write(dots)
        st.write(f":small[{_MEANING[dots]}]")
    st.write(
        ":small[Dithering mixes dots of neighboring colors, which hides bands; but dots"
        " pack badly, so the file usually grows.]"
    )
    return dither, dots

"""Whether flat colors, of paper, ink or a logo, are exact in the palette."""

from typing import Final

import streamlit as st

from components.model.given import Given
from components.model.picture import Picture
from components.shared import work
from components.shared.drawing_settings import FLAT

_KEPT: Final = (
    "Where at least half of what a palette color stands for is one exact color, such as"
    " white paper or the blue of a logo, the palette has that color itself. An average"
    " would be a little off, because soft edges are mixed in."
)
_NONE: Final = (
    "This picture has no flat colors, as of paper or a logo: every palette color is an"
    " average."
)

_OF_A_LIST: Final = "The colors of a list are exact as they are: no average is taken."


def show(picture: Picture, given: Given) -> bool:
    """Draw the switch, with a sentence on what it does; tell whether it acts."""
    there = given.listed is None and work.has_flat_colors(picture)
    # Its position is the usual one too: a popover that opens draws it anew.
    on = st.toggle(
        "Keep flat colors exact",
        value=FLAT.recall(),
        key=FLAT.key,
        disabled=not there,
    )
    FLAT.write(on)
    nothing = _NONE if given.listed is None else _OF_A_LIST
    st.write(f":small[{_KEPT if there else nothing}]")
    return on and there

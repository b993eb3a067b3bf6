"""How differences between colors are measured."""

from typing import Final

import streamlit as st

from components.engine import SPACES, Space
from components.shared.state import Setting

_NAMES: Final[dict[Space, str]] = {
    "srgb": "RGB values",
    "oklab": "As the eye sees (Oklab)",
    "standardized": "RGB, normalized",
}

_MEANING: Final[dict[Space, str]] = {
    "srgb": "Plain distance between red, green and blue, as in most textbooks.",
    "oklab": (
        "Equal steps look equally large. Vivid and dark colors count for more, so"
        " they keep more of the palette."
    ),
    "standardized": (
        "Each channel is scaled to the same spread. RGB channels share one scale"
        " already, so this mostly blows up whichever channel varies least."
    ),
}

SPACE: Final = Setting("space", SPACES)


def show() -> Space:
    """Draw the choice, with a sentence on what it changes; return it."""
    before = SPACE.recall()
    chosen: Space = st.selectbox(
        "Colors differ by",
        SPACES,
        index=SPACES.index(before),  # a popover that opens draws it anew
        format_func=lambda space: _NAMES[space],
        key=SPACE.key,
    )
    SPACE.write(chosen)
    st.write(f":small[{_MEANING[chosen]}]")
    return chosen

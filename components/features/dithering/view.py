"""Whether colors mix by dots."""

from typing import Final

import streamlit as st

from components.shared.state import Switch

DITHER: Final = Switch("dither")


def show() -> bool:
    """Draw the switch; return its position."""
    # Its position is the usual one too: a popover that opens draws it anew.
    dither = st.toggle("Dither", value=DITHER.recall(), key=DITHER.key)
    DITHER.write(dither)
    return dither


def explain() -> None:
    """Say what the switch changes."""
    st.write(
        ":small[Dithering mixes dots of neighboring colors, which hides bands; but dots"
        " pack badly, so the file usually grows.]"
    )

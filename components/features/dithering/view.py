"""Whether colors mix by dots."""

import streamlit as st

from components.shared import state


def show() -> bool:
    """Draw the switch; return its position."""
    state.read_dither()
    dither = st.toggle("Dither", key=state.DITHER)
    state.write_dither(dither)
    return dither


def explain() -> None:
    """Say what the switch changes."""
    st.write(
        ":small[Dithering mixes dots of neighboring colors, which hides bands; but dots"
        " pack badly, so the file usually grows.]"
    )

"""Whether colors mix by dots."""

import streamlit as st

from components import state


def show() -> bool:
    """Draw the switch, with a sentence on what it changes; return its position."""
    state.read_dither()
    dither = st.toggle("Dither", key=state.DITHER)
    state.write_dither(dither)
    st.write(
        ":small[Mixes dots of neighboring colors, which hides bands; but dots pack"
        " badly, so the file usually grows.]"
    )
    return dither

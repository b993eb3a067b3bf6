"""Whether k goes further than most pictures need."""

import streamlit as st

from components.shared import wish


def show() -> None:
    """Draw the switch; what it says holds from the next run on."""
    # Its position is the usual one too: a popover that opens draws it anew.
    on = bool(st.session_state[wish.MANY])
    st.toggle(f"Up to {wish.K_MANY} colors", value=on, key=wish.MANY)
    st.write(
        ":small[For pictures that need many colors. Finding them takes some seconds"
        " more the first time.]"
    )

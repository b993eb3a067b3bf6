"""Which numbers of colors somebody has tried for a mission."""

from typing import Final

import streamlit as st

_TRIED: Final = "_mission_tried"

ENOUGH: Final = 3
"""So many were tried before an answer is shown."""


def tried_enough(name: str, k: int) -> bool:
    """Note a number of colors; tell whether enough were tried.

    Parameters
    ----------
    name : str
        Tells the mission, on this picture, from all others. Those tried for another
        are forgotten.
    k : int
        Number of colors.
    """
    before, ks = st.session_state.get(_TRIED, (name, frozenset()))
    ks = (ks if before == name else frozenset()) | {k}
    st.session_state[_TRIED] = name, ks
    return len(ks) >= ENOUGH

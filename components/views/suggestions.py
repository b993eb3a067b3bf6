"""Where one could stop, each with its reason."""

from collections.abc import Sequence

import streamlit as st

from components import state
from components.engine import Kind, Suggestion

# Of the buttons, in pixels: whatever they say, nothing moves.
_WIDTH = 140


def show(suggestions: Sequence[Suggestion], k: int) -> None:
    """Draw a row for each suggestion; its button sets k.

    Parameters
    ----------
    suggestions : sequence of Suggestion
        In the order in which they are to be read.
    k : int
        Number of colors now.
    """
    st.header("Where to stop?")
    for suggestion in suggestions:
        _row(suggestion, k)


def _row(suggestion: Suggestion, k: int) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    ):
        st.write(suggestion.reason)
        if suggestion.k is not None:
            _button(suggestion.kind, suggestion.k, suggestion.k == k)


def _button(kind: Kind, k: int, chosen: bool) -> None:
    st.button(
        f"k = {k}, chosen" if chosen else f"Use k = {k}",
        key=f"use_{kind}",
        on_click=state.set_k,
        args=(k,),
        type="primary" if chosen else "secondary",
        width=_WIDTH,
    )

"""Where one could stop, each with its reason."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.background import Same
from components.engine import Kind, Suggestion, suggest_same
from components.shared import state

# Of the buttons, in pixels: whatever they say, nothing moves.
_WIDTH = 140
# Of the row that is filled in later.
_ROW = 64

LOOKING = "Looking for the fewest colors that look the same …"


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


def place_same(known: Same | None, k: int) -> DeltaGenerator | None:
    """Draw the row of the smallest k that looks like the original, or keep its place.

    Parameters
    ----------
    known : Same or None
        None if it is yet to be found, which takes long.
    k : int
        Number of colors.

    Returns
    -------
    DeltaGenerator or None
        Where `show_same` draws it; None if it is there already.
    """
    with st.container(height=_ROW, border=False, key="same"):
        spot = st.empty()
    if known is None:
        return spot
    show_same(spot, known, k)
    return None


def show_same(spot: DeltaGenerator, same: Same, k: int) -> None:
    """Draw the row of the smallest k that looks like the original.

    Parameters
    ----------
    spot : DeltaGenerator
        What `place_same` returned.
    same : Same
        What was found.
    k : int
        Number of colors now.
    """
    with spot.container():
        _row(suggest_same(same.k, same.tried), k, further=same.tried == state.K_MAX)


def _row(suggestion: Suggestion, k: int, further: bool = False) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    ):
        st.write(suggestion.reason)
        if suggestion.k is not None:
            _button(suggestion.kind, suggestion.k, suggestion.k == k)
        elif further:
            st.button(
                f"Try up to {state.K_MANY}",
                key="further",
                on_click=state.look_further,
                width=_WIDTH,
            )


def _button(kind: Kind, k: int, chosen: bool) -> None:
    st.button(
        f"k = {k}, chosen" if chosen else f"Use k = {k}",
        key=f"use_{kind}",
        on_click=state.set_k,
        args=(k,),
        type="primary" if chosen else "secondary",
        width=_WIDTH,
    )

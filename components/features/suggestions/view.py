"""Where one could stop, each with its reason."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Kind, Suggestion, suggest_same
from components.features.suggestions.work import Same, same, suggestions
from components.model.document import Document
from components.shared import progress, run, state

# Of the buttons, in pixels: whatever they say, nothing moves.
_WIDTH: Final = 140
# Of the row that is filled in later.
_ROW: Final = 64

LOOKING: Final = "Looking for the fewest colors that look the same …"


def show(document: Document, k: int) -> None:
    """Draw a row for each suggestion; its button sets k.

    The smallest k that looks the same takes long to find: its place is kept.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    k : int
        Number of colors now.
    """
    st.header("Where to stop?")
    for suggestion in suggestions(document.fits):
        _row(suggestion, k)
    with st.container(height=_ROW, border=False, key="same"):
        spot = st.empty()
    known = same.peek(document.fits)
    if known is not None:
        _show_same(spot, known, k)
    elif document.fits.final:
        run.later(run.Turn.SEARCH, lambda: _look_for_same(spot, document, k))


def _look_for_same(spot: DeltaGenerator, document: Document, k: int) -> None:
    with progress.progress(spot, LOOKING) as watch:
        found = same.wait(watch, document.fits)
    _show_same(spot, found, k)


def _show_same(spot: DeltaGenerator, found: Same, k: int) -> None:
    with spot.container():
        further = found.tried == state.K_MAX
        _row(suggest_same(found.k, found.tried), k, further)


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

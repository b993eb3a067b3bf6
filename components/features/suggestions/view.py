"""Where one could stop: as buttons, and with their reasons."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Kind, suggest_same
from components.model.document import Document
from components.shared import progress, run, state
from components.shared.stops import Same, same, suggestions

LOOKING: Final = "Looking for the fewest colors that look the same …"

# What each goes by, on its button.
_NAMES: Final[dict[Kind, str]] = {
    "exact": "all colors",
    "elbow": "elbow",
    "share90": "90 %",
    "share95": "95 %",
    "same": "looks same",
}


def show(document: Document, k: int) -> None:
    """Draw a button for each suggestion; it sets k.

    The smallest k that looks the same takes long to find: its place is kept.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    k : int
        Number of colors now.
    """
    with st.container(horizontal=True, key="suggestions", gap="xsmall"):
        st.write("**Stop at**")
        for suggestion in suggestions(document.fits):
            if suggestion.k is not None:
                _button(suggestion.kind, suggestion.k, suggestion.k == k)
        with st.container(key="same", width="content"):
            spot = st.empty()
    known = same.peek(document.fits)
    _button_of_same(spot, known, k)
    if known is None and document.fits.final:
        run.later(run.Turn.SEARCH, lambda: _look_for_same(spot, document, k))


def explain(document: Document, k: int) -> None:
    """Say for each suggestion why one could stop there.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    k : int
        Number of colors now.
    """
    st.header("Where to stop?")
    reasons = suggestions(document.fits)
    found = same.peek(document.fits)
    if found is not None:
        reasons = (*reasons, suggest_same(found.k, found.tried))
    with st.container(key="reasons"):
        for each in reasons:
            st.write(each.reason)
    if found is not None and found.k is None and found.tried == state.K_MAX:
        st.button(
            f"Try up to {state.K_MANY}", key="further", on_click=state.look_further
        )


def _look_for_same(spot: DeltaGenerator, document: Document, k: int) -> None:
    found = same.wait(progress.quietly, document.fits)
    _button_of_same(spot, found, k)


def _button_of_same(spot: DeltaGenerator, found: Same | None, k: int) -> None:
    """Draw the button that comes last, also while it is not known what it says."""
    if found is not None and found.k is not None:
        with spot:
            _button("same", found.k, found.k == k)
        return
    words = "… looks same" if found is None else f"> {found.tried} · looks same"
    meaning = LOOKING if found is None else suggest_same(None, found.tried).reason
    spot.button(words, key="no_same", disabled=True, help=meaning)


def _button(kind: Kind, k: int, chosen: bool) -> None:
    st.button(
        f"{k} · {_NAMES[kind]}",
        key=f"use_{kind}",
        on_click=state.set_k,
        args=(k,),
        type="primary" if chosen else "secondary",
    )

"""Where one could stop: as buttons, and with their reasons."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Kind, Suggestion, suggest_same
from components.model.document import Document
from components.shared import progress, run, styles, wish
from components.shared.heading import header
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
    found = same.peek(document.fits)
    with st.container(horizontal=True, key="suggestions", gap="xsmall"):
        st.html(styles.marked(_taken(document, found, k)))
        st.write("**Stop at**")
        for found_there in _stops(document):
            first = found_there[0]
            label = f"{_number(first)} · {_words(found_there)}"
            _button(first.kind, label, first.k)
        with st.container(key="same", width="content"):
            spot = st.empty()
    _button_of_same(spot, found)
    if found is None and document.fits.final:
        run.later(run.Turn.SEARCH, lambda: _look_for_same(spot, document))


def _stops(document: Document) -> list[list[Suggestion]]:
    """Return what the curve suggests: for each button what speaks for its k.

    An elbow that is a range has one of its own: nothing else is said of all its k.
    """
    stops: dict[str, list[Suggestion]] = {}
    for each in suggestions(document.fits):
        if each.k is not None:
            stops.setdefault(_number(each), []).append(each)
    # Where nothing is lost, nothing else need speak for it.
    return [
        found[:1] if found[0].kind == "exact" else found for found in stops.values()
    ]


def _number(suggestion: Suggestion) -> str:
    """Write the k of a suggestion, or from where to where it may be."""
    first, last = suggestion.bend or (suggestion.k, suggestion.k)
    return f"{last}" if first == last else f"{first}–{last}"


def _taken(document: Document, found: Same | None, k: int) -> list[str]:
    """Return the keys of the buttons of this k."""
    kinds = [first.kind for first, *_ in _stops(document) if first.k == k]
    kinds += ["same"] if found is not None and found.k == k else []
    return [f"use_{kind}" for kind in kinds]


def _words(found: list[Suggestion]) -> str:
    """Say what several suggestions of one k go by; the shares come last."""
    names = ", ".join(_NAMES[each.kind] for each in found)
    return f"{names} of rest" if found[-1].of_the_rest else names


def explain(document: Document) -> None:
    """Say for each suggestion why one could stop there.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    """
    header("Where to stop?")
    with st.container(key="reasons"):
        for each in suggestions(document.fits):
            st.write(each.reason)
        with st.container(key="reason_same"):
            spot = st.empty()
    found = same.peek(document.fits)
    if found is not None:
        _explain_same(spot, document, found)
    elif document.fits.final:
        spot.write(LOOKING)
        run.later(run.Turn.SEARCH, lambda: _explain_later(spot, document))


def _explain_later(spot: DeltaGenerator, document: Document) -> None:
    _explain_same(spot, document, same.wait(progress.quietly, document.fits))


def _explain_same(spot: DeltaGenerator, document: Document, found: Same) -> None:
    with spot.container(horizontal=True, vertical_alignment="center"):
        st.write(suggest_same(found.k, found.tried).reason)
        picture = document.picture
        most = min(picture.most_colors, document.fits.end)
        if found.k is None and found.tried == wish.K_MAX < most:
            words = f"Try up to {most}"
            st.button(words, key="further", on_click=wish.look_further)


def _look_for_same(spot: DeltaGenerator, document: Document) -> None:
    _button_of_same(spot, same.wait(progress.quietly, document.fits))


def _button_of_same(spot: DeltaGenerator, found: Same | None) -> None:
    """Draw the button that comes last, also while it is not known what it says."""
    if found is not None and found.k is not None:
        with spot:
            _button("same", f"{found.k} · {_NAMES['same']}", found.k)
        return
    # A key for each: in one run one may take the place of the other.
    key = "looking" if found is None else "no_same"
    words = "… looks same" if found is None else f"> {found.tried} · looks same"
    meaning = LOOKING if found is None else suggest_same(None, found.tried).reason
    spot.button(words, key=key, disabled=True, help=meaning)


def _button(kind: Kind, label: str, k: int | None) -> None:
    st.button(label, key=f"use_{kind}", on_click=wish.set_k, args=(k,))

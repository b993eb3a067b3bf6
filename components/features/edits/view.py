"""Colors of the palette that somebody has changed, merged or left out."""

import streamlit as st

from components.features.edits import widget
from components.model.document import Document
from components.shared import edits, text
from components.shared.work import remaining_palette


def changed(fitted: Document, k: int) -> Document:
    """Return the document with what the visitor has changed; tell the browser of it.

    Parameters
    ----------
    fitted : Document
        The picture, its fits, and how it is drawn.
    k : int
        Number of colors.
    """
    fits = fitted.fits
    document = fitted.changed(edits.recall(fits))
    edits.write(fits, k)
    # Whoever changes nothing is sent nothing.
    if edits.ever():
        told = {each: _edited(document, each) for each in document.edits}
        widget.give_edits(fits.key, told)
    return document


def _edited(document: Document, k: int) -> widget.Edited:
    made = document.edits_in(k)
    found = remaining_palette(document, k) if made.places else None
    return widget.edited(made, k, found, _entries(document, k))


def _entries(document: Document, k: int) -> dict[str, list[str]]:
    """Return code and label of the new colors, where there is a list."""
    entries = document.entries(k)
    if entries is None:
        return {}
    made = document.edits_in(k)
    return {
        code: [entries[row].code, entries[row].label] for row, code in made.recolored
    }


def tell(document: Document, k: int) -> None:
    """Say, where colors are changed, that what follows is about those before.

    Parameters
    ----------
    document : Document
        The picture and what is changed.
    k : int
        Number of colors.
    """
    if document.edits_in(k):
        count = text.colors(document.edits_in(k).count)
        st.write(
            f"You have changed {count}. This tab compares numbers of colors, and shows"
            " each as k-means has found it, without your changes."
        )

"""The two sizes that count, on the first screen."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.features.sizes import widget
from components.model.document import Document
from components.model.drawing import Drawing
from components.shared import file_sizes, progress, run, seen, text, work


def slot() -> DeltaGenerator:
    """Keep the place of the sizes and of the download."""
    return st.container(key="short", gap="small")


def show(document: Document, drawing: Drawing, k: int) -> None:
    """Draw the size of the file as loaded and in k colors; the latter follows a drag.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn.
    drawing : Drawing
        All of the picture in these colors.
    k : int
        Number of colors.
    """
    image = document.picture.image
    quick = work.is_quick(document.style)
    every_known = _give(document, drawing, k)
    widget.short(
        {
            "key": document.fits.key,
            "ask": f"{file_sizes.PREFIX}/{seen.name_of(document)}" if quick else "",
            "k": k,
            "file": document.style.file,
            "loaded": image.file_bytes,
            "loaded_text": text.size(image.file_bytes),
            "format": image.format,
        }
    )
    small = image.width * image.height <= work.AHEAD_PIXELS
    if quick and small and document.fits.final and not every_known:
        run.later(run.Turn.EVERY_K, lambda: _write_ahead(document.fitted))


def _give(document: Document, drawing: Drawing, k: int) -> bool:
    """Send the sizes that are known; return whether those of every k are.

    They go before what shows them: else that has nothing to show for a moment.
    """
    fitted = document.fitted
    known = work.known_sizes(fitted, work.first_ks(fitted))
    here = {k: len(drawing.png)}
    if document.edits_in(k):
        file_sizes.give(document, here, "changed")
        file_sizes.give(fitted, known, "early")
    else:
        file_sizes.give(fitted, known | here, "early")
    return bool(known)


def _write_ahead(document: Document) -> None:
    ks = work.first_ks(document)
    found = work.sizes(progress.quietly, document, ks)
    file_sizes.give(document, found, "late")

"""The two sizes that count, on the first screen."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.features.sizes import widget
from components.model.document import Document
from components.model.drawing import Drawing
from components.shared import progress, run, text, work

# Pictures up to here have the file of every k written ahead, for the drag.
_AHEAD = 1_100_000  # pixels


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
    widget.short(
        {
            "key": document.fits.key,
            "k": k,
            "file": document.style.file,
            "loaded": image.file_bytes,
            "loaded_text": text.size(image.file_bytes),
            "format": image.format,
        }
    )
    ks = tuple(range(1, document.sweep.k_max + 1))
    known = _known(document, ks) if not document.style.squeezed else {}
    _give(document, known | {k: len(drawing.png)}, late=False)
    ahead = image.width * image.height <= _AHEAD and not document.style.squeezed
    if ahead and document.fits.final and len(known) < len(ks):
        run.later(run.Turn.EVERY_K, lambda: _write_all(document, ks))


def _known(document: Document, ks: tuple[int, ...]) -> dict[int, int]:
    found = {k: work.file_size.peek(document.drawn_in(k)) for k in ks}
    return {k: size for k, size in found.items() if size is not None}


def _write_all(document: Document, ks: tuple[int, ...]) -> None:
    found = work.sizes(progress.quietly, document, ks)
    _give(document, found, late=True)


def _give(document: Document, sizes: dict[int, int], late: bool) -> None:
    named = {each: (size, text.size(size)) for each, size in sizes.items()}
    widget.give_sizes(document.fits.key, document.style.file, named, late)

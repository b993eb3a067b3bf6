"""Original and redrawn picture, and the palette: all that follows the slider."""

from typing import Final

import streamlit as st

from components.engine import SourceImage
from components.features.viewer import widget
from components.features.viewer.cached import palettes_message
from components.features.viewer.work import preview_png
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.film import is_of_film
from components.model.given import Given
from components.model.picture import Picture
from components.model.style import Style
from components.shared import state, text
from components.shared.state import Setting
from components.shared.work import preview, preview_drawing

COMPARE: Final = Setting("compare", widget.MODES)

_FRAMES: Final = "All frames are in the tab Many."


def show(picture: Picture, k: int, style: Style, given: Given) -> tuple[bool, bool]:
    """Draw the viewer. It shows the original; `fill` gives it the rest.

    It is drawn before anything that takes long, so that it neither fades nor
    vanishes while the page works.

    Parameters
    ----------
    picture : Picture
        The original.
    k : int
        Number of colors.
    style : Style
        How they are drawn.
    given : Given
        What they are taken from.

    Returns
    -------
    plain : bool
        Whether the browser cannot draw by itself.
    ready : bool
        Whether the first picture is on the screen.
    """
    shown = preview(picture)
    size = (shown.width, shown.height)
    widget.give_picture(
        picture.key, preview_png(picture.whole), size, preview(picture).aside
    )
    with st.container(key="viewer"):
        mode, plain, ready = widget.show(
            picture.key,
            k,
            style,
            text.colors(len(picture.whole.table)),
            _remark(picture),
            COMPARE.in_address(),
            _place(picture),
            given.pins if given.listed is None else None,
            COMPARE.key,
        )
    COMPARE.write(mode)
    return plain, ready


def fill(document: Document, k: int, plain: bool) -> None:
    """Give the viewer the palettes of every k.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn.
    k : int
        Number of colors.
    plain : bool
        Whether the browser cannot draw by itself.
    """
    widget.give_palettes(palettes_message(document.fits))
    if plain:
        widget.give_drawing(preview_drawing(document, k).png)


def fill_drawing(document: Document, k: int, drawing: Drawing) -> None:
    """Give the viewer what it cannot find by itself.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn.
    k : int
        Number of colors.
    drawing : Drawing
        All of the picture in these colors.
    """
    palettes_key, style = document.fits.key, document.style
    if style.smoothness == 0:
        return
    if drawing.labels is None:  # a large picture: what is shown is smaller
        drawing = preview_drawing(document, k)
    assert drawing.labels is not None
    name = f"{style.name} {document.edits_in(k).places}".rstrip()
    widget.give_labels(palettes_key, k, name, drawing.labels, drawing.opacity)


def _place(picture: Picture) -> widget.Place | None:
    """Return the place of the picture that somebody asked for."""
    wish = state.looked_at(picture.key)
    if wish is None:
        return None
    return {
        "turn": wish.turn,
        "row": wish.row,
        "column": wish.column,
        "height": wish.height,
        "width": wish.width,
    }


def _remark(picture: Picture) -> str:
    """Say what was done to the picture: by somebody, when it was read, to show it."""
    image, shown = picture.image, preview(picture)
    said = [picture.said] if picture.said else []
    said += [str(note) for note in image.notes]
    if is_of_film(image):
        said.append(_FRAMES)
    if shown is not image:
        said.append(_reduced(image, shown))
    return " ".join(said)


def _reduced(image: SourceImage, shown: SourceImage) -> str:
    return (
        f"Shown reduced, {shown.width:,} × {shown.height:,} of {image.width:,} ×"
        f" {image.height:,} pixels. All figures, and the download, are those of the"
        " full size."
    )

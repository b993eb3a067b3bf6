"""Original and redrawn picture, and the palette: all that follows the slider."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import cache
from components.background import Subject
from components.cache import Picture
from components.engine import Space, Sweep
from components.features.viewer import widget
from components.model.drawing import Drawing
from components.model.style import Style
from components.shared import state, text

# What travels to the browser without being seen takes no room either.
# What comes a moment after the rest has its room kept, so that little moves.
_ROOM = (
    "<style>.st-key-store{display:none}.st-key-ladder{min-height:159px}"
    ".st-key-bars{min-height:438px}.st-key-curve{min-height:90px}"
    ".st-key-share{min-height:40px}.st-key-verdict{min-height:6.5rem}"
    ".st-key-price{min-height:3.5rem}</style>"
)


def show(picture: Picture, k: int, style: Style) -> tuple[DeltaGenerator, bool, bool]:
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

    Returns
    -------
    store : DeltaGenerator
        Where to put what the viewer still needs.
    plain : bool
        Whether the browser cannot draw by itself.
    ready : bool
        Whether the first picture is on the screen.
    """
    st.html(_ROOM)
    store = st.container(key="store")
    shown = cache.preview(picture)
    with store:
        size = (shown.width, shown.height)
        widget.give_picture(picture.digest, cache.preview_png(picture), size)
    with st.container(key="viewer"):
        mode, plain, ready = widget.show(
            picture.digest,
            k,
            style,
            text.colors(len(picture.table)),
            _remark(picture),
            state.read_compare(widget.MODES),
            state.COMPARE,
        )
    state.write_compare(mode, widget.MODES[0])
    return store, plain, ready


def fill(
    picture: Picture,
    measure: Space,
    sweep: Sweep,
    final: bool,
    k: int,
    style: Style,
    plain: bool,
) -> str:
    """Give the viewer the palettes of every k.

    Parameters
    ----------
    picture : Picture
        The original.
    measure : {"srgb", "oklab", "standardized"}
        Space of the sweep.
    sweep : Sweep
        The fits.
    final : bool
        Whether they are final.
    k : int
        Number of colors.
    style : Style
        How they are drawn.
    plain : bool
        Whether the browser cannot draw by itself.

    Returns
    -------
    str
        Name of the palettes.
    """
    stage = "final" if final else "soon"
    name = f"{picture.digest} {measure} {sweep.k_max} {stage}"
    palettes = cache.palettes(name, picture, sweep)
    widget.give_palettes(name, picture.digest, palettes, sweep.variance_explained)
    if plain:
        drawing = cache.draw_preview(picture, sweep.centers[k - 1], style)
        widget.give_drawing(drawing.png)
    return name


def fill_labels(subject: Subject, k: int, drawing: Drawing) -> None:
    """Give the viewer the color of every pixel, if it cannot find them by itself.

    Parameters
    ----------
    subject : Subject
        The picture.
    k : int
        Number of colors.
    drawing : Drawing
        All of it in these colors.
    """
    style = subject.style
    if style.smoothness == 0:
        return
    if drawing.labels is None:  # a large picture: what is shown is smaller
        centers = subject.sweep.centers[k - 1]
        drawing = cache.draw_preview(subject.picture, centers, style)
    assert drawing.labels is not None
    name = subject.name
    widget.give_labels(name, k, style.name, drawing.labels, drawing.opacity)


def _remark(picture: Picture) -> str:
    image, shown = picture.image, cache.preview(picture)
    if shown is image:
        return ""
    return (
        f"Shown reduced, {shown.width:,} × {shown.height:,} of {image.width:,} ×"
        f" {image.height:,} pixels. All figures, and the download, are those of the"
        " full size."
    )

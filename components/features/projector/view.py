"""Large, for a class: slider, pictures, palette and curve, and nothing else.

In the tab Learn: slider, question and mission, and the stage; or in its place the
pictures, where a mission asks for them.
"""

from typing import Final

import streamlit as st

from components.features.projector import widget
from components.shared import template
from components.shared.callback import whole
from components.shared.state import Switch
from components.shared.tabs import OPEN

SHOW: Final = Switch("show")
PICTURES: Final = Switch("pictures")
_KEY: Final = "projector"


def show() -> None:
    """Take off the page what a class does not need, if that is wanted."""
    if SHOW.recall():
        page = template.render(
            "projector/projector.jinja", learn=_learns(), pictures=PICTURES.recall()
        )
        st.html(page)


def button() -> None:
    """Draw the button that turns it on and off."""
    on = SHOW.recall()
    SHOW.write(on)
    pictures = PICTURES.recall()
    PICTURES.write(pictures and on)
    wall: widget.Wall = "page" if on else ""
    if on and _learns():
        wall = "pictures" if pictures else "stage"
    widget.projector(wall, _KEY, _turned, _swapped)


def _learns() -> bool:
    """Tell whether the tab Learn is open."""
    return OPEN.recall() == "Learn"


@whole
def _turned() -> None:
    on = st.session_state[_KEY]["on"]
    if on is not None:
        st.session_state[SHOW.key] = bool(on)


@whole
def _swapped() -> None:
    if st.session_state[_KEY]["swap"]:
        st.session_state[PICTURES.key] = not PICTURES.recall()

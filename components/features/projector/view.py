"""Large, for a class: slider, pictures, palette and curve, and nothing else."""

from typing import Final

import streamlit as st

from components.features.projector import widget
from components.shared import template
from components.shared.callback import whole
from components.shared.state import Switch

SHOW: Final = Switch("show")
_KEY: Final = "projector"


def show() -> None:
    """Take off the page what a class does not need, if that is wanted."""
    if SHOW.recall():
        st.html(template.render("projector/projector.jinja"))


def button() -> None:
    """Draw the button that turns it on and off."""
    on = SHOW.recall()
    SHOW.write(on)
    widget.projector(on, _KEY, _turned)


@whole
def _turned() -> None:
    on = st.session_state[_KEY]["on"]
    if on is not None:
        st.session_state[SHOW.key] = bool(on)

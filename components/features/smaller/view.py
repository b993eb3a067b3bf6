"""A smaller file: squeezed, and if wanted with a little more error."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Quality
from components.model.style import Smaller, Style, choices
from components.shared import state, text

_NAMES: Final[dict[Smaller, str]] = {
    "no": "Off",
    "same": "Same pixels",
    "gentle": "Gently",
    "more": "More",
    "strong": "Strongly",
}
_MEANING: Final[dict[Smaller, str]] = {
    "no": "The file is written quickly.",
    "same": "The same pixels, packed as tightly as can be.",
    "gentle": "Also, pixels may keep a neighbor's color where that hardly shows.",
    "more": "Also, pixels may keep a neighbor's color where that shows little.",
    "strong": "Also, pixels may keep a neighbor's color: small areas grow together.",
}


def show(style: Style) -> DeltaGenerator:
    """Draw the choice; return where `tell` says what it does.

    Parameters
    ----------
    style : Style
        What is chosen.
    """
    st.segmented_control(
        "Smaller file",
        choices(style.dither),
        format_func=lambda smaller: _NAMES[smaller],
        required=True,
        key=state.SMALLER,
    )
    with st.container(key="price"):
        spot = st.empty()
    spot.write(f":small[{_MEANING[style.smaller]}]")
    return spot


def tell(
    spot: DeltaGenerator,
    style: Style,
    sizes: tuple[int, int],
    qualities: tuple[Quality, Quality],
) -> None:
    """Say what the choice saves, and what it costs.

    Parameters
    ----------
    spot : DeltaGenerator
        What `show` returned.
    style : Style
        What is chosen.
    sizes : tuple of int
        Bytes of the file without it, and with it.
    qualities : tuple of Quality
        How near the picture is to the original without it, and with it.
    """
    usual, small = sizes
    saved = f"{text.size(small)} instead of {text.size(usual)}"
    saved += f", {text.change(usual, small)}."
    before, after = (f"{each.mean_difference:.2f}" for each in qualities)
    cost = f" Color difference {after} on average instead of {before}."
    if style.smoothness == 0:
        cost = " Nothing is lost."
    spot.write(f":small[{_MEANING[style.smaller]} {saved}{cost}]")

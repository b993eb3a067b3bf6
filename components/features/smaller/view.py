"""A smaller file: squeezed, and if wanted with a little more error."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Quality
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.style import CHOICES, Smaller, Style, choices
from components.shared import progress, run, text, work
from components.shared.state import Setting

SMALLER: Final = Setting("smaller", CHOICES)

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


def chosen_style(dither: bool) -> Style:
    """Return how to draw and write, taking from the address at first.

    Call it before `show`, which comes later on the page.

    Parameters
    ----------
    dither : bool
        Whether colors mix by dots.
    """
    chosen = SMALLER.recall(choices(dither))
    SMALLER.write(chosen)
    return Style(dither, chosen)


def show(document: Document, drawing: Drawing, k: int) -> None:
    """Draw the choice, and say what it does; what it costs comes later.

    Parameters
    ----------
    document : Document
        The picture.
    drawing : Drawing
        The picture in k colors.
    k : int
        Number of colors.
    """
    style = document.style
    st.segmented_control(
        "Smaller file",
        choices(style.dither),
        format_func=lambda smaller: _NAMES[smaller],
        required=True,
        key=SMALLER.key,
        wrap=True,
    )
    with st.container(key="price"):
        spot = st.empty()
    spot.write(f":small[{_MEANING[style.smaller]}]")

    def tell_the_price() -> None:
        usual, chosen = document.quick.drawn_in(k), document.drawn_in(k)
        before = work.sizes(progress.quietly, document, (k,))[k]
        qualities = (
            work.quality.wait(progress.quietly, usual),
            work.quality.wait(progress.quietly, chosen),
        )
        tell(spot, style, (before, len(drawing.png)), qualities)

    if style.squeezed:
        run.later(run.Turn.COSTS, tell_the_price)


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
        Its place.
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
        cost = " No pixel changes by that."
    spot.write(f":small[{_MEANING[style.smaller]} {saved}{cost}]")

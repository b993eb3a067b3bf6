"""A smaller file: squeezed, and if wanted with a little more error."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Dither, Quality
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.style import CHOICES, WITH_DOTS, WITHOUT_DOTS, Smaller, Style
from components.shared import progress, run, text, work
from components.shared.callback import whole
from components.shared.state import Setting

SMALLER: Final = Setting("smaller", CHOICES)
_WITH_DOTS: Final = "smaller_with_dots"

_NAMES: Final[dict[Smaller, str]] = {
    "no": "Off",
    "same": "Same pixels",
    "gentle": "Gently",
    "more": "More",
    "strong": "Strongly",
}
_MEANING: Final[dict[Smaller, str]] = {
    "no": "An ordinary file. The other choices make it smaller, and take longer.",
    "same": "The same pixels, packed as tightly as can be.",
    "gentle": "Also, pixels may keep a neighbor's color where that hardly shows.",
    "more": "Also, pixels may keep a neighbor's color where that shows little.",
    "strong": "Also, pixels may keep a neighbor's color: small areas grow together.",
}


def chosen_style(dither: bool, dots: Dither) -> Style:
    """Return how to draw and write, taking from the address at first.

    Call it before `show`, which comes later on the page.

    Parameters
    ----------
    dither : bool
        Whether colors mix by dots.
    dots : {"full", "gentle", "bayer", "blue-noise"}
        What kind of dots.
    """
    chosen = SMALLER.recall()
    SMALLER.write(chosen)
    return Style(dither, chosen, dots)


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
    if style.dither:
        _choose_with_dots(style)
    else:
        _choose(CHOICES, "Smaller file", SMALLER.key)
    with st.container(key="price"):
        spot = st.empty()
    spot.write(f":small[{_MEANING[style.done]}]")

    def tell_the_price() -> None:
        usual, chosen = document.quick.drawn_in(k), document.drawn_in(k)
        before = work.sizes(progress.quietly, document.quick, (k,))[k]
        qualities = (
            work.quality.wait(progress.quietly, usual),
            work.quality.wait(progress.quietly, chosen),
        )
        tell(spot, style, (before, len(drawing.png)), qualities)

    if style.squeezed:
        run.later(run.Turn.COSTS, tell_the_price)


def _choose(
    among: tuple[Smaller, ...], label: str, key: str, disabled: bool = False
) -> None:
    st.segmented_control(
        label,
        among,
        # What is set through the session is told once, and a browser that gets two
        # answers at once sees the second only; this is told with each.
        default=None if disabled else st.session_state[key],
        format_func=lambda smaller: _NAMES[smaller],
        required=not disabled,
        key=key,
        on_change=_taken if key == _WITH_DOTS else None,
        disabled=disabled,
        # Grayed out it could not be read; the sentence below says why it is off.
        label_visibility="collapsed" if disabled else "visible",
        wrap=True,
    )


def _choose_with_dots(style: Style) -> None:
    """Draw the choices that dots leave, and beside them those that they do not."""
    if st.session_state.get(_WITH_DOTS) != style.done:
        st.session_state[_WITH_DOTS] = style.done
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose(WITH_DOTS, "Smaller file", _WITH_DOTS)
        _choose(WITHOUT_DOTS, "Not together with Dither", "smaller_off", disabled=True)
    name = _NAMES[style.smaller]
    back = "" if style.smaller == style.done else f" {name} is back when Dither is off."
    st.write(
        ":small[Gently, More and Strongly are off while Dither is on: they let"
        f" neighboring pixels have the same color, which would undo the dots.{back}]"
    )


@whole
def _taken() -> None:
    """React to what is chosen where there are dots: it holds without them too."""
    st.session_state[SMALLER.key] = st.session_state[_WITH_DOTS]


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
    before, after = (f"{each.mean_difference:.2f}" for each in qualities)
    cost = f" Color difference {after} on average instead of {before}."
    if style.smoothness == 0:
        cost = " No pixel changes by that."
    spot.write(f":small[{_MEANING[style.done]} {_saving(*sizes)}{cost}]")


def _saving(usual: int, small: int) -> str:
    """Say what is saved; sizes that read the same are not set against each other."""
    if usual == small:
        return "Here that makes the file no smaller."
    before, after = text.size(usual), text.size(small)
    instead = after if before == after else f"{after} instead of {before}"
    return f"{instead}, {text.change(usual, small)}."

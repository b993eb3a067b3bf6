"""How wide a pattern is to be, where the colors are those of threads, beads, bricks."""

from dataclasses import replace
from typing import Final

import streamlit as st

from components.features.pattern.work import narrowed
from components.model.given import Given
from components.model.picture import Picture
from components.shared import address, text
from components.shared.callback import whole
from components.shared.pieces import PIXEL, pieces

_WIDTH: Final = "_pattern_width"
_INPUT: Final = "across"
_PARAMETER: Final = "across"
_LEAST: Final = 4
_MOST: Final = 99_999


def show(picture: Picture, given: Given) -> Picture:
    """Draw the choice where a pixel becomes a thing; return the picture as wide.

    Parameters
    ----------
    picture : Picture
        As it was loaded.
    given : Given
        What its colors are taken from.

    Returns
    -------
    Picture
        The same where nobody wants it narrower, or where a pixel is a pixel.
    """
    listed, most, width = given.listed, picture.image.width, _recall()
    one, several = PIXEL if listed is None else pieces(listed.kind)
    if several == PIXEL[1] or most <= _LEAST:
        address.write(_PARAMETER, None)
        return picture
    address.write(_PARAMETER, None if width is None else str(width))
    fits = width is not None and _LEAST <= width < most
    st.number_input(
        f"Width in {several}",
        min_value=_LEAST,
        max_value=most,
        value=width if fits else most,  # a popover that opens draws it anew
        step=1,
        key=_INPUT,
        on_change=_taken,
        args=(most,),
        width=320,
    )
    left = narrower(picture, width, several) if fits and width else picture
    image = left.image
    st.write(
        f":small[One pixel is one {one}: {image.width:,} × {image.height:,}"
        f" {several} in all. The picture itself is {text.count(most, 'pixel')} wide.]"
    )
    return left


def narrower(picture: Picture, width: int, several: str) -> Picture:
    """Return a picture of so many pixels across, with a sentence on that.

    Parameters
    ----------
    picture : Picture
        As it was loaded.
    width : int
        Pixels, fewer than it has.
    several : str
        What pixels become.
    """
    image, table = narrowed(picture, width)
    return replace(
        picture,
        image=image,
        table=table,
        bare=None,
        name_of_width=f"{width} wide",
        said=f"Reduced to {image.width:,} × {image.height:,} {several}.",
    )


def _recall() -> int | None:
    """Return the width that somebody wants; at first, that of the address."""
    if _WIDTH not in st.session_state:
        asked = st.query_params.get(_PARAMETER, "")
        known = asked.isdecimal() and len(asked) <= len(str(_MOST))
        st.session_state[_WIDTH] = int(asked) if known else None
    width: int | None = st.session_state[_WIDTH]
    return width


@whole
def _taken(most: int) -> None:
    """React to what was typed; as wide as the picture is no wish."""
    typed = int(st.session_state[_INPUT])
    st.session_state[_WIDTH] = typed if typed < most else None

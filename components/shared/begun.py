"""What is drawn before its turn: while the page above it, or its fits, are made."""

import time
from typing import Final

import streamlit as st

from components.engine import Space, machine_code
from components.model.document import Document
from components.model.fits import Fits
from components.model.given import Given
from components.model.picture import Picture
from components.model.style import Style
from components.shared import edits, work
from components.work.job import identity

# What `work.sweep` takes.
Wanted = tuple[Picture, int, Space, bool, Given]

_LAST: Final = "_begun"  # the k that was asked for last, and when
_FIRST: Final = "_first_shown"  # what is shown for the first time, and its k

# Seconds for which a k has to have stood before another is drawn at once. Who holds an
# arrow key asks for thirty a second, most of which are never shown.
_CALM: Final = 0.3


def begin(wanted: Wanted, style: Style, k: int) -> None:
    """Begin to draw the whole picture in k colors, if its fits are known.

    A core that is idle does it, while this one puts together what comes before on the
    page. What takes long, a file that is packed tightly, begins where it is shown.

    Parameters
    ----------
    wanted : tuple
        What `work.sweep` takes.
    style : Style
        How the picture is drawn.
    k : int
        Number of colors.
    """
    before, since = st.session_state.get(_LAST, (None, 0.0))
    now = time.monotonic()
    if k != before:
        st.session_state[_LAST] = k, now
        if now - since < _CALM:
            return
    sweep = work.sweep.peek(*wanted)
    if sweep is None or not work.is_quick(style):
        return
    picture, _, measure, keep_flat, given = wanted
    fits = Fits(picture, measure, sweep, keeps_flat=keep_flat, given=given)
    document = Document(fits, style, edits.recall(fits))
    work.quick_drawing.begin(document.drawn_in(k))


def goes_on(wanted: Wanted, style: Style, k: int) -> bool:
    """Tell whether somebody goes on with colors that are not yet the best ones.

    Whoever brings a picture has the best ones soon, and figures of these alone. But
    who moves k before that wants to know what the file weighs in what he sees, and
    where many people are at work the best colors take their time. So they do where the
    page has just started, and loops are still being compiled.

    Parameters
    ----------
    wanted : tuple
        What `work.sweep` takes.
    style : Style
        How the picture is drawn. What takes long waits for the best colors.
    k : int
        Number of colors.
    """
    asked = identity(wanted)
    shown, first = st.session_state.get(_FIRST, (None, k))
    if shown != asked:
        first = k
    elif first != k:
        first = 0  # for as long as these are what is shown
    st.session_state[_FIRST] = asked, first
    soon = first == k and machine_code.at_hand()
    return not soon and work.is_quick(style)

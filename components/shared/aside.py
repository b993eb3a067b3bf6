"""The color that a visitor sets aside: in the session and in the address."""

import re
from typing import Any, Final

import streamlit as st

from components.model.set_aside import REACHES, WAYS, Reach, SetAside, Way
from components.shared import address
from components.shared.callback import whole
from components.shared.state import Setting, Switch

REACH: Final = Setting[Reach]("reach", REACHES)
AT_EDGE: Final = Switch("edge")
WAY: Final = Setting[Way]("as", WAYS)

_ASIDE: Final = "_aside_color"
_PARAMETER: Final = "aside"
_CODE: Final = re.compile("#?([0-9a-fA-F]{6})")


def recall() -> str | None:
    """Return the color, as ``#rrggbb``; at first, that of the address. None if none."""
    if _ASIDE not in st.session_state:
        found = _CODE.fullmatch(st.query_params.get(_PARAMETER, ""))
        st.session_state[_ASIDE] = f"#{found[1].lower()}" if found else None
    code: str | None = st.session_state[_ASIDE]
    return code


def wanted() -> SetAside | None:
    """Return what is set aside, and how; None if nothing is."""
    code = recall()
    if code is None:
        return None
    return SetAside(code, REACH.recall(), AT_EDGE.recall(), WAY.recall())


def write() -> None:
    """Put the color into the address, or take it out."""
    code = recall()
    address.write(_PARAMETER, code and code[1:])


@whole
def take_from(widget: str) -> None:
    """Set a color aside, or none, as one of our own widgets has told."""
    told: Any = st.session_state[widget]["aside"]
    if told is None:
        return
    code = told["code"]
    if code is None or _CODE.fullmatch(code):
        st.session_state[_ASIDE] = code and code.lower()


@whole
def count_again() -> None:
    """Set no color aside; only from a callback."""
    st.session_state[_ASIDE] = None

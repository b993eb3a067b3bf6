"""Colors that a visitor keeps in the palette: in the session and in the address."""

import re
from typing import Any, Final

import streamlit as st

from components.shared import address
from components.shared.callback import whole

MOST: Final = 32

_PINS: Final = "_pins"
_PARAMETER: Final = "pin"
_CODE: Final = re.compile("#?([0-9a-fA-F]{6})")


def recall() -> tuple[str, ...]:
    """Return the colors to keep, as ``#rrggbb``; at first, those of the address."""
    if _PINS not in st.session_state:
        asked = st.query_params.get(_PARAMETER, "").split(",")
        st.session_state[_PINS] = _different(asked)
    return tuple(st.session_state[_PINS])


def write() -> None:
    """Put the colors to keep into the address."""
    codes = ",".join(code[1:] for code in recall())
    address.write(_PARAMETER, codes or None)


@whole
def take_from(widget: str) -> None:
    """Keep a color, or let it go, as one of our own widgets has told."""
    told: Any = st.session_state[widget]["pin"]
    if told is None:
        return
    (keep if told["keep"] else let_go)(str(told["code"]))


@whole
def keep(code: str) -> None:
    """Keep a color too; only from a callback."""
    st.session_state[_PINS] = _different([*recall(), code])


@whole
def let_go(code: str) -> None:
    """Keep a color no longer; only from a callback."""
    st.session_state[_PINS] = tuple(each for each in recall() if each != code)


@whole
def let_all_go() -> None:
    """Keep no color; only from a callback."""
    st.session_state[_PINS] = ()


def _different(codes: list[str]) -> tuple[str, ...]:
    """Return each different color once, as far as it is one and there is room."""
    found = (_CODE.fullmatch(code.strip()) for code in codes)
    plain = dict.fromkeys(f"#{each[1].lower()}" for each in found if each)
    return tuple(plain)[:MOST]

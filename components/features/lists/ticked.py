"""Which colors of a list somebody has."""

from typing import Final

import streamlit as st

from components.engine import ColorList
from components.features.lists import bits
from components.shared import address, own_colors, text
from components.shared.callback import whole

_PARAMETER: Final = "have"
_ASKED: Final = "_have_asked"
_NO_SUCH: Final = "_have_no_such"
_TICKED: Final = "_have"  # rows of each list
_HAVE: Final = "have_"  # key of the choice, with that of the list behind
_CODES: Final = "have_codes"


def show(listed: ColorList) -> ColorList:
    """Draw the choice of what is there; return that part of the list, or all of it."""
    rows = recall(listed)
    key = _HAVE + listed.key
    if st.session_state.get(key) != rows:
        st.session_state[key] = rows
    with st.form("have", border=False, clear_on_submit=True):
        st.text_input(
            "I have only some of these: their codes",
            key=_CODES,
            placeholder=f"{', '.join(listed.codes[:3])} …",
        )
        st.form_submit_button("Add them", on_click=_add, args=(listed,))
    about, missing = st.session_state.get(_NO_SUCH, ("", ""))
    if missing and about == listed.key:
        st.error(text.plain(missing))
    st.multiselect(
        "What I have (if empty, all are used)",
        range(len(listed)),
        default=rows,  # a popover that opens draws it anew
        format_func=lambda row: listed.entry(row).label,
        key=key,
        on_change=_changed,
        args=(listed,),
        placeholder=f"All {text.colors(len(listed))}",
    )
    rows = recall(listed)
    _write(listed, rows)
    return listed.part(rows) if rows else listed


def forget_address() -> None:
    """Take what somebody has out of the address, where no list is chosen."""
    address.write(_PARAMETER, None)


def recall(listed: ColorList) -> list[int]:
    """Return the rows that are ticked; at first, those that the address names."""
    if _ASKED not in st.session_state:
        st.session_state[_ASKED] = True
        asked = st.query_params.get(_PARAMETER, "")
        rows = bits.read(listed, asked)
        rows = listed.find(asked)[0] if rows is None else rows
        st.session_state[_TICKED] = {listed.key: rows}
    return list(st.session_state[_TICKED].get(listed.key, []))


def _keep(listed: ColorList, rows: list[int]) -> None:
    before = st.session_state.get(_TICKED, {})
    st.session_state[_TICKED] = {**before, listed.key: sorted(set(rows))}


@whole
def _changed(listed: ColorList) -> None:
    _keep(listed, list(st.session_state[_HAVE + listed.key]))
    st.session_state[_NO_SUCH] = ("", "")


@whole
def _add(listed: ColorList) -> None:
    rows, missing = listed.find(str(st.session_state.get(_CODES) or ""))
    _keep(listed, [*recall(listed), *rows])
    st.session_state[_NO_SUCH] = (listed.key, listed.lacks(missing))


def _write(listed: ColorList, rows: list[int]) -> None:
    """Put into the address what is ticked: by codes, which people can read, if few."""
    if len(rows) > own_colors.MOST_IN_ADDRESS:
        address.write(_PARAMETER, bits.write(listed, rows))
    else:
        codes = ",".join(listed.codes[row] for row in rows)
        address.write(_PARAMETER, codes or None)

"""The page's address, written so that the browser has it in the end."""

from typing import Final
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_SENT: Final = "_sent_to_address"  # what was written last, by name


def write(name: str, value: str | None) -> None:
    """Put a parameter into the address, or take it out.

    What a run has written that was cut off may never have been sent, although Streamlit
    takes it for written. So the address counts that the browser has named in its
    request: where that is another one, it is told once more. So it is where another one
    may still be on its way to the browser: what was written last counts too.

    Parameters
    ----------
    name : str
        Name of the parameter.
    value : str or None
        Its value; None takes it out.
    """
    sent = st.session_state.get(_SENT, {})
    known = sent.get(name, value)
    if st.query_params.get(name) == known == value == _in_browser(name, value):
        return
    st.session_state[_SENT] = {**sent, name: value}
    if value is not None:
        st.query_params[name] = value
        return
    st.query_params[name] = ""  # taking out what is not there would tell nobody
    del st.query_params[name]


def _in_browser(name: str, unknown: str | None) -> str | None:
    context = get_script_run_ctx()
    if context is None:
        return unknown
    named = parse_qs(context.query_string, keep_blank_values=True)
    return named.get(name, [None])[-1]

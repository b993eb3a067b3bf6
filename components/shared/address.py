"""The page's address, written so that the browser has it in the end."""

from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def write(name: str, value: str | None) -> None:
    """Put a parameter into the address, or take it out.

    What a run has written that was cut off may never have been sent, although Streamlit
    takes it for written. So the address counts that the browser has named in its
    request: where that is another one, it is told once more.

    Parameters
    ----------
    name : str
        Name of the parameter.
    value : str or None
        Its value; None takes it out.
    """
    if st.query_params.get(name) == value == _in_browser(name, value):
        return
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

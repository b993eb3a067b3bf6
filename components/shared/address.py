"""The page's address, written so that the browser has it in the end."""

import streamlit as st


def write(name: str, value: str | None) -> None:
    """Put a parameter into the address, or take it out.

    Parameters
    ----------
    name : str
        Name of the parameter.
    value : str or None
        Its value; None takes it out.
    """
    if st.query_params.get(name) == value:
        return
    if value is None:
        del st.query_params[name]
    else:
        st.query_params[name] = value


def tell() -> None:
    """Tell the browser the address, whatever it may have; once a run, when all is in.

    A run begins with the address that its request names. That can be older than what
    the browser has been sent since: requests cross answers, and what a run has written
    that was cut off may or may not have left. No run can know, so none is trusted but
    the last, which nothing cuts off. The browser leaves alone an address that it has.
    """
    st.query_params.update()

"""What people read when the page fails by an unexpected exception."""

import streamlit as st

from components.shared import text

_UNEXPECTED = (
    "**Something went wrong here**, and the page stops at this point. Try again;"
    " if it stops once more, reload the page or take another picture."
)


def show_error(problem: Exception) -> bool:
    """Show a visitor, in a sentence, that the page could not be drawn to its end.

    What went wrong, and where, stands in the server's log and is nobody else's.

    Parameters
    ----------
    problem : Exception
        What went wrong.

    Returns
    -------
    bool
        True: Streamlit need not say more.
    """
    with st.container(key="failure"):  # over the page, whose end may be out of sight
        st.error(
            text.NO_MEMORY if isinstance(problem, MemoryError) else _UNEXPECTED,
            icon=":material/sentiment_dissatisfied:",
        )
        st.button("Try again", key="try_again")
    return True

"""What people read when something went wrong that nobody thought of."""

import streamlit as st

from components.shared import text

_UNKNOWN = (
    "**Something went wrong here**, and the page stops at this point. Try again;"
    " if it stops once more, reload the page or take another picture."
)


def say_sorry(problem: Exception) -> bool:
    """Tell a visitor, in a sentence, that the page could not be drawn to its end.

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
    st.error(
        text.NO_MEMORY if isinstance(problem, MemoryError) else _UNKNOWN,
        icon=":material/sentiment_dissatisfied:",
    )
    st.button("Try again", key="try_again")
    return True

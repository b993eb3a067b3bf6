"""Headings of the page."""

import re

import streamlit as st


def header(words: str) -> None:
    """Draw the heading of a part of the page.

    A heading that is given no name Streamlit names after its words, in the browser,
    whenever it draws it, by a search for thousands of letters one after the other, even
    if no link to it is to be seen. So it gets its name here; the link is hidden by
    ``page.css``.

    Parameters
    ----------
    words : str
        What it says.
    """
    st.header(words, anchor=_named(words))


def title(words: str) -> None:
    """Draw the heading of all of the page, as `header` does.

    Parameters
    ----------
    words : str
        What it says.
    """
    st.title(words, anchor=_named(words))


def _named(words: str) -> str:
    """Return words as part of an address.

    Examples
    --------
    >>> _named("Where to stop?")
    'where-to-stop'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")

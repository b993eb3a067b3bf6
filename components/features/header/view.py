"""The title, and the page's name in the browser."""

import streamlit as st

from components.shared import samples
from components.shared.heading import title


def configure() -> None:
    """Name the page's tab in the browser, and take all of the window's width."""
    st.set_page_config(
        page_title="k-colors: how few colors does this picture need?",
        page_icon=samples.icon(),
        layout="wide",
    )


def show() -> None:
    """Draw the title, which says what the page is for."""
    with st.container(key="title", width="content"):
        title("How few colors does this picture need?")

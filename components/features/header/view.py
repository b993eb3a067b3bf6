"""The title, and what the page is for."""

import streamlit as st

from components.shared import samples


def show() -> None:
    """Draw the top of the page, and name its tab in the browser."""
    st.set_page_config(
        page_title="k-colors: how few colors does this picture need?",
        page_icon=samples.icon(),
        layout="wide",
    )
    st.title("How few colors does this picture need?")
    st.write(
        "Move the slider: the picture is drawn again in **k** colors, chosen by"
        " k-means. Stop where you no longer see a difference, or where the curve"
        " below bends."
    )

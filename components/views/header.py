"""The title, and what the page is for."""

import streamlit as st


def show() -> None:
    """Draw the top of the page."""
    st.title("How few colors does this picture need?")
    st.write(
        "Move the slider: the picture is drawn again in **k** colors, chosen by"
        " k-means. Stop where you no longer see a difference, or where the curve"
        " below bends."
    )

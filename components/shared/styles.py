"""The looks of the page's regions, each in a file beside its feature."""

import functools
from pathlib import Path

import streamlit as st

_FEATURES = Path(__file__).parents[1] / "features"


def show() -> None:
    """Put the rules of all features on the page; they take no room."""
    st.html(f"<style>{_rules()}</style>")


@functools.cache
def _rules() -> str:
    files = sorted(_FEATURES.glob("*/page.css"))
    return "\n".join(file.read_text("utf-8") for file in files)

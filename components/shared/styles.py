"""The looks of the page's regions, each in a file beside its feature."""

import functools
from pathlib import Path

import streamlit as st

_FEATURES = Path(__file__).parents[1] / "features"
_OWN = Path(__file__).with_name("page.css")


def show() -> None:
    """Put the rules of all features on the page; they take no room."""
    st.html(f"<style>{_rules()}</style>")


@functools.cache
def _rules() -> str:
    files = [_OWN, *sorted(_FEATURES.glob("*/page.css"))]
    return "\n".join(file.read_text("utf-8") for file in files)

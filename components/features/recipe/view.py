"""The recipe: the same result in plain Python."""

from typing import Final

import streamlit as st

from components.engine import hex_code, round_centers
from components.features import recipe
from components.model.document import Document
from components.model.mission import Lesson
from components.shared.filenames import safe_name
from components.shared.heading import header

_FITTED: Final = (
    "This program finds the same colors with numpy, pandas, Pillow and scikit-learn,"
    " and explains each step; the notebook also draws them."
)
_LISTED: Final = (
    "This program draws the picture in the colors that were chosen from the list, with"
    " numpy, pandas and Pillow, compares them with a free fit by scikit-learn, and"
    " explains each step; the notebook also draws them."
)


def show(document: Document, k: int) -> None:
    """Draw the recipe, with buttons that save it.

    Parameters
    ----------
    document : Document
        The picture, its final fits, and whether colors are mixed by dots.
    k : int
        Number of colors.
    """
    picture = document.picture
    settings = _settings(document, k)
    program = recipe.script(settings)
    header("The recipe: do it yourself in Python")
    st.write(_LISTED if document.fits.given.listed else _FITTED)
    with st.container(horizontal=True):
        st.download_button(
            "Download the script",
            data=program,
            file_name=safe_name(picture.name, f"-k{k}.py"),
            mime="text/x-python",
            key="download_script",
            on_click="ignore",
            icon=":material/code:",
        )
        st.download_button(
            "Download the notebook",
            data=recipe.notebook(settings),
            file_name=safe_name(picture.name, f"-k{k}.ipynb"),
            mime="application/x-ipynb+json",
            key="download_notebook",
            on_click="ignore",
            icon=":material/menu_book:",
        )
    # In one color and at full height: Streamlit's colors for code are too faint to
    # read for some, and a box that scrolls is out of a keyboard's reach.
    st.code(program, language=None, wrap_lines=True)


def answers(document: Document, lesson: Lesson) -> bytes:
    """Write a notebook that answers a lesson, whatever k is on the page.

    Parameters
    ----------
    document : Document
        The picture and its final fits.
    lesson : Lesson
        What is asked.
    """
    pixels = document.picture.table.pixels
    return recipe.answers(_settings(document, 1), lesson, pixels)


def _settings(document: Document, k: int) -> recipe.Settings:
    picture, sweep = document.picture, document.sweep
    entries = document.fits.entries(k) or ()
    centers, device = sweep.colors[k - 1], document.drawn_in(k).device
    return recipe.Settings(
        picture=picture.name,
        result=safe_name(picture.name, f"-k{k}.png"),
        space=document.fits.space,
        start=sweep.previous[k - 1] if sweep.previous else centers,
        palette=round_centers(centers),
        image=picture.image,
        dither=document.style.dither,
        flat=recipe.flat_rows(sweep, k),
        kept=recipe.kept_rows(centers, document.fits.given.fixed),
        labels=tuple(each.label for each in entries),
        device=() if device is None else tuple(map(hex_code, device)),
        explained=recipe.explained(sweep, k),
        edits=document.edits_in(k),
    )

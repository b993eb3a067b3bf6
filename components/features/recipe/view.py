"""The recipe: the same result in plain Python."""

import streamlit as st

from components.cache import Picture
from components.engine import Space, Sweep, round_centers
from components.engine.reading.icc import CONVERTED
from components.features import recipe
from components.shared.filenames import safe_name

# How notes begin on what is done to rare files and left out of the recipe.
_LEFT_OUT = ("Reduced from 16", "Its brightness", "Colors converted from Lab")


def show(
    picture: Picture, sweep: Sweep, k: int, measure: Space, dither: bool = False
) -> None:
    """Draw the recipe, folded, with buttons that save it.

    Parameters
    ----------
    picture : Picture
        The original.
    sweep : Sweep
        Its fits, final.
    k : int
        Number of colors.
    measure : {"srgb", "oklab", "standardized"}
        Space of the sweep.
    dither : bool
        Whether colors are mixed by dots.
    """
    settings = _settings(picture, sweep, k, measure, dither)
    program = recipe.script(settings)
    with st.expander("The recipe: do it yourself in Python"):
        st.write(
            "This program finds the same colors with numpy, pandas, Pillow and"
            " scikit-learn, and explains each step; the notebook also draws them."
        )
        _caution(picture)
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


def _settings(
    picture: Picture, sweep: Sweep, k: int, measure: Space, dither: bool
) -> recipe.Settings:
    return recipe.Settings(
        picture=picture.name,
        result=safe_name(picture.name, f"-k{k}.png"),
        space=measure,
        start=sweep.previous[k - 1],
        palette=round_centers(sweep.centers[k - 1]),
        dither=dither,
        profile=any(note.startswith(CONVERTED) for note in picture.image.notes),
        heif=picture.image.format == "HEIF",
    )


def _caution(picture: Picture) -> None:
    """Say so if the page read the picture in a way that the recipe does not."""
    if any(note.startswith(_LEFT_OUT) for note in picture.image.notes):
        st.write(
            "For a file of this rare kind the page does more than the recipe: see the"
            " remarks where you chose it. Save the picture as a plain PNG, load that,"
            " and take its recipe."
        )

"""In which format somebody takes a palette along, and the button that saves it."""

from collections.abc import Callable

import streamlit as st

from components.engine.writing import PALETTE_FILES, PaletteFormat
from components.shared.palette_files import PALETTES


def show(
    label: str,
    of: str,
    write: Callable[[PaletteFormat], bytes],
    name: Callable[[str], str],
) -> None:
    """Draw the choice of a palette format, and the button that saves it.

    Parameters
    ----------
    label : str
        What the choice is called.
    of : str
        Put into the keys of both, to tell them from those of another palette; empty for
        that of the picture.
    write : callable
        Returns the file in a format.
    name : callable
        Returns the name of the file for an ending, such as ``.gpl``.
    """
    chosen = st.selectbox(
        label,
        list(PALETTES),
        format_func=PALETTES.__getitem__,
        key=f"{of}palette_as",
        width=320,
    )
    kind = PALETTE_FILES[chosen]
    st.download_button(
        f"Download palette (.{kind.ending.rpartition('.')[2]})",
        data=write(chosen),
        file_name=name(kind.ending),
        mime=kind.mime,
        key=f"download_{of}palette",
        on_click="ignore",
        icon=":material/palette:",
    )

"""One palette for many pictures, or for all frames of one, by the page's settings."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components.engine import Metric, Space, round_centers
from components.model.document import Document
from components.model.fits import Fits
from components.model.picture import Picture
from components.model.way import Way
from components.shared import progress, wish, work
from components.shared.drawing_settings import FLAT


class RuleForAll(TypedDict):
    """A space in whole numbers, as `Metric`."""

    space: Space
    times: list[int]


class PalettesForAll(TypedDict):
    """The palettes for all of k = 1..K, hexadecimal, as a browser is sent them."""

    key: str
    metric: RuleForAll
    colors: list[str]


def packed(
    key: str, metric: Metric, palettes: Sequence[NDArray[np.float64]]
) -> PalettesForAll:
    """Return the palettes for all as a browser is sent them.

    Parameters
    ----------
    key : str
        Tells them from all others.
    metric : Metric
        Space in which a pixel's nearest color is looked for.
    palettes : sequence of ndarrays of shape (k, 3), float64
        For each k what is drawn in, sRGB, 0–255, unrounded.
    """
    return {
        "key": key,
        "metric": {"space": metric.space, "times": list(metric.times)},
        "colors": [round_centers(each).tobytes().hex() for each in palettes],
    }


def way_of(document: Document) -> Way:
    """Return how the palette is found: as that of the page's own picture."""
    return Way(document.fits.space, document.fits.given, FLAT.recall())


def find_fits(stands: Picture, way: Way, limits: Sequence[int]) -> list[Fits]:
    """Find the palettes for all, with a bar where that takes long.

    Parameters
    ----------
    stands : Picture
        What stands for all where only their colors matter.
    way : Way
        How they are found.
    limits : sequence of int
        How far each sweep goes.
    """
    flat = way.flat and way.given.listed is None and work.has_flat_colors(stands)
    spot = st.empty()
    fits = []
    for limit in limits:
        with progress.progress(spot, "Finding the best colors for all …") as watch:
            wanted = (stands, limit, way.space, flat, way.given)
            sweep = work.sweep.wait(watch, *wanted)
        fits.append(Fits(stands, way.space, sweep, True, flat, way.given))
    return fits


def tell_what_is_not(document: Document, asked: int, others: bool = False) -> None:
    """Say which of the page's settings do not hold here.

    Parameters
    ----------
    document : Document
        The picture of the page.
    asked : int
        Number of colors that the slider has.
    others : bool
        Whether these are other pictures than the page's, of which what is set aside
        does not count; otherwise they are all frames of that, and it counts.
    """
    said = []
    end = document.fits.end
    if others and end < wish.k_max():
        said.append(
            f"The slider goes to {end}, because the picture above has no more"
            " colors; choose another one there to go further."
        )
    if not others and document.picture.before is not None:
        said.append("What is set aside of the picture above counts here as ever.")
    if document.edits_in(asked):
        said.append("Colors that you changed above are not changed here.")
    if document.picture.name_of_width:
        said.append("All are drawn as wide as their files are.")
    if document.style.smoothness:
        said.append("What makes the files smaller is seen in the files alone.")
    if said:
        st.write(f":small[{' '.join(said)}]")


def show_line(command: str, name: str, own: bytes | None, key: str) -> None:
    """Show a command, to be copied, and what goes with it.

    Parameters
    ----------
    command : str
        One line.
    name : str
        The file that it names for colors of one's own, if it does.
    own : bytes or None
        That file; None if the line names none.
    key : str
        Of the button for it.
    """
    st.code(command, language="bash", wrap_lines=True)
    if own is not None:
        st.write("Your colors go with it, in a file:")
        st.download_button(
            f"Download {name}",
            data=own,
            file_name=name,
            mime="text/plain",
            key=key,
            on_click="ignore",
            icon=":material/palette:",
        )

"""The curve that helps to stop."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Sweep
from components.features.curve import cached as drawn
from components.features.curve import chart, table, widget
from components.model.document import Document
from components.shared import progress, run, state, text, work
from components.shared.filenames import stem

ELBOW: Final = "elbow"  # the chart, and what was clicked in it
CURVE: Final = "curve"  # the keyboard's way along the curve
_VIEW: Final = "curve_view"
_SIZES: Final = "sizes"
_CLICKED_K: Final = "_clicked_k"

_STEPS = (
    "Bytes of an indexed PNG, really written for each k. It grows in steps after 2, 4"
    " and 16 colors: from there on a pixel takes 2, 4 or 8 bits instead of 1, 2 or 4."
)


def show(document: Document, k: int) -> None:
    """Draw how well each number of colors does; a click or a key sets k.

    Parameters
    ----------
    document : Document
        The picture and its fits. While these are not final, the chart's place is
        kept free: drawn twice it would flash.
    k : int
        Number of colors.
    """
    view = st.segmented_control(
        "The curve shows",
        list(chart.VIEWS),
        format_func=lambda view: chart.VIEWS[view],
        default="explained",
        required=True,
        key=_VIEW,
        wrap=True,
    )
    sizes = _sizes(document)
    if document.fits.final:
        _chart(document, view or "explained", sizes)
    else:
        st.container(height=chart.HEIGHT, border=False)
    ks = range(1, document.sweep.k_max + 1)
    widget.give_readings([reading(document.sweep, each) for each in ks])
    widget.curve(k, chart.mark_k(ELBOW, "$k"), CURVE, curve_moved)
    _table(document, sizes)


def _sizes(document: Document) -> drawn.Sizes:
    """Draw the switch for the sizes; return them if they are wanted and all known.

    With a part of them the chart would flash once more; all that are missing are
    weighed later.
    """
    if not st.toggle("And the file size for each k", key=_SIZES):
        st.empty()
        return None
    st.write(f":small[{_STEPS}]")
    spot = progress.slot("weighing")
    ks = tuple(range(1, document.sweep.k_max + 1))
    known = work.known_sizes(document, ks)
    if known is not None:
        return tuple(known.values())
    run.later(run.Turn.EVERY_K, lambda: _weigh_all(spot, document, ks))
    return None


def _weigh_all(spot: DeltaGenerator, document: Document, ks: tuple[int, ...]) -> None:
    """Weigh the file of every k, and draw the chart anew."""
    with progress.progress(spot, "Writing and weighing the file of every k …") as watch:
        work.sizes(watch, document, ks)
    st.rerun()


def _chart(document: Document, view: chart.View, sizes: drawn.Sizes) -> None:
    st.plotly_chart(
        drawn.figure(document.quick, view, sizes),
        key=ELBOW,
        on_select=elbow_clicked,
        selection_mode="points",
        config={"displayModeBar": False, "doubleClick": False},
        # Must not change with k: the chart would be mounted anew, with a flash.
        alt="Curve over the number of colors; the sentence below it says the same.",
    )


def elbow_clicked() -> None:
    """React to a click in the chart.

    A second click on the same point takes the selection back; it still means
    that point.
    """
    points = st.session_state[ELBOW]["selection"]["points"]
    if points:
        st.session_state[_CLICKED_K] = int(points[0]["x"])
    if _CLICKED_K in st.session_state:
        state.set_k(st.session_state[_CLICKED_K])


def curve_moved() -> None:
    """React to the keyboard on the curve."""
    state.take_k_from(CURVE)


def reading(sweep: Sweep, k: int) -> str:
    """Say what the curve says at k."""
    explained = sweep.variance_explained
    sentence = (
        f"k = {k} explains {text.percent(float(explained[k - 1]))} of the picture's"
        " color variance."
    )
    if k == explained.size:
        return sentence
    gain = text.points(100 * float(explained[k] - explained[k - 1]))
    return f"{sentence} One more color would add {gain}."


def _table(document: Document, sizes: drawn.Sizes) -> None:
    with st.expander(table.LABEL):
        st.html(drawn.table(document.quick, sizes))
        st.download_button(
            "Table as CSV",
            data=drawn.csv(document.quick, sizes),
            file_name=f"{stem(document.picture.name)}-curve.csv",
            mime="text/csv",
            key="download_csv",
            on_click="ignore",
            icon=":material/download:",
            help="Every number in full, and the palette of every k.",
        )

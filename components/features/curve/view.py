"""The curve that helps to stop."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from components import background, cache
from components.background import Subject
from components.engine import Sweep
from components.features.curve import chart, table, widget
from components.shared import progress, state, text
from components.shared.filenames import stem

_STEPS = (
    "Bytes of an indexed PNG, really written for each k. It grows in steps after 2, 4"
    " and 16 colors: from there on a pixel takes 2, 4 or 8 bits instead of 1, 2 or 4."
)


def show(
    subject: Subject, k: int, final: bool, store: DeltaGenerator
) -> DeltaGenerator:
    """Draw how well each number of colors does; a click or a key sets k.

    Parameters
    ----------
    subject : Subject
        The picture and its fits.
    k : int
        Number of colors.
    final : bool
        Whether the fits are final. The chart waits for that, its place kept free:
        drawn twice it would flash.
    store : DeltaGenerator
        Where to put what travels without being seen.

    Returns
    -------
    DeltaGenerator
        Where to say how far the sizes are.
    """
    sweep = subject.sweep
    view = st.segmented_control(
        "The curve shows",
        list(chart.VIEWS),
        format_func=lambda view: chart.VIEWS[view],
        default="explained",
        required=True,
        key=state.CURVE_VIEW,
        wrap=True,
    )
    with_sizes = st.toggle("And the file size for each k", key=state.SIZES)
    if with_sizes:
        st.write(f":small[{_STEPS}]")
    sizes = _sizes(subject) if with_sizes else None
    weighing = progress.slot("weighing") if with_sizes else st.empty()
    if final:
        st.plotly_chart(
            cache.curve(subject.quick.drawn, sweep, view or "explained", sizes),
            key=state.ELBOW,
            on_select=state.elbow_clicked,
            selection_mode="points",
            config={"displayModeBar": False, "doubleClick": False},
            # Must not change with k: the chart would be mounted anew, with a flash.
            alt="Curve over the number of colors; the sentence below it says the same.",
        )
    else:
        st.container(height=chart.HEIGHT, border=False)
    with store:
        widget.give_readings([reading(sweep, each + 1) for each in range(sweep.k_max)])
    widget.curve(k, chart.mark_k(state.ELBOW, "$k"), state.CURVE, state.curve_moved)
    _table(subject, sizes)
    return weighing


def _sizes(subject: Subject) -> NDArray[np.float64] | None:
    """Bytes for each k; None as long as any is unknown, or the chart would flash."""
    known = background.sizes_known(subject, range(1, subject.sweep.k_max + 1))
    return None if known is None else np.array(list(known.values()), dtype=np.float64)


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


def _table(subject: Subject, sizes: NDArray[np.float64] | None) -> None:
    with st.expander(table.LABEL):
        st.html(cache.table(subject.quick.drawn, subject.sweep, sizes))
        st.download_button(
            "Table as CSV",
            data=cache.csv(subject.quick.drawn, subject.sweep, sizes),
            file_name=f"{stem(subject.picture.name)}-curve.csv",
            mime="text/csv",
            key="download_csv",
            on_click="ignore",
            icon=":material/download:",
            help="Every number in full, and the palette of every k.",
        )

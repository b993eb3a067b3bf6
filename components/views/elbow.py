"""The curve that helps to stop."""

import streamlit as st

from components import figures, state, words
from components.engine import Sweep


def show(sweep: Sweep, k: int, final: bool) -> None:
    """Draw how much each number of colors explains; a click sets k.

    Parameters
    ----------
    sweep : Sweep
        The fits.
    k : int
        Number of colors.
    final : bool
        Whether the fits are final. The chart waits for that, its place kept free:
        drawn twice it would flash.
    """
    st.header("Where does it bend?")
    upside_down = st.toggle(
        "Upside down: show the error that is left (inertia)", key=state.UPSIDE_DOWN
    )
    values = sweep.inertia if upside_down else sweep.variance_explained
    st.html(figures.mark_k(state.ELBOW, k))
    if not final:
        st.container(height=figures.HEIGHT, border=False)
        st.write(reading(sweep, k))
        return
    st.plotly_chart(
        figures.elbow(values, upside_down),
        key=state.ELBOW,
        on_select=state.elbow_clicked,
        selection_mode="points",
        config={"displayModeBar": False, "doubleClick": False},
        # Must not change with k: the chart would be mounted anew, with a flash.
        alt="Curve over the number of colors; the sentence below it says the same.",
    )
    st.write(reading(sweep, k) + " Click a point to go there.")


def reading(sweep: Sweep, k: int) -> str:
    """Say what the curve says at k."""
    explained = sweep.variance_explained
    text = (
        f"**k = {k}** explains {words.percent(float(explained[k - 1]))} of the"
        " picture's color variance."
    )
    if k == explained.size:
        return text
    gain = 100 * float(explained[k] - explained[k - 1])
    points = f"{gain:.2f}" if gain >= 0.01 else "less than 0.01"
    return f"{text} One more color would add {points} percentage points."

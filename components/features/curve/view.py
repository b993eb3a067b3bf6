"""The curve that helps to stop."""

from collections.abc import Collection
from typing import Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Sweep, machine_code
from components.features.curve import cached as drawn
from components.features.curve import chart, table, widget
from components.features.curve.band import named
from components.model.document import Document
from components.model.style import Style
from components.shared import progress, run, stops, text, visual, wish, work
from components.shared.callback import whole
from components.shared.filenames import stem
from components.shared.heading import header
from components.shared.state import Setting, Switch

ELBOW: Final = "elbow"  # the chart, and what was clicked in it
CURVE: Final = "curve"  # the keyboard's way along the curve
VIEW: Final = Setting("curve_view", tuple(chart.VIEWS))
SIZES: Final = Switch("curve_sizes")
_DRAWN: Final = "_drawn_curve"  # which chart is on the page
_CLICKED: Final = "_clicked_point"  # in which chart, and what
_EARLY: Final = "_early_curve"  # key of the picture whose curve did not wait

_BYTES: Final = "Bytes of an indexed PNG, really written for each k."
_DEEPER: Final = {
    2: "2 bits instead of 1",
    4: "4 bits instead of 2",
    16: "8 bits instead of 4",
}

_WEIGHING: Final = {
    False: "Writing and weighing the file of every k …",
    True: "Making the file of every k smaller, and weighing it: this takes a while …",
}


def show(document: Document, k: int, changed: Collection[int] = ()) -> None:
    """Draw how well each number of colors does; a click or a key sets k.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    k : int
        Number of colors.
    changed : collection of int
        Of which k somebody has changed colors; the curve does not mind.
    """
    sizes = _known_sizes(document) if SIZES.recall() else None
    there = is_drawn(document.picture.key, document.fits.final)
    if there:
        _chart(document, VIEW.recall(), sizes)
    else:
        st.container(height=chart.HEIGHT, border=False)
    pins = len(document.fits.given.pins)
    readings = [
        reading(document.sweep, each, document.style, pins, each in changed)
        for each in document.fits.every_k
    ]
    widget.give_readings(readings, there)
    rings = {*stops.known(document.fits), *visual.known_steps(document)}
    mark = chart.ring_k(ELBOW, sorted(rings)) + chart.mark_k(ELBOW, "$k")
    widget.curve(k, mark, CURVE)


def is_drawn(picture: str, final: bool) -> bool:
    """Tell whether the chart is drawn, or its place kept free.

    Drawn twice it would flash, so it waits for the best colors, which are there within
    moments. Where the page has just started they take longer, and what is drawn stays.

    Parameters
    ----------
    picture : str
        Key of the picture.
    final : bool
        Whether its fits are the best ones.
    """
    if final:
        st.session_state.pop(_EARLY, None)
        return True
    if not machine_code.at_hand():
        st.session_state[_EARLY] = picture
    return bool(st.session_state.get(_EARLY) == picture)


def show_more(document: Document) -> None:
    """Draw what else the curve can show, and the same as a table.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    """
    header("The curve")
    view = st.segmented_control(
        "The curve shows",
        list(chart.VIEWS),
        default=VIEW.recall(),  # as in `smaller`: a browser may miss what is told once
        format_func=lambda view: chart.VIEWS[view],
        required=True,
        key=VIEW.key,
        wrap=True,
    )
    VIEW.write(view or "explained")
    wanted = st.toggle(
        "Show the file size for each k too", value=SIZES.recall(), key=SIZES.key
    )
    SIZES.write(wanted)
    sizes = _known_sizes(document) if wanted else None
    if wanted:
        st.write(f":small[{about_sizes(sizes)}]")
        spot = st.empty()
        if sizes is None:
            run.later(run.Turn.EVERY_K, lambda: _weigh_all(spot, document))
    _table(document, sizes)


def about_sizes(sizes: drawn.Sizes) -> str:
    """Say what the curve of the sizes shows, as far as it is there.

    Parameters
    ----------
    sizes : tuple of K int, or None
        Bytes of the indexed PNG for k = 1..K; None while they are being measured.
    """
    found = [] if sizes is None else chart.steps(np.array(sizes, np.float64))
    if not found:
        return _BYTES
    after = " and ".join(map(str, found))
    bits = ", then ".join(_DEEPER[k] for k in found)
    step = "a step" if len(found) == 1 else "steps"
    return f"{_BYTES} It grows in {step} after {after} colors: a pixel takes {bits}."


def _known_sizes(document: Document) -> drawn.Sizes:
    """Return the sizes for every k if all are known; a part of them would flash."""
    ks = document.fits.every_k
    known = work.known_sizes(document, ks)
    return tuple(known.values()) if len(known) == len(ks) else None


def _weigh_all(spot: DeltaGenerator, document: Document) -> None:
    """Weigh the file of every k, and draw the chart anew."""
    with progress.progress(spot, _WEIGHING[document.style.squeezed]) as watch:
        work.sizes(watch, document, document.fits.every_k)
    st.rerun()


def _chart(document: Document, view: chart.View, sizes: drawn.Sizes) -> None:
    st.session_state[_DRAWN] = document.fits.key, view, sizes
    st.plotly_chart(
        drawn.figure(document.quick, view, sizes),
        key=ELBOW,
        on_select=elbow_clicked,
        selection_mode="points",
        config={"displayModeBar": False, "doubleClick": False},
        # Must not change with k: the chart would be mounted anew, with a flash.
        alt=_alternative(stops.bend(document.fits), len(document.fits.given.pins)),
    )


def _alternative(bend: tuple[int, int] | None, kept: int) -> str:
    """Say what the chart shows, for who does not see it."""
    said = "Curve over the number of colors; the sentence below it says the same."
    if kept:
        said += f" Up to k = {kept} there are only colors that are kept."
    return f"{said} A band marks the {named(bend)}." if bend else said


@whole
def elbow_clicked() -> None:
    """React to a click in the chart.

    A second click on the same point takes the selection back; it still means
    that point. So it looks, too, if a browser tells once more what was selected in a
    chart that has just been replaced by another one: that means nothing.
    """
    now = st.session_state.get(_DRAWN)
    points = st.session_state[ELBOW]["selection"]["points"]
    if points:
        # Not where the point stands: far along they stand closer together.
        st.session_state[_CLICKED] = now, int(points[0]["point_index"]) + 1
    before, k = st.session_state.get(_CLICKED, (None, None))
    if k is not None and before == now:
        wish.set_k(k)


def reading(
    sweep: Sweep, k: int, style: Style, kept: int = 0, changed: bool = False
) -> str:
    """Say what the curve says at k, and of which drawing that is, if not of the one.

    Parameters
    ----------
    sweep : Sweep
        The fits.
    k : int
        Number of colors.
    style : Style
        How they are drawn.
    kept : int
        How many colors are kept.
    changed : bool
        Whether somebody has changed these colors.
    """
    explained = sweep.variance_explained
    sentence = (
        f"k = {k} explains {text.percent(float(explained[k - 1]))} of the picture's"
        f" color variance{text.before(style, changed)}."
    )
    if k < kept:
        sentence += f" It has {k} of the {text.colors(kept)} you keep."
    elif k == kept:
        sentence += " It has the colors you keep and no other."
    if k > 1 and explained[k - 1] == 0:  # of a list, or kept
        sentence += " Pixel by pixel, one average color would be as near."
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

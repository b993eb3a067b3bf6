"""Charts: data in, plotly figure out."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from components.engine import Sweep, hex_code, round_centers
from components.shared import text

View = Literal["explained", "error", "log"]
VIEWS: dict[View, str] = {
    "explained": "Variance explained",
    "error": "Error (inertia)",
    "log": "Error, logarithmic",
}

ACCENT = "#e8590c"  # at least 3:1 on white and on the dark background
LINE = "#1c7ed6"
SIZE_LINE = "#2b8a3e"
RING = "#7048e8"  # around what is suggested
HEIGHT = 210

# Room for what stands around the curve, in pixels, and around that with sizes: as much
# as its words take. With less Plotly draws the chart, finds that out, and draws anew.
_MARGIN = {"l": 57, "r": 8, "t": 9, "b": 45}
_MARGIN_FOR_SIZES = {"r": 76, "t": 13}

# Usually Plotly measures every number beside an axis, and hides those that do not fit;
# for these there is room.
_OVERFLOW = "allow"

# Up to here the points stand evenly; those beyond share so much room, however many.
EVEN = 16
REST = 12
CLOSER = EVEN + 0.5  # where that begins along the axis, if any do

# The error is shown as it is, on whichever scale.
_IN_LABELS: dict[View, str] = VIEWS | {"log": f"{VIEWS['error']}, on a log scale"}

# Up to here a pixel of an indexed PNG takes 1, 2, 4 bits; beyond, 8.
DEEPER = (2, 4, 16)

# A file that grows there by a tenth, and by more than twice as much as beside it, grows
# in a step.
_STEP = 1.1

# The label at a point shows so many colors, a few in a line: phones are narrow.
_MOST_SHOWN = 64
_IN_A_LINE = 16

# Behind black, white and every color between, each is still told apart.
_LABEL = {
    "bgcolor": "#495057",
    "bordercolor": "#495057",
    "font": {"color": "#fff"},
    "align": "left",
}


def elbow(
    sweep: Sweep, view: View, sizes: NDArray[np.float64] | None = None
) -> go.Figure:
    """Draw how well each number of colors does.

    The figure does not depend on the current k: a new figure would be mounted
    anew, with a flash. `mark_k` marks it.

    Parameters
    ----------
    sweep : Sweep
        The fits, K of them.
    view : {"explained", "error", "log"}
        What is drawn over k: the share of variance explained, the inertia, or the
        inertia on a logarithmic scale.
    sizes : ndarray of shape (K,), float64, optional
        Bytes of the indexed PNG for k = 1..K; NaN where not measured. Drawn on an
        axis of their own.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace with one marker for each k, and a second one for the sizes.
    """
    k = np.arange(1, sweep.k_max + 1)
    figure = go.Figure(
        _trace(k, heights(sweep, view), _labels(sweep, view), LINE),
    )
    figure.update_layout(
        height=HEIGHT,
        margin=_MARGIN,
        dragmode=False,
        clickmode="event+select",
        # Anywhere above or below a point counts as that point.
        hovermode="x",
        hoverdistance=-1,
        hoverlabel=_LABEL,
        xaxis=_axis(k),
        yaxis={
            "title": {"text": VIEWS[view], "font": {"size": 12}, "standoff": 4},
            "fixedrange": True,
            "rangemode": "tozero",
            "nticks": 5,
            "ticklabeloverflow": _OVERFLOW,
        },
        showlegend=False,
    )
    _mark_compressed(figure, k)
    if view == "explained":
        figure.update_yaxes(tickformat=".0%", range=[-0.03, 1.05])
    if view == "log":
        figure.update_yaxes(
            type="log", rangemode="normal", dtick=1, exponentformat="SI"
        )
    if sizes is not None:
        _add_sizes(figure, k, sizes)
    return figure


def positions(k: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where each k stands along the axis.

    The first 16 stand evenly, one apart. A curve to 64 or 256 drawn evenly would crowd
    them at its left end, where most people stop; so all that come later share the
    room of twelve.

    Parameters
    ----------
    k : ndarray of shape (K,), int64
        1..K.

    Returns
    -------
    ndarray of shape (K,), float64
        Rises with k.

    Examples
    --------
    >>> positions(np.arange(1, 65))[[0, 15, 39, 63]]
    array([ 1., 16., 22., 28.])
    """
    step = REST / max(REST, k.size - EVEN)
    return np.where(k <= EVEN, k, EVEN + (k - EVEN) * step)


def _axis(k: NDArray[np.int64]) -> dict[str, object]:
    """Describe the axis: the k themselves at the places where they stand."""
    named = (1, 2, 4, 6, 8, 10, 12, 14, 16, 32, 64, 128, 256)
    # Between 16 and the end there is room for two more.
    last = [each for each in named if each > EVEN and each <= k.size][-2:]
    ticks = [each for each in named if each <= min(EVEN, k.size)] + last
    at = positions(k)
    return {
        "title": {"text": "k, number of colors", "font": {"size": 12}, "standoff": 4},
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": [float(at[each - 1]) for each in ticks],
        "ticktext": [str(each) for each in ticks],
        "range": [0.3, float(at[-1]) + 0.7],
        "ticklabeloverflow": _OVERFLOW,
    }


def _mark_compressed(figure: go.Figure, k: NDArray[np.int64]) -> None:
    """Shade where the points stand closer together, and say so."""
    if k.size <= EVEN + REST:
        return
    end = float(positions(k)[-1])
    figure.add_shape(
        type="rect",
        name="compressed",
        xref="x",
        yref="paper",
        x0=CLOSER,
        x1=end + 0.7,
        y0=0,
        y1=1,
        line={"width": 0},
        fillcolor="rgba(128,128,128,0.14)",
        layer="below",
    )
    figure.add_annotation(
        text=f"{EVEN + 1}–{k.size}, closer together",
        xref="x",
        yref="paper",
        x=(CLOSER + end + 0.7) / 2,
        y=0.02,
        yanchor="bottom",
        showarrow=False,
        font={"size": 11},
    )


def heights(sweep: Sweep, view: View) -> NDArray[np.float64]:
    """Return what is drawn over k = 1..K, shape (K,).

    A logarithmic scale has no place for an error of nothing: its point stands a
    tenth below the last one, so that it can be seen and clicked.
    """
    if view == "explained":
        return sweep.variance_explained
    if view == "error":
        return sweep.inertia
    left = sweep.inertia[sweep.inertia > 0]
    return np.maximum(sweep.inertia, left.min() / 10 if left.size else 1.0)


def _trace(
    k: NDArray[np.int64],
    values: NDArray[np.float64],
    labels: list[str],
    color: str,
    **more: object,
) -> go.Scatter:
    return go.Scatter(
        x=positions(k),
        y=values,
        mode="lines+markers",
        line={"width": 2, "color": color},
        marker={
            "size": np.where(k <= EVEN, 8, 5),
            "color": color,
            "line": {"width": 0},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertext=labels,
        hovertemplate="%{hovertext}<extra></extra>",
        **more,
    )


def _add_sizes(
    figure: go.Figure, k: NDArray[np.int64], sizes: NDArray[np.float64]
) -> None:
    title = "File size, indexed PNG"
    labels = [
        "" if np.isnan(each) else f"{title}: {text.size(int(each))}" for each in sizes
    ]
    figure.add_trace(_trace(k, sizes, labels, SIZE_LINE, yaxis="y2"))
    figure.data[-1].update(line={"dash": "dot"}, marker={"symbol": "diamond"})
    figure.update_layout(
        margin=_MARGIN_FOR_SIZES,
        yaxis2={
            "title": title,
            "overlaying": "y",
            "side": "right",
            "fixedrange": True,
            "rangemode": "tozero",
            "showgrid": False,
            "tickmode": "auto",
            "nticks": 6,
            "tickformat": ".2~s",
            "ticksuffix": "B",
            "ticklabeloverflow": _OVERFLOW,
        },
    )
    for last in steps(sizes):
        line = {"color": "rgba(128,128,128,0.5)", "width": 1, "dash": "dot"}
        figure.add_vline(positions(k)[last - 1], line=line, layer="below")


def steps(sizes: NDArray[np.float64]) -> list[int]:
    """Find where a file grows in a step because its pixels take more bits.

    Not every file does: with many pixels alike, the bits are packed away.

    Parameters
    ----------
    sizes : ndarray of shape (K,), float64
        Bytes of the indexed PNG for k = 1..K; NaN where not measured.

    Returns
    -------
    list of int
        Those of 2, 4 and 16 after which the sizes have a step.

    Examples
    --------
    >>> steps(np.array([100, 110, 230, 240, 470, 480.0]))
    [2, 4]
    >>> steps(np.array([100, 200, 300, 400, 500, 600.0]))
    []
    """
    grows = np.diff(np.log(sizes))  # grows[k - 1] from k to k + 1
    return [k for k in DEEPER if k < sizes.size and _is_step(grows, k - 1)]


def _is_step(grows: NDArray[np.float64], at: int) -> bool:
    beside = [grows[i] for i in (at - 1, at + 1) if 0 <= i < grows.size]
    usual = max(0.0, *beside) if beside else 0.0
    return bool(grows[at] > np.log(_STEP) and grows[at] > 2 * usual)


def _labels(sweep: Sweep, view: View) -> list[str]:
    gains = sweep_gains(sweep)
    labels = []
    for i, colors in enumerate(sweep.colors):
        if view == "explained":
            value = text.percent(float(sweep.variance_explained[i]))
            gain = f"{text.points(100 * gains[i])} more than k = {i}"
        else:
            value = text.amount(float(sweep.inertia[i]))
            gain = f"{_gone(sweep, i)} less than k = {i}"
        lines = [f"<b>k = {i + 1}</b>", f"{_IN_LABELS[view]}: {value}"]
        lines += [gain] if i else []
        labels.append("<br>".join([*lines, blocks(round_centers(colors))]))
    return labels


def sweep_gains(sweep: Sweep) -> NDArray[np.float64]:
    """Share of the variance that each k explains beyond k − 1; NaN for k = 1."""
    return np.diff(sweep.variance_explained, prepend=np.nan)


def _gone(sweep: Sweep, i: int) -> str:
    before = float(sweep.inertia[i - 1])
    return text.percent(1 - float(sweep.inertia[i]) / before if before else 0.0)


def blocks(colors: NDArray[np.uint8]) -> str:
    """Write colors as colored blocks, in lines, for the label at a point.

    Parameters
    ----------
    colors : ndarray of shape (k, 3), uint8
        sRGB, the most important first; those that are too many are counted.
    """
    spans = [
        f'<span style="color:{hex_code(color)}">█</span>'
        for color in colors[:_MOST_SHOWN]
    ]
    lines = [
        "".join(spans[i : i + _IN_A_LINE]) for i in range(0, len(spans), _IN_A_LINE)
    ]
    more = len(colors) - len(spans)
    return "<br>".join([*lines, f"and {more} more"] if more else lines)


def mark_k(key: str, k: int | str) -> str:
    """Write the rule of style that makes the k-th marker of a chart stand out.

    Plotly draws markers in the order of the data, so the k-th of them is a
    matter of style, which changes without the chart being drawn again.

    Parameters
    ----------
    key : str
        Key of the chart on the page.
    k : int or str
        Number of colors, from 1, or what stands for it.

    Returns
    -------
    str
        CSS. It means the first trace alone, on the left-hand axis.
    """
    return (
        f".st-key-{key} .overplot > .xy > .scatterlayer .points"
        f" path:nth-child({k})"
        f"{{fill:{ACCENT}!important;stroke:{ACCENT}!important;"
        "stroke-width:7px!important}"
    )


def ring_k(key: str, ks: Sequence[int]) -> str:
    """Write the rule of style that puts a ring around some markers of a chart.

    Parameters
    ----------
    key : str
        Key of the chart on the page.
    ks : sequence of int
        Numbers of colors, from 1.

    Returns
    -------
    str
        CSS; empty if there is none.
    """
    points = ",".join(
        f".st-key-{key} .overplot > .xy > .scatterlayer .points path:nth-child({k})"
        for k in ks
    )
    return (
        f"{points}{{stroke:{RING}!important;stroke-width:3px!important}}"
        if points
        else ""
    )

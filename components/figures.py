"""Charts: data in, plotly figure out."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

ACCENT = "#e8590c"  # at least 3:1 on white and on the dark background
LINE = "#1c7ed6"
HEIGHT = 360


def elbow(values: NDArray[np.float64], upside_down: bool) -> go.Figure:
    """Draw how well each number of colors does.

    The figure does not depend on the current k: a new figure would be mounted
    anew, with a flash. `mark_k` marks it.

    Parameters
    ----------
    values : ndarray of shape (K,), float64
        For k = 1..K, the share of variance explained (0–1), or the inertia.
    upside_down : bool
        Whether the values are the inertia.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace, one marker for each k.
    """
    k = np.arange(1, values.size + 1)
    hover = "%{y:.3s}" if upside_down else "%{y:.1%}"
    title = "Error left (inertia)" if upside_down else "Variance explained"
    trace = go.Scatter(
        x=k,
        y=values,
        mode="lines+markers",
        line={"width": 2, "color": LINE},
        marker={"size": 10, "color": LINE},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertemplate=f"k = %{{x}}<br>{title}: {hover}<extra></extra>",
    )
    figure = go.Figure(trace)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        dragmode=False,
        clickmode="event+select",
        # Anywhere above or below a point counts as that point.
        hovermode="x",
        hoverdistance=-1,
        xaxis={"title": "k, number of colors", "fixedrange": True, "dtick": _step(k)},
        yaxis={"title": title, "fixedrange": True, "rangemode": "tozero"},
        showlegend=False,
    )
    if not upside_down:
        figure.update_yaxes(tickformat=".0%", range=[-0.03, 1.05])
    return figure


def _step(k: NDArray[np.int64]) -> int:
    return 1 if k.size <= 16 else 4 if k.size <= 32 else 8


def mark_k(key: str, k: int) -> str:
    """Style that makes the k-th marker of a chart stand out.

    Plotly draws markers in the order of the data, so the k-th of them is a
    matter of style, which changes without the chart being drawn again.

    Parameters
    ----------
    key : str
        Key of the chart on the page.
    k : int
        Number of colors, from 1.

    Returns
    -------
    str
        A ``<style>`` element.
    """
    return (
        f"<style>.st-key-{key} .scatterlayer .points path:nth-child({k})"
        f"{{fill:{ACCENT}!important;stroke:{ACCENT}!important;"
        "stroke-width:7px!important}</style>"
    )

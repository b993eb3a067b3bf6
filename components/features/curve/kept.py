"""Where the chart shows nothing but colors that somebody keeps."""

from typing import Final

import numpy as np
import plotly.graph_objects as go

from components.features.curve.chart import View, positions

_FILL: Final = "rgba(232,89,12,0.13)"  # so thin that lines and grid show through
_LINE: Final = "#c2410c"

# Where words stand clear of the curve, and of those of the elbow.
_ABOVE: Final = 0.98
_BELOW: Final = 0.12


def add_kept(figure: go.Figure, k_max: int, view: View, kept: int) -> None:
    """Mark in a chart the k at which every color is one that is kept.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        A chart of `chart.elbow`; it is changed.
    k_max : int
        The last k in it.
    view : {"explained", "error", "log"}
        What is drawn over k.
    kept : int
        How many colors are kept.
    """
    last = min(kept, k_max)
    if not last:
        return
    end = float(positions(np.arange(1, k_max + 1))[last - 1]) + 0.5
    figure.add_shape(
        type="rect",
        name="kept",
        xref="x",
        yref="paper",
        x0=0.3,
        x1=end,
        y0=0,
        y1=1,
        line={"width": 1, "color": _LINE, "dash": "dot"},
        fillcolor=_FILL,
        layer="below",
    )
    figure.add_annotation(
        text=f"{last} kept",
        xref="x",
        yref="paper",
        x=0.4,
        y=_ABOVE if view == "explained" else _BELOW,
        xanchor="left",
        yanchor="top" if view == "explained" else "bottom",
        showarrow=False,
        font={"size": 11},
    )

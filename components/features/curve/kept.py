"""Where the chart shows nothing but colors that somebody keeps."""

from typing import Final

import numpy as np
import plotly.graph_objects as go

from components.features.curve.chart import View, positions
from components.features.curve.span import add_name, add_span

_FILL: Final = "rgba(232,89,12,0.13)"  # so thin that lines and grid show through
_LINE: Final = "#c2410c"


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
    add_span(figure, "kept", (0.3, end), _LINE, _FILL)
    # Where it stands clear of the curve, and of the elbow's name.
    above = view == "explained"
    add_name(figure, f"{last} kept", above, {"x": 0.4, "xanchor": "left"})

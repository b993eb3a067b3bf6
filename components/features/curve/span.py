"""A span of k marked from top to bottom of the chart, and its name."""

from typing import Final

import plotly.graph_objects as go

# Where words stand clear of the curve, as shares of the chart's height. Not at the very
# bottom: other words stand there.
_BELOW: Final = 0.12
_ABOVE: Final = 0.98


def add_span(
    figure: go.Figure, name: str, ends: tuple[float, float], line: str, fill: str
) -> None:
    """Mark a span behind the curve.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        A chart of `chart.elbow`; it is changed.
    name : str
        What the shape is called.
    ends : tuple of float
        Where it begins and ends, along the axis.
    line, fill : str
        Its colors.
    """
    figure.add_shape(
        type="rect",
        name=name,
        xref="x",
        yref="paper",
        x0=ends[0],
        x1=ends[1],
        y0=0,
        y1=1,
        line={"width": 1, "color": line, "dash": "dot"},
        fillcolor=fill,
        layer="below",
    )


def add_name(
    figure: go.Figure, words: str, above: bool, place: dict[str, object]
) -> None:
    """Write what a span is, at its top or near its bottom.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        The chart; it is changed.
    words : str
        What it is.
    above : bool
        Whether they stand at the top.
    place : dict
        Where along the axis, as an annotation's options.
    """
    figure.add_annotation(
        text=words,
        xref="x",
        yref="paper",
        y=_ABOVE if above else _BELOW,
        yanchor="top" if above else "bottom",
        showarrow=False,
        font={"size": 11},
        **place,
    )

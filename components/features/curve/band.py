"""The elbow as a band across the chart, from the first k that it may be to the last."""

from typing import Final

import numpy as np
import plotly.graph_objects as go

from components.features.curve.chart import CLOSER, RING, View, positions
from components.features.curve.span import add_name, add_span

_FILL: Final = "rgba(112,72,232,0.2)"  # RING, so thin that lines and grid show through

_LETTER: Final = 0.48  # width of a letter along the axis, where that is narrow: a phone


def add_band(
    figure: go.Figure, k_max: int, view: View, bend: tuple[int, int] | None
) -> None:
    """Mark in a chart where the curve bends, and name it.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        A chart of `chart.elbow`; it is changed.
    k_max : int
        The last k in it.
    view : {"explained", "error", "log"}
        What is drawn over k.
    bend : tuple of int, or None
        First and last k of the elbow, 1 to k_max; None if there is none.
    """
    if bend is None:
        return
    at = positions(np.arange(1, k_max + 1))
    # Each point has the room up to the middle between it and the next one.
    edges = np.concatenate([[at[0] - 0.5], (at[1:] + at[:-1]) / 2, [at[-1] + 0.5]])
    left, right = float(edges[bend[0] - 1]), float(edges[bend[1]])
    add_span(figure, "elbow", (left, right), RING, _FILL)
    # Clear of the curve: shares explained begin below, errors above.
    above = view != "explained"
    place = _place(named(bend), (left, right), (float(at[0]), float(at[-1])))
    add_name(figure, named(bend), above, place)


def _place(
    words: str, band: tuple[float, float], axis: tuple[float, float]
) -> dict[str, object]:
    """Say where along the axis a band's name stands.

    Beside the band it reads more easily than on it, on the side with more room; but
    never across the edge where the points begin to stand closer together.

    Parameters
    ----------
    words : str
        The name.
    band : tuple of float
        Where the band begins and ends, along the axis.
    axis : tuple of float
        Where the first and the last point stand.
    """
    (left, right), width = band, _LETTER * len(words)
    sides = [
        (right, right + width, {"x": right, "xanchor": "left", "xshift": 3}),
        (left - width, left, {"x": left, "xanchor": "right", "xshift": -3}),
    ]
    if left - axis[0] > axis[1] - right:
        sides.reverse()
    edge = CLOSER if axis[1] > CLOSER else axis[1]
    for start, end, place in sides:
        inside = axis[0] <= start and end <= axis[1]
        if inside and not start < edge < end:
            return place
    return {"x": (left + right) / 2, "xanchor": "center", "xshift": 0}


def named(bend: tuple[int, int]) -> str:
    """Name an elbow with its numbers of colors.

    Examples
    --------
    >>> named((3, 6)), named((4, 4))
    ('elbow at 3–6', 'elbow at 4')
    """
    first, last = bend
    place = f"{first}–{last}" if first < last else f"{last}"
    return f"elbow at {place}"

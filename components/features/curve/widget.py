"""Marks k in the chart, says what the curve says, and takes keys."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypedDict

from components.shared.widget import component, put


class Readings(TypedDict):
    """What the curve says at k = 1..K, and whether there is a chart yet."""

    kind: Literal["readings"]
    readings: list[str]
    drawn: bool


class CurveData(TypedDict):
    """What the widget is told; ``mark`` is CSS with ``$k`` in the place of k."""

    k: int
    mark: str


_curve = component(Path(__file__).with_name("curve.js"))


def give_readings(readings: Sequence[str], drawn: bool) -> None:
    """Send what the curve says at every k.

    Parameters
    ----------
    readings : sequence of K str
        For k = 1..K.
    drawn : bool
        Whether the chart is there, or its place is still empty.
    """
    message: Readings = {
        "kind": "readings",
        "readings": list(readings),
        "drawn": drawn,
    }
    put("store_readings", message)


def curve(k: int, mark: str, key: str) -> None:
    """Show what the curve says at k, mark k in it, and let keys move the slider.

    Parameters
    ----------
    k : int
        Number of colors where nobody moves the slider.
    mark : str
        CSS that marks a k in the chart, with ``$k`` in its place.
    key : str
        Key of the widget.
    """
    data: CurveData = {"k": k, "mark": mark}
    _curve(key=key, data=data)

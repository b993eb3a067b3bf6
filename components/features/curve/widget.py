"""Marks k in the chart, says what the curve says, and takes keys."""

from collections.abc import Callable, Sequence
from pathlib import Path

from components.shared.widget import component, put, static

_HERE = Path(__file__).parent
_curve = component(
    _HERE, "curve", *static("shelf", "slider_observer"), _HERE / "curve.js"
)


def give_readings(readings: Sequence[str]) -> None:
    """Send what the curve says at every k.

    Parameters
    ----------
    readings : sequence of K str
        For k = 1..K.
    """
    data = {"kind": "readings", "readings": list(readings)}
    put("store_readings", data)


def curve(k: int, mark: str, key: str, moved: Callable[[], None]) -> None:
    """Show what the curve says at k, mark k in it, and let keys move along it.

    Parameters
    ----------
    k : int
        Number of colors where nobody moves the slider.
    mark : str
        CSS that marks a k in the chart, with ``$k`` in its place.
    key : str
        Key of the widget.
    moved : callable
        Called when a key has chosen a k, which stands as ``k`` in the widget's
        state.
    """
    _curve(key=key, data={"k": k, "mark": mark}, on_k_change=moved)

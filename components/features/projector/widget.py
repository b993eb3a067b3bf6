"""The button for a projector, which can fill the screen as only a script can."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from components.shared.widget import component


class ProjectorData(TypedDict):
    """What the widget is told: whether the page is drawn for a projector."""

    on: bool


_projector = component(Path(__file__).with_name("projector.js"))


def projector(on: bool, key: str, turned: Callable[[], None]) -> None:
    """Draw the button.

    Parameters
    ----------
    on : bool
        Whether the page is drawn for a projector.
    key : str
        Key of the widget; its ``on`` is what was asked for.
    turned : callable
        Called when it has been clicked.
    """
    data: ProjectorData = {"on": on}
    _projector(key=key, data=data, on_on_change=turned)

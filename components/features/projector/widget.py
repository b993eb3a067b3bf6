"""The button for a projector, which can fill the screen as only a script can."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from components.shared.widget import component


class ProjectorData(TypedDict):
    """What the widget is told.

    Whether the page is drawn for a projector, and what else could be on the wall now:
    the pictures or the stage, as a word for a button; empty where there is no choice.
    """

    on: bool
    other: str


_projector = component(Path(__file__).with_name("projector.js"))


def projector(
    on: bool,
    other: str,
    key: str,
    turned: Callable[[], None],
    swapped: Callable[[], None],
) -> None:
    """Draw the button.

    Parameters
    ----------
    on : bool
        Whether the page is drawn for a projector.
    other : str
        What a second button is called, which puts something else on the wall; empty
        if there is none.
    key : str
        Key of the widget; its ``on`` is what was asked for.
    turned : callable
        Called when it has been clicked.
    swapped : callable
        Called when the second one has.
    """
    data: ProjectorData = {"on": on, "other": other}
    _projector(key=key, data=data, on_on_change=turned, on_swap_change=swapped)

"""The button for a projector, which can fill the screen as only a script can."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypedDict

from components.shared.widget import component

Wall = Literal["", "page", "stage", "pictures"]


class ProjectorData(TypedDict):
    """What the widget is told: what is on the wall, as of `projector`."""

    wall: Wall


_projector = component(Path(__file__).with_name("projector.js"))


def projector(
    wall: Wall,
    key: str,
    turned: Callable[[], None],
    swapped: Callable[[], None],
) -> None:
    """Draw the button.

    Parameters
    ----------
    wall : {"", "page", "stage", "pictures"}
        What the page is drawn for a projector with; nothing if it is not. Stage and
        pictures can take each other's place, by a second button.
    key : str
        Key of the widget; its ``on`` is what was asked for.
    turned : callable
        Called when it has been clicked.
    swapped : callable
        Called when the second one has.
    """
    data: ProjectorData = {"wall": wall}
    _projector(key=key, data=data, on_on_change=turned, on_swap_change=swapped)

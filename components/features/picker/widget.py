"""The button that loads a picture, and the whole page as the place to drop one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from components.shared.widget import component


class LoaderData(TypedDict):
    """What the widget is told.

    ``most`` is the size of the largest file in bytes, ``endings`` are those of names
    of pictures, without the dot, and ``limits`` says in words what can be loaded.
    """

    most: int
    endings: list[str]
    limits: str


_loader = component(Path(__file__).with_name("loader.js"))


def loader(most: int, endings: Sequence[str], limits: str) -> None:
    """Draw the button.

    Parameters
    ----------
    most : int
        Size of the largest file, bytes.
    endings : sequence of str
        Of names of pictures, without the dot, for a phone to offer such files.
    limits : str
        What can be loaded, in words.
    """
    data: LoaderData = {"most": most, "endings": sorted(endings), "limits": limits}
    _loader(key="loader", data=data)

"""The small pictures as buttons."""

import base64
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypedDict

from components.shared.widget import component, put


class Rung(TypedDict):
    """A small picture, in base 64, and the variance explained in words."""

    png: str
    explained: str


class Rungs(TypedDict):
    """The small pictures, for each k; ``key`` tells them from others of the picture."""

    kind: Literal["rungs"]
    key: str
    picture: str
    rungs: dict[int, Rung]


class LadderData(TypedDict):
    """What the widget is told.

    ``key`` is that of the fits and ``file`` the name of how files are written: by these
    it finds their sizes. ``measured`` is whether those that are not there will come.
    """

    picture: str
    key: str
    file: str
    measured: bool
    ks: list[int]
    k: int


_ladder = component(Path(__file__).with_name("ladder.js"))


def ladder(
    picture: str,
    files: tuple[str, str],
    measured: bool,
    ks: Sequence[int],
    k: int,
    key: str,
    chosen: Callable[[], None],
) -> None:
    """Show the picture small in several numbers of colors, as buttons.

    Parameters
    ----------
    picture : str
        Name of the picture, as in `give_picture`.
    files : tuple of str
        Key of the fits, and name of how files are written, as in `file_sizes.give`.
    measured : bool
        Whether those files whose size is not known are being written.
    ks : sequence of int
        Numbers of colors.
    k : int
        The one that is taken, where nobody moves the slider.
    key : str
        Key of the widget. The session holds what was clicked there, as ``k``.
    chosen : callable
        Called when a button was clicked.
    """
    fits, file = files
    data: LadderData = {
        "picture": picture,
        "key": fits,
        "file": file,
        "measured": measured,
        "ks": list(ks),
        "k": k,
    }
    _ladder(key=key, data=data, on_k_change=chosen)


def give_ladder(
    name: str, picture: str, rungs: Mapping[int, tuple[bytes, str]]
) -> None:
    """Send the small pictures.

    Parameters
    ----------
    name : str
        Tells them from others of the same picture.
    picture : str
        Name of the picture.
    rungs : mapping
        For each k a PNG file, and the variance explained in words.
    """
    pictures: dict[int, Rung] = {
        k: {"png": base64.b64encode(png).decode(), "explained": explained}
        for k, (png, explained) in rungs.items()
    }
    message: Rungs = {
        "kind": "rungs",
        "key": name,
        "picture": picture,
        "rungs": pictures,
    }
    put("store_ladder", message)

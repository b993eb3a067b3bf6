"""The parts of the page that Streamlit has no widget for, in plain JavaScript.

Components v2 widgets without a build step: a skeleton (html), its looks (css) and
its behaviour (js), all in ``assets/``. A widget's scripts are put one after
another and share one scope.

The viewer follows the slider by itself. What it needs for that travels apart from
it, in widgets that show nothing (`give_picture`, `give_palettes`, `give_size`),
so that a change of k sends next to nothing.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import streamlit as st
from numpy.typing import NDArray

from components.engine import Palette

Mode = Literal["side", "wipe", "hold"]
MODES: tuple[Mode, ...] = ("side", "wipe", "hold")

_ASSETS = Path(__file__).parent / "assets"


def _component(name: str, *scripts: str, css: str | None = None) -> Any:  # noqa: ANN401 - Streamlit's own type is private
    return st.components.v2.component(
        f"kcolors_{name}",
        html=(_ASSETS / f"{name}.html").read_text("utf-8"),
        css=css and (_ASSETS / css).read_text("utf-8"),
        js="\n".join((_ASSETS / f"{name}.js").read_text("utf-8") for name in scripts),
    )


_store = _component("store", "shelf", "store")
_viewer = _component(
    "viewer",
    *("shelf", "png", "nearest", "paint", "follow", "stage", "compare", "probe"),
    *("copy", "swatches", "mend", "viewer"),
    css="viewer.css",
)
_bars = _component("bars", "bars", css="bars.css")
_share = _component("share", "copy", "share", css="share.css")


def _parcel(header: dict[str, Any], content: bytes) -> bytes:
    """Put words and bytes into one message.

    Streamlit sends either JSON or bytes. So the message is bytes: the length of
    the header (4 bytes, little endian), the header as JSON, the content.
    """
    words = json.dumps(header).encode()
    return len(words).to_bytes(4, "little") + words + content


def give_picture(name: str, png: bytes, size: tuple[int, int]) -> None:
    """Send the picture, for all k.

    Parameters
    ----------
    name : str
        Tells it from all others.
    png : bytes
        A PNG file of 8 bits a channel, RGB or RGBA.
    size : tuple of int
        Width and height in pixels.
    """
    header = {"kind": "picture", "id": name, "width": size[0], "height": size[1]}
    _store(key="store_picture", data=_parcel(header, png))


def give_palettes(
    name: str, picture: str, palettes: Sequence[Palette], explained: NDArray[Any]
) -> None:
    """Send the palettes of every k.

    Parameters
    ----------
    name : str
        Tells the palettes from others of the same picture.
    picture : str
        Name of the picture.
    palettes : sequence of K Palette
        For k = 1..K.
    explained : ndarray of shape (K,), float64
        Variance explained by each, 0–1.
    """
    _store(
        key="store_palettes",
        data={
            "kind": "palettes",
            "key": name,
            "picture": picture,
            "colors": [each.colors.tobytes().hex() for each in palettes],
            "counts": [each.counts.tolist() for each in palettes],
            "opacity": [
                None if each.opacity is None else each.opacity.tobytes().hex()
                for each in palettes
            ],
            "steps": [each.softened_to for each in palettes],
            "explained": [round(float(share), 6) for share in explained],
        },
    )


def give_size(palettes: str, k: int, size: str) -> None:
    """Send the size of the file that the download button gives.

    Parameters
    ----------
    palettes : str
        Name of the palettes.
    k : int
        Number of colors.
    size : str
        In words.
    """
    data = {"kind": "sizes", "key": palettes, "k": k, "size": size}
    _store(key="store_sizes", data=data)


def give_drawing(png: bytes) -> None:
    """Send the redrawn picture, for browsers that cannot draw it.

    Parameters
    ----------
    png : bytes
        A PNG file.
    """
    _store(key="store_drawing", data=_parcel({"kind": "drawing"}, png))


def show(
    picture: str, k: int, colors: str, remark: str, mode: Mode, key: str
) -> tuple[Mode, bool, bool]:
    """Show original, redrawn picture and palette.

    Parameters
    ----------
    picture : str
        Name of the picture, as in `give_picture`.
    k : int
        Number of colors where nobody moves the slider.
    colors : str
        Number of colors of the original, in words.
    remark : str
        What to say about the pictures; may be empty.
    mode : {"side", "wipe", "hold"}
        Way of comparing to start with.
    key : str
        Key of the widget.

    Returns
    -------
    mode : {"side", "wipe", "hold"}
        Way of comparing that was chosen.
    plain : bool
        Whether the browser has no canvas, so that `give_drawing` is needed.
    ready : bool
        Whether the first picture is on the screen.
    """
    told = _viewer(
        key=key,
        data={
            "picture": picture,
            "k": k,
            "colors": colors,
            "remark": remark,
            "mode": mode,
        },
        default={"mode": mode, "plain": False, "ready": False},
        on_mode_change=_nothing,
        on_plain_change=_nothing,
        on_ready_change=_nothing,
    )
    chosen = told.mode if told.mode in MODES else mode
    return chosen, bool(told.plain), bool(told.ready)


def _nothing() -> None:
    """Do nothing; that there is a callback makes Streamlit keep the value."""


def bars(rows: list[dict[str, str | float | bool]]) -> None:
    """Show amounts as horizontal bars.

    Parameters
    ----------
    rows : list of dict
        ``label``, ``value``, ``text`` (the value in words) and ``strong``
        (whether to draw it in the page's color) of each.
    """
    _bars(key="bars", data={"rows": rows})


def share(holds_picture: bool) -> None:
    """Show a button that copies the page's address.

    Parameters
    ----------
    holds_picture : bool
        Whether whoever opens the address gets the picture too; an upload is not in
        it.
    """
    _share(key="share", data={"holds_picture": holds_picture})

"""The parts of the page that Streamlit has no widget for, in plain JavaScript.

Components v2 widgets without a build step: a skeleton (html), its looks (css) and
its behaviour (js), all in ``assets/``. A widget's scripts are put one after
another and share one scope.

The viewer follows the slider by itself. What it needs for that travels apart from
it, in widgets that show nothing (`give_picture`, `give_palettes`, `give_size`),
so that a change of k sends next to nothing.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict

import streamlit as st
from numpy.typing import NDArray

from components.engine import Palette
from components.engine.judging.vision import NAMED_COLORS
from components.model.style import Style

Mode = Literal["side", "wipe", "hold", "map"]
MODES: tuple[Mode, ...] = ("side", "wipe", "hold", "map")


class Bar(TypedDict):
    """An amount to show as a bar.

    ``label`` names it and ``note`` says more in small print, both may be read by
    themselves; ``value`` is its length, None while it is not known; ``text`` is the
    value in words, ``hint`` the same exactly. ``look`` is "strong" in the page's
    color, "plain", or "wrong" for what should rather not be done.
    """

    label: str
    note: str
    value: float | None
    text: str
    hint: str
    look: Literal["strong", "plain", "wrong"]


_ASSETS = Path(__file__).parent / "assets"


def _component(
    name: str, *scripts: str, css: str | None = None, facts: str = ""
) -> Any:  # noqa: ANN401 - Streamlit's own type is private
    parts = [(_ASSETS / f"{script}.js").read_text("utf-8") for script in scripts]
    return st.components.v2.component(
        f"kcolors_{name}",
        html=(_ASSETS / f"{name}.html").read_text("utf-8"),
        css=css and (_ASSETS / css).read_text("utf-8"),
        js="\n".join([facts, *parts]),
    )


_store = _component("store", "shelf", "store")
_viewer = _component(
    "viewer",
    *("shelf", "png", "nearest", "dither", "labels", "paint", "difference", "heat"),
    *("follow", "connection", "stage", "compare", "probe", "copy", "names", "swatches"),
    "mend",
    "viewer",
    css="viewer.css",
    facts=f"const NAMED = {json.dumps(NAMED_COLORS)};",
)
_bars = _component("bars", "shelf", "bars", css="bars.css")
_curve = _component("curve", "shelf", "follow", "curve", css="curve.css")
_ladder = _component("ladder", "shelf", "follow", "ladder", css="ladder.css")
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
            "opacity": [_hex(each.opacity) for each in palettes],
            "steps": [each.softened_to for each in palettes],
            "dithered_opacity": [_hex(each.dithered_opacity) for each in palettes],
            "dithered_steps": [each.dithered_softened_to for each in palettes],
            "explained": [round(float(share), 6) for share in explained],
        },
    )


def _hex(values: NDArray[Any] | None) -> str | None:
    return None if values is None else values.tobytes().hex()


def give_readings(readings: Sequence[str]) -> None:
    """Send what the curve says at every k.

    Parameters
    ----------
    readings : sequence of K str
        For k = 1..K.
    """
    data = {"kind": "readings", "readings": list(readings)}
    _store(key="store_readings", data=data)


def give_labels(
    palettes: str, k: int, style: str, labels: bytes, opacity: NDArray[Any] | None
) -> None:
    """Send the color of every pixel, where the browser cannot find it by itself.

    Parameters
    ----------
    palettes : str
        Name of the palettes.
    k : int
        Number of colors.
    style : str
        Name of how the picture is drawn.
    labels : bytes
        Index of each pixel's color, a byte each, compressed by zlib.
    opacity : ndarray of shape (256,), uint8, or None
        What each opacity becomes; None when all stay as they are.
    """
    header = {
        "kind": "labels",
        "key": palettes,
        "k": k,
        "style": style,
        "opacity": _hex(opacity),
    }
    _store(key="store_labels", data=_parcel(header, labels))


def give_size(palettes: str, k: int, file: str, size: str) -> None:
    """Send the size of the file that the download button gives.

    Parameters
    ----------
    palettes : str
        Name of the palettes.
    k : int
        Number of colors.
    file : str
        Name of how the file is written.
    size : str
        In words.
    """
    data = {"kind": "sizes", "key": palettes, "k": k, "file": file, "size": size}
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
    picture: str, k: int, style: Style, colors: str, remark: str, mode: Mode, key: str
) -> tuple[Mode, bool, bool]:
    """Show original, redrawn picture and palette.

    Parameters
    ----------
    picture : str
        Name of the picture, as in `give_picture`.
    k : int
        Number of colors where nobody moves the slider.
    style : Style
        How the picture is drawn and written.
    colors : str
        Number of colors of the original, in words.
    remark : str
        What to say about the pictures; may be empty.
    mode : {"side", "wipe", "hold", "map"}
        Way of comparing to start with.
    key : str
        Key of the widget.

    Returns
    -------
    mode : {"side", "wipe", "hold", "map"}
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
            "style": style.name,
            "file": style.file,
            "dither": style.dither,
            "smooth": style.smoothness > 0,
            "colors": colors,
            "remark": remark,
            "mode": mode,
        },
        default={"mode": mode, "plain": False, "ready": False, "back": 0},
        on_mode_change=_nothing,
        on_plain_change=_nothing,
        on_ready_change=_nothing,
        on_back_change=_nothing,
    )
    chosen = told.mode if told.mode in MODES else mode
    return chosen, bool(told.plain), bool(told.ready)


def _nothing() -> None:
    """Do nothing; that there is a callback makes Streamlit keep the value."""


def bars(name: str, rows: Sequence[Bar]) -> None:
    """Show amounts as horizontal bars.

    Parameters
    ----------
    name : str
        Tells these from other amounts.
    rows : sequence of Bar
        Those whose value is still None can come later, by `give_bars`; their place
        is kept.
    """
    _bars(key="bars", data={"name": name, "rows": list(rows)})


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


def ladder(
    picture: str, ks: Sequence[int], k: int, key: str, chosen: Callable[[], None]
) -> None:
    """Show the picture small in several numbers of colors, as buttons.

    Parameters
    ----------
    picture : str
        Name of the picture, as in `give_picture`.
    ks : sequence of int
        Numbers of colors.
    k : int
        The one that is taken, where nobody moves the slider.
    key : str
        Key of the widget. The session holds what was clicked there, as ``k``.
    chosen : callable
        Called when a button was clicked.
    """
    data = {"picture": picture, "ks": list(ks), "k": k}
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
    pictures = {
        k: {"png": base64.b64encode(png).decode(), "explained": explained}
        for k, (png, explained) in rungs.items()
    }
    data = {"kind": "rungs", "key": name, "picture": picture, "rungs": pictures}
    _store(key="store_ladder", data=data)


def give_ladder_sizes(name: str, sizes: Mapping[int, str], late: bool) -> None:
    """Send the sizes of the files, once early and once late in a run of the page.

    Parameters
    ----------
    name : str
        As in `give_ladder`.
    sizes : mapping
        For each k, in words; empty while they are being measured.
    late : bool
        Which of the two times it is.
    """
    data = {"kind": "rung_sizes", "key": name, "sizes": dict(sizes)}
    _store(key=f"store_ladder_sizes_{'late' if late else 'early'}", data=data)


def give_bars(name: str, rows: Sequence[Bar]) -> None:
    """Send bars anew, now that more is known.

    Parameters
    ----------
    name : str
        As given to `bars`; the rows are of no use to bars of another name.
    rows : sequence of Bar
        All of them, in the same order.
    """
    data = {"kind": "late_bars", "name": name, "rows": list(rows)}
    _store(key="store_bars", data=data)


def share(holds_picture: bool) -> None:
    """Show a button that copies the page's address.

    Parameters
    ----------
    holds_picture : bool
        Whether whoever opens the address gets the picture too; an upload is not in
        it.
    """
    _share(key="share", data={"holds_picture": holds_picture})

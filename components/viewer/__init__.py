"""The parts of the page that Streamlit has no widget for, in plain JavaScript.

Each is a Components v2 widget made of up to three files in ``assets/``: a
skeleton (html), its looks (css) and its behaviour (js). They only show what
they are given and never send anything back.
"""

import json
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"


def _component(name: str) -> Any:  # noqa: ANN401 - Streamlit's own type is private
    return st.components.v2.component(
        f"kcolors_{name}",
        html=(_ASSETS / f"{name}.html").read_text("utf-8"),
        css=(_ASSETS / f"{name}.css").read_text("utf-8"),
        js=(_ASSETS / f"{name}.js").read_text("utf-8"),
    )


_picture = _component("picture")
_palette = _component("palette")
_bars = _component("bars")


def _parcel(header: dict[str, Any], content: bytes) -> bytes:
    """Put words and bytes into one message.

    Streamlit sends either JSON or bytes. So the message is bytes: the length of
    the header (4 bytes, little endian), the header as JSON, the content.
    """
    words = json.dumps(header).encode()
    return len(words).to_bytes(4, "little") + words + content


def picture(
    role: str, png: bytes, size: tuple[int, int], title: str, detail: str
) -> None:
    """Show a picture on a canvas, its pixels sharp and its colors untouched.

    Parameters
    ----------
    role : {"original", "quantized"}
        Which picture it is; names the canvas.
    png : bytes
        A PNG file.
    size : tuple of int
        Width and height in pixels.
    title, detail : str
        Words above the picture, the first in bold.
    """
    width, height = size
    header = {
        "role": role,
        "width": width,
        "height": height,
        "title": title,
        "detail": detail,
    }
    _picture(key=f"picture_{role}", data=_parcel(header, png))


def palette(swatches: list[dict[str, str | float]]) -> None:
    """Show colors as a strip, wide as their share, and as a list to copy from.

    Parameters
    ----------
    swatches : list of dict
        ``hex`` ("#a1b2c3"), ``share`` (0–1) and ``percent`` (words) of each.
    """
    _palette(key="palette", data={"swatches": swatches})


def bars(rows: list[dict[str, str | float | bool]]) -> None:
    """Show amounts as horizontal bars.

    Parameters
    ----------
    rows : list of dict
        ``label``, ``value``, ``text`` (the value in words) and ``strong``
        (whether to draw it in the page's color) of each.
    """
    _bars(key="bars", data={"rows": rows})

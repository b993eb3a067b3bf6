"""Parts of the page that Streamlit has no widget for: Components v2, without a build.

A widget is a skeleton (html), its looks (css) and its behaviour (js), files in the
folder of its feature.
"""

import json
from pathlib import Path
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from components.shared import run

_STATIC = Path(__file__).parents[1] / "static"


def component(
    folder: Path, name: str, *scripts: Path, styled: bool = True, facts: str = ""
) -> Any:  # noqa: ANN401 - Streamlit's own type is private
    """Register a widget."""
    css = (folder / f"{name}.css").read_text("utf-8") if styled else None
    parts = [path.read_text("utf-8") for path in scripts]
    return st.components.v2.component(
        f"kcolors_{name}",
        html=(folder / f"{name}.html").read_text("utf-8"),
        css=css,
        js="\n".join([facts, *parts]),
    )


def static(*names: str) -> list[Path]:
    """Scripts that widgets share."""
    return [_STATIC / f"{name}.js" for name in names]


def nothing() -> None:
    """Do nothing; that there is a callback makes Streamlit keep the value."""


def as_hex(values: NDArray[Any] | None) -> str | None:
    """Bytes as hexadecimal text, or None."""
    return None if values is None else values.tobytes().hex()


_store = component(_STATIC, "store", *static("shelf", "store"), styled=False)


def put(key: str, message: dict[str, Any], file: bytes | None = None) -> None:
    """Send something to the browser's store, where every widget finds it.

    Parameters
    ----------
    key : str
        Of the widget that carries it; one place on the page each.
    message : dict
        What JSON can hold. Its ``kind`` says what it is.
    file : bytes, optional
        Bytes that go with it. Streamlit sends either JSON or bytes. So the message
        is bytes then: the length of the header (4 bytes, little endian), the header
        as JSON, the file.
    """
    data: object = message
    if file is not None:
        header = json.dumps(message).encode()
        data = len(header).to_bytes(4, "little") + header + file
    with run.store():
        _store(key=key, data=data)

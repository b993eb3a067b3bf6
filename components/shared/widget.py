"""Parts of the page that Streamlit has no widget for: Components v2, without a build.

A widget is a module (js) and its looks (css), files in the folder of its feature.
Streamlit gets neither, only a few lines that load the module: what Streamlit has of a
widget it sends with each of its messages.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components.shared import assets, run

_LOADER: Final = Path(__file__).with_name("loader.js")
_STATIC: Final = Path(__file__).parents[1] / "static"


def component(script: Path) -> Any:  # noqa: ANN401 - Streamlit's own type is private
    """Register a widget.

    Parameters
    ----------
    script : Path
        Its module, whose default export is what ``widget`` in ``static/widget.js``
        returns.
    """
    return st.components.v2.component(
        f"kcolors_{script.stem}", js=loader(assets.name_of(script))
    )


def loader(name: str) -> str:
    """Write the script that loads a module.

    Parameters
    ----------
    name : str
        Name of the module, as in `assets.FILES`.
    """
    lines = (line.strip() for line in _LOADER.read_text("utf-8").splitlines())
    code = "\n".join(line for line in lines if line and line[0] != "/")
    return code.replace("$FOLDER", assets.FOLDER).replace("$NAME", name)


def nothing() -> None:
    """Do nothing; that there is a callback makes Streamlit keep the value."""


def as_hex(values: NDArray[Any] | None) -> str | None:
    """Bytes as hexadecimal text, or None."""
    return None if values is None else values.tobytes().hex()


def in_short(weights: NDArray[np.float64]) -> list[float]:
    """Round weights to what a share in percent needs; none of a pixel becomes 0."""
    rounded = np.round(weights, 3).tolist()
    return [int(each) if each.is_integer() else each for each in rounded]


_store = component(_STATIC / "store_widget.js")


def put(key: str, message: Mapping[str, object] | bytes) -> None:
    """Send something to the browser's store, where every widget finds it.

    Parameters
    ----------
    key : str
        Of the widget that carries it; one place on the page each.
    message : mapping or bytes
        As of `packed`, or what that returned: to be kept where packing takes long.
    """
    data = message if isinstance(message, bytes) else packed(message)
    with run.store():
        _store(key=key, data=data)


def packed(message: Mapping[str, object]) -> bytes:
    """Write a message to the store as it travels.

    All travel as bytes, because Streamlit writes JSON twice, and first looks for tables
    in it.

    Parameters
    ----------
    message : mapping
        What JSON can hold. Its ``kind`` says what it is. There may be bytes in it, as
        ``file``.

    Returns
    -------
    bytes
        The length of the header (4 bytes, little endian), the header as JSON, the file.
    """
    file = message.get("file")
    if not isinstance(file, bytes):
        return _headed(message)
    rest = {name: value for name, value in message.items() if name != "file"}
    return _headed(rest) + file


def _headed(message: Mapping[str, object]) -> bytes:
    header = json.dumps(message).encode()
    return len(header).to_bytes(4, "little") + header

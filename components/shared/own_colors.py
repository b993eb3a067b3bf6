"""Colors that a visitor brings along: in the session, a few also in the address."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components.engine import ColorList, hex_code, read_palette
from components.engine.clustering.given import first_of_each
from components.engine.judging.vision import nearest_name
from components.shared import address
from components.shared.callback import whole

LIST: Final = "list"
"""Key of the choice of a list."""

OWN: Final = "own"
"""What it is called there."""

MOST_IN_ADDRESS: Final = 64

# Names are looked for in a palette as a whole, which takes the square of its length.
_NAMED_AT_ONCE: Final = 256

_OWN: Final = "_own_colors"
_PARAMETER: Final = "own"


def recall() -> ColorList | None:
    """Return the own colors, if there are any; at first, those of the address."""
    if _OWN not in st.session_state:
        st.session_state[_OWN] = _in_address()
    found: ColorList | None = st.session_state[_OWN]
    return found


def write(listed: ColorList | None) -> None:
    """Put own colors into the address if they are not too many, or take them out."""
    few = listed is not None and len(listed) <= MOST_IN_ADDRESS
    codes = [hex_code(color)[1:] for color in listed.colors] if listed and few else []
    address.write(_PARAMETER, ",".join(codes) or None)


@whole
def take(listed: ColorList) -> None:
    """Choose from these colors from now on; only from a callback."""
    st.session_state[_OWN] = listed
    st.session_state[LIST] = OWN


def listed(
    colors: NDArray[np.uint8],
    names: Sequence[str],
    codes: Sequence[str],
    source: str,
) -> ColorList:
    """Return colors as a list, each of them once.

    Parameters
    ----------
    colors : ndarray of shape (n, 3), uint8
        sRGB.
    names, codes : sequence of n str
        What they are called; a color without either has the nearest name.
    source : str
        Where they are from.
    """
    rows = first_of_each(colors).tolist()
    called = {row: names[row] for row in rows}
    nameless = [row for row in rows if not names[row] and not codes[row]]
    for at in range(0, len(nameless), _NAMED_AT_ONCE):
        part = nameless[at : at + _NAMED_AT_ONCE]
        called |= dict(zip(part, nearest_name(colors[part]), strict=True))
    return ColorList(
        OWN,
        "your own colors",
        "own",
        colors[rows],
        tuple(codes[row] for row in rows),
        tuple(called.values()),
        source,
        "",
        "",
    )


def _in_address() -> ColorList | None:
    asked = st.query_params.get(_PARAMETER, "")[: 7 * MOST_IN_ADDRESS]
    codes = [each for each in asked.split(",") if len(each) == 6]
    try:
        read = read_palette(",".join(f"#{each}" for each in codes).encode())
    except ValueError:
        return None
    return listed(read.colors, read.names, read.codes, "a link")

"""k-means to look at and to play with, on the picture that is on the page."""

from typing import Final

import streamlit as st

from components.features.learn import widget
from components.model.document import Document
from components.shared import address, stops
from components.shared.heading import header
from components.shared.state import Setting

ACT: Final = Setting("act", widget.ACTS)
START: Final = Setting("start", widget.STARTS)
SEED: Final = "seed"
"""Name of the parameter in the address that holds the seed of what is drawn."""

_KEY: Final = "learn"


def show(document: Document) -> None:
    """Draw the stage.

    Parameters
    ----------
    document : Document
        The picture and its fits; what is drawn of it, the browser has.
    """
    header("Watch k-means find the colors")
    begin: widget.Where = {
        "act": ACT.in_address(),
        "start": START.in_address(),
        "seed": _seed(),
    }
    elbow = stops.bend(document.fits)
    where = widget.learn(document.picture.key, begin, elbow, _KEY)
    ACT.write(where["act"])
    START.write(where["start"])
    address.write(SEED, None if where["seed"] == 1 else str(where["seed"]))


def _seed() -> int:
    """Return the seed that the address asks for, or the usual one."""
    asked = st.query_params.get(SEED, "")
    seed = int(asked) if asked.isdecimal() and len(asked) <= 4 else 1
    return max(1, seed)

"""What a visitor has changed in palettes: in the session, and of one in the address.

Each number of colors of each fit has a palette of its own, and so changes of its own,
which are there again when somebody comes back to it. The address holds those of the
palette on the page, after a checksum of it: in another one they would change others.
"""

import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from components.engine import round_centers
from components.model.edits import NONE, Edits, read
from components.model.fits import Fits
from components.shared import address
from components.shared.callback import whole

# Changes of one palette, step by step; the first step changes nothing.
_Steps = tuple[Edits, ...]
# A palette, by the key of its fits and the number of its colors.
_Palette = tuple[str, int]

_STEPS: Final = "_edits"
_ASKED: Final = "_asked_edits"
_PARAMETER: Final = "edit"

_MOST_PALETTES: Final = 64
_MOST_STEPS: Final = 100
_LONGEST_KEY: Final = 500

_CODE: Final = re.compile("#[0-9a-f]{6}")


def recall(fits: Fits) -> dict[int, Edits]:
    """Return for each k what is changed among its colors, where anything is.

    Fits that are not final have other colors, of which nothing is changed.
    """
    if not fits.final:
        return {}
    _adopt_what_the_address_asks(fits)
    now = {k: steps[-1] for (key, k), steps in _all().items() if key == fits.key}
    there = fits.every_k
    return {k: now[k] for k in there if k in now and now[k] and now[k].fit(k)}


def write(fits: Fits, k: int) -> None:
    """Put what is changed among k colors into the address."""
    if not fits.final:
        return
    edits = recall(fits).get(k)
    words = f"{_checksum(fits, k)}.{edits.key}" if edits else None
    address.write(_PARAMETER, words)


def ever() -> bool:
    """Tell whether anything was changed in this visit: then the browser has heard."""
    return bool(_all())


@whole
def take_from(widget: str) -> None:
    """Change a palette, as one of our own widgets has told."""
    told: Any = st.session_state[widget]["edit"]
    if told is None:
        return
    palette = str(told["palettes"])[:_LONGEST_KEY], int(told["k"])
    _keep(palette, _after(_all().get(palette, (NONE,)), told))


def _after(steps: _Steps, told: Mapping[str, Any]) -> _Steps:
    """Return what has been changed, step by step, when something is done."""
    if told["does"] == "undo":
        return steps[:-1] or (NONE,)
    if told["does"] == "undo all":
        return (NONE,)
    edits = _changed(steps[-1], told)
    if edits == steps[-1] or not edits.fit(int(told["k"])):
        return steps
    # A color that is still being looked for is one step, wherever it stops on the way.
    before = steps[:-1] if told["again"] and len(steps) > 1 else steps
    return (*before, edits)[-_MOST_STEPS:]


def _changed(edits: Edits, told: Mapping[str, Any]) -> Edits:
    entry, code, into = int(told["entry"]), told["code"], told["into"]
    if told["does"] == "merge" and into is not None:
        return edits.merge(entry, int(into))
    if told["does"] == "leave out":
        return edits.leave_out(entry)
    if told["does"] == "color" and (code is None or _CODE.fullmatch(code)):
        return edits.recolor(entry, code)
    return edits


def _all() -> dict[_Palette, _Steps]:
    found: dict[_Palette, _Steps] = st.session_state.get(_STEPS, {})
    return found


def _keep(palette: _Palette, steps: _Steps) -> None:
    """Keep the steps of a palette; of the palettes the latest."""
    others = {each: held for each, held in _all().items() if each != palette}
    kept = list((others | {palette: steps}).items())[-_MOST_PALETTES:]
    st.session_state[_STEPS] = dict(kept)


def _adopt_what_the_address_asks(fits: Fits) -> None:
    """Change the palette that the address was written for, once it is on the page.

    That may be later: a picture of one's own comes after the page is there.
    """
    if _ASKED not in st.session_state:
        st.session_state[_ASKED] = st.query_params.get(_PARAMETER)
    asked = st.session_state[_ASKED]
    if asked is None:
        return
    checksum, _, words = asked.partition(".")
    edits = read(words)
    for k in fits.every_k if edits else ():
        if _checksum(fits, k) == checksum and edits is not None and edits.fit(k):
            st.session_state[_ASKED] = None
            _keep((fits.key, k), (NONE, edits))
            return


def _checksum(fits: Fits, k: int) -> str:
    """Return eight hexadecimal digits that tell a palette from most others."""
    return f"{zlib.crc32(round_centers(fits.sweep.colors[k - 1]).tobytes()):08x}"

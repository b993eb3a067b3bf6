"""Colors that somebody brings along: pasted, of a palette file, of another picture."""

from typing import Final

import streamlit as st

from components.engine import ColorList, ImageError, PaletteFileError, hex_code
from components.shared import own_colors, template, text
from components.shared.callback import whole
from components.shared.filenames import as_its_owner_wrote_it, shown
from components.work import sandbox

CODES: Final = "own_codes"
FILE: Final = "own_file"
_PROBLEM: Final = "_own_problem"

_ENDINGS: Final = [
    "gpl", "ase", "aco", "act", "pal", "txt", "hex", "css", "json", "csv", "tsv",
]  # fmt: skip
_MOST_LETTERS: Final = 100_000
_NONE_YET: Final = "There are none yet: until then any color will do."
_UNREADABLE: Final = "This palette takes too long or too much memory to read."
_MEANING: Final = "For each number of colors the page picks the best of these."
_IN_LINK: Final = "A link carries them, without the names from a file."
_NOT_IN_LINK: Final = (
    f"More than {text.colors(own_colors.MOST_IN_ADDRESS)} do not fit in a link: they"
    " stay in this window, until it is closed or loaded anew."
)


def show() -> ColorList | None:
    """Draw the ways to bring colors along, and those that are there; return them."""
    with st.form("own", border=False):
        st.text_area(
            "Paste color codes",
            key=CODES,
            placeholder="#ff8800 orange, #0088ff, 336699 …",
            max_chars=_MOST_LETTERS,
            height=80,
        )
        st.form_submit_button("Use these codes", on_click=_take_codes)
    st.file_uploader(
        "Or load a palette file",
        type=_ENDINGS,
        key=FILE,
        on_change=_take_file,
        max_upload_size=1,
        help="As GIMP, Adobe programs, paint.net, Paint Shop Pro and this page write"
        " them; also CSS, JSON, CSV and lists of hex codes.",
    )
    problem = st.session_state.get(_PROBLEM)
    if problem:
        st.error(problem, icon=":material/broken_image:")
    listed = own_colors.recall()
    if listed is None:
        st.write(f":small[{_NONE_YET}]")
        return None
    codes = [hex_code(color) for color in listed.colors]
    st.html(template.render("lists/own.jinja", codes=codes))
    few = len(listed) <= own_colors.MOST_IN_ADDRESS
    said = f"**{text.colors(len(listed))}**, from {shown(listed.source)}. {_MEANING}"
    st.write(f":small[{said} {_IN_LINK if few else _NOT_IN_LINK}]")
    return listed


@whole
def _take_codes() -> None:
    words = str(st.session_state.get(CODES) or "")
    _read(words.encode(), "", "pasted codes")


@whole
def _take_file() -> None:
    file = st.session_state.get(FILE)
    if file is not None:
        name = as_its_owner_wrote_it(file.name)
        _read(file.getvalue(), name, name)


def _read(data: bytes, name: str, source: str) -> None:
    """Read colors; where they cannot be used, say why, and leave those before."""
    try:
        read = sandbox.read_colors(data, name)
    except (PaletteFileError, ImageError, MemoryError) as problem:
        why = str(problem) if isinstance(problem, PaletteFileError) else _UNREADABLE
        before = " The colors before are still here." if own_colors.recall() else ""
        st.session_state[_PROBLEM] = text.plain(f"{why}{before}")
        return
    st.session_state[_PROBLEM] = None
    own_colors.take(own_colors.listed(read.colors, read.names, read.codes, source))

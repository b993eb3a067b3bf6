"""Whether any color will do, or the best of a list: of threads, beads, a screen."""

from typing import Final

import streamlit as st

from components.engine import ColorList, ListKind, color_lists
from components.model.given import ANY, Given
from components.shared import text
from components.shared.state import Setting

_ANY: Final = "any"

_KINDS: Final[dict[ListKind, str]] = {
    "threads": "Threads",
    "beads": "Beads",
    "diamonds": "Diamond painting",
    "bricks": "Bricks",
    "e-ink": "E-ink",
    "screens": "Screens",
    "grays": "Grays",
}

_MEANING: Final = (
    "Any color will do: the page finds those that fit the picture best. Or choose a"
    " list, of threads or beads say, and it picks the best of that."
)


def show() -> Given:
    """Draw the choice, with what there is to know about a list; return it."""
    lists = {each.key: each for each in color_lists()}
    setting = Setting("list", (_ANY, *lists))
    _take_short_name(setting)
    before = setting.recall()
    chosen = st.selectbox(
        "Choose from",
        setting.choices,
        index=setting.choices.index(before),  # a popover that opens draws it anew
        format_func=lambda key: _name(lists[key]) if key in lists else "Any colors",
        key=setting.key,
    )
    setting.write(chosen)
    listed = lists.get(chosen)
    st.write(f":small[{_MEANING if listed is None else about(listed)}]")
    return ANY if listed is None else Given(listed)


def about(listed: ColorList) -> str:
    """Say what choosing from a list does, and how far to trust it.

    Parameters
    ----------
    listed : ColorList
        The list.
    """
    best = (
        f"For each number of colors the page picks the best of these {len(listed):,}."
        " The palette, the shopping list (tab *Colors*) and the files have their codes."
    )
    return f"{best} {listed.note} Source: {listed.source}. License: {listed.licence}."


def _name(listed: ColorList) -> str:
    """Return what a list is called, with its kind and its length."""
    return f"{_KINDS[listed.kind]}: {listed.name} ({text.colors(len(listed))})"


def _take_short_name(setting: Setting[str]) -> None:
    """Let an address ask for a list by the begin of its name: ``?list=dmc``."""
    if setting.key in st.session_state:
        return
    asked = st.query_params.get(setting.key, "")
    found = [key for key in setting.choices if key.startswith(f"{asked}-")]
    if found and asked not in setting.choices:
        st.session_state[setting.key] = found[0]

"""What the colors are taken from: any, of which some are kept, or a list."""

from typing import Final

import streamlit as st

from components.engine import ColorList, ListKind, color_lists
from components.features.lists import own, ticked
from components.model.given import Given
from components.shared import own_colors, pins, template, text
from components.shared.state import Setting

_ANY: Final = "any"
_NAMES: Final = {_ANY: "Any colors", own_colors.OWN: "Your own colors"}

_KINDS: Final[dict[ListKind, str]] = {
    "threads": "Threads",
    "beads": "Beads",
    "diamonds": "Diamond painting",
    "bricks": "Bricks",
    "e-ink": "E-ink",
    "screens": "Screens",
    "grays": "Grays",
    "own": "Your own",
}

_MEANING: Final = (
    "Any color will do: the page finds those that fit the picture best. Or choose a"
    " list, of threads or beads say, or colors of your own, and it picks the best of"
    " that."
)

_HOW_TO_KEEP: Final = (
    "To keep a color whatever the number: click it in the picture or in the palette,"
    " then *Keep* below."
)
_NOT_IN_LISTS: Final = "Colors of your own choice can be kept with *Any colors*."
_FOR_A_PANEL: Final = (
    "You see the colors that the panel shows. What you save holds those that have to be"
    " sent to it for that."
)
_IDLE: Final = (
    "They wait: a list has only its own colors. With *Any colors* they are kept again."
)


def show() -> Given:
    """Draw the choice, with what there is to know about a list; return it."""
    lists = {each.key: each for each in color_lists()}
    setting = Setting(own_colors.LIST, (_ANY, own_colors.OWN, *lists))
    _take_short_name(setting)
    before = setting.recall()
    chosen = st.selectbox(
        "Choose from",
        setting.choices,
        index=setting.choices.index(before),  # a popover that opens draws it anew
        format_func=lambda key: _name(lists[key]) if key in lists else _NAMES[key],
        key=setting.key,
    )
    setting.write(chosen)
    listed = lists.get(chosen)
    if chosen == own_colors.OWN:
        listed = own.show()
    else:
        have = len(ticked.recall(listed)) if listed else 0
        st.write(f":small[{about(listed, have) if listed else _MEANING}]")
    own_colors.write(listed if chosen == own_colors.OWN else None)
    if chosen in lists:
        listed = ticked.show(lists[chosen])
    else:
        ticked.forget_address()
    kept = pins.recall()
    pins.write()
    _pinned(kept, listed is not None)
    return Given(pins=kept) if listed is None else Given(listed)


def _pinned(kept: tuple[str, ...], idle: bool) -> None:
    """List the colors that are kept, each with a button that lets go of it."""
    if not kept:
        st.write(f":small[{_NOT_IN_LISTS if idle else _HOW_TO_KEEP}]")
        return
    st.write("**Kept colors**")
    with st.container(key="pins", gap="xsmall"):
        for code in kept:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(template.render("lists/pin.jinja", code=code), width="content")
                st.button(
                    f"Let go of {code}",
                    key=f"unpin_{code[1:]}",
                    on_click=pins.let_go,
                    args=(code,),
                )
    if len(kept) > 1:
        st.button("Let all go", key="unpin_all", on_click=pins.let_all_go)
    st.write(f":small[{_IDLE if idle else kept_in_words(len(kept))}]")


def kept_in_words(count: int) -> str:
    """Say what it means that some colors are kept.

    Examples
    --------
    >>> kept_in_words(1)
    'It stays as it is; the page finds the others around it.'
    >>> kept_in_words(3)
    'They stay as they are from 3 colors on; with fewer, the first ones are there.'
    """
    if count == 1:
        return "It stays as it is; the page finds the others around it."
    return (
        f"They stay as they are from {text.colors(count)} on; with fewer, the first"
        " ones are there."
    )


def about(listed: ColorList, have: int = 0) -> str:
    """Say what choosing from a list does, and how far to trust it.

    Parameters
    ----------
    listed : ColorList
        The list.
    have : int
        How many of its colors somebody has; 0 where all of them count.
    """
    of = f"these {len(listed):,}"
    if have:
        of = f"the {have:,} that you have of {of}"
    best = (
        f"For each number of colors the page picks the best of {of}."
        " The palette, the shopping list (tab *Colors*) and the files have their codes."
    )
    if listed.device is not None:
        best += f" {_FOR_A_PANEL}"
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

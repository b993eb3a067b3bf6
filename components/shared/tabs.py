"""What lies below the first screen: tabs, of which the open one alone is worked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, get_args

import streamlit as st

from components.shared.state import Setting

Name = Literal["Stop", "Colors", "Sizes", "Lost", "Take away", "Learn", "Many"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)

KEY: Final = "tab"
"""Of the tabs in the session, and of the parameter in the address."""

OPEN: Final = Setting(KEY, NAMES)


class Tabs:
    """The tabs, drawn where this is made; what is in them may come later in a run.

    They are not bound to the address: the browser alone would write there which one is
    open, and an older run whose address crosses the click would take it out for good.
    """

    def __init__(self) -> None:
        self._name = OPEN.recall()
        drawn = st.tabs(NAMES, key=KEY, on_change="rerun")
        OPEN.write(self._name)
        self._tabs = dict(zip(NAMES, drawn, strict=True))

    @contextmanager
    def opened(self) -> Iterator[Name]:
        """Draw in the tab that is open; its name."""
        with self._tabs[self._name]:
            yield self._name

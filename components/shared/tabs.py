"""What lies below the first screen: tabs, of which the open one alone is worked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, get_args

import streamlit as st

Name = Literal["Stop", "Colors", "Sizes", "Lost", "Take away", "Learn", "Many"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)

KEY: Final = "tab"
"""Of the tabs in the session, and of the parameter in the address."""


class Tabs:
    """The tabs, drawn where this is made; what is in them may come later in a run."""

    def __init__(self) -> None:
        drawn = st.tabs(NAMES, key=KEY, on_change="rerun", bind="query-params")
        self._tabs = dict(zip(NAMES, drawn, strict=True))

    @contextmanager
    def opened(self) -> Iterator[Name]:
        """Draw in the tab that is open; its name."""
        name = next((each for each, tab in self._tabs.items() if tab.open), NAMES[0])
        with self._tabs[name]:
            yield name

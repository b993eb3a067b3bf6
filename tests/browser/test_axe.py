"""The page shuts nobody out: what axe finds in every tab and way of comparing.

Axe asks of every element what lies around it, and of all of the page that takes long:
where only a part is another than where all has been looked at, it is asked of that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Page

from components.shared.tabs import NAMES
from tests.browser.sized import (
    COLORS,
    DESK,
    PANEL,
    night,
    resized,
    small_targets,
    violations,
)
from tests.browser.view import all_there, open_tab, show
from tests.cases import case

pytestmark = pytest.mark.browser

_AT = "/?sample=coffee&k=24"
# A laptop's window in which everything is twice as large.
_TWICE = (683, 450)
_WIDE = "document.documentElement.scrollWidth <= window.innerWidth"

# What is widest in a tab, and has to fit on the narrowest phone.
_WIDEST: Final = {"Sizes": "Strongly", "Stop": "Error, logarithmic"}


@dataclass(frozen=True)
class Place:
    """Somewhere on the page: how one comes there, and what is other there."""

    name: str
    go: Callable[[Page], None]
    within: str | None


def way(name: str, within: str | None = ".st-key-viewer") -> Place:
    """Compare in some way."""
    return Place(name, lambda tab: show(tab, f"{_AT}&compare={name}"), within)


def in_tab(name: str) -> Place:
    """Open a tab."""
    return Place(name, lambda tab: open_tab(tab, name), PANEL)


def test_axe_finds_nothing_in_any_tab_and_way_of_comparing(kept: Page) -> None:
    with resized(kept, DESK):
        finds_nothing_by_day_and_night(kept, way("side", None), way("wipe"))
        finds_nothing_by_day_and_night(kept, way("hold"), way("map"))
        show(kept, _AT)
        tabs = [in_tab(name) for name in NAMES[1:]]
        for one, other in zip(tabs[::2], tabs[1::2], strict=True):
            finds_nothing_by_day_and_night(kept, one, other)


def finds_nothing_by_day_and_night(tab: Page, one: Place, other: Place) -> None:
    """Look at two places: the other first by night, as it takes long to turn."""
    come(tab, one)
    by_day(tab, one)
    with night(tab):
        by_night(tab, one)
        come(tab, other)
        by_night(tab, other)
    by_day(tab, other)


def come(tab: Page, place: Place) -> None:
    """Go somewhere, and wait until all of it is there."""
    place.go(tab)
    all_there(tab)


def by_day(tab: Page, place: Place) -> None:
    """Look at all that axe can tell, and at what a finger could miss."""
    with case((place.name, "light")):
        assert violations(tab, within=place.within) == []
        assert small_targets(tab) == []


def by_night(tab: Page, place: Place) -> None:
    """Look at the colors."""
    with case((place.name, "dark")):
        assert violations(tab, COLORS, within=place.within) == []


def test_axe_finds_nothing_at_twice_the_size(kept: Page) -> None:
    with resized(kept, _TWICE):
        show(kept, _AT)
        all_there(kept)
        with case("light"):
            assert violations(kept) == []
            assert kept.evaluate(_WIDE)
        with case("dark"), night(kept):
            assert violations(kept, COLORS) == []
            assert kept.evaluate(_WIDE)


def test_axe_finds_nothing_in_any_tab_on_a_phone(phone: Page) -> None:
    show(phone, _AT)
    all_there(phone)
    with case("light"):
        assert violations(phone) == []
        assert phone.evaluate(_WIDE)
    with night(phone):
        for name in NAMES:
            open_tab(phone, name)
            all_there(phone)
            with case(name):
                within = None if name == NAMES[0] else PANEL
                assert violations(phone, within=within) == []
                assert small_targets(phone) == []
                assert phone.evaluate(_WIDE)
                if name in _WIDEST:
                    fits_on_the_narrowest(phone, _WIDEST[name])


def fits_on_the_narrowest(tab: Page, choice: str) -> None:
    """See that the last of some choices beside each other is in the window."""
    with resized(tab, (320, 640)):
        place = tab.locator("button", has_text=choice).bounding_box()
        assert place is not None
        assert place["x"] + place["width"] <= 320

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
from tests.browser.view import all_there, named, open_tab, show
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


def way(name: str, words: str) -> Place:
    """Compare in some way."""

    def choose(tab: Page) -> None:
        tab.locator(".st-key-viewer").get_by_role("button", name=words).click()
        tab.wait_for_url(lambda url: named(url).get("compare") == name)

    return Place(name, choose, ".st-key-viewer")


def in_tab(name: str) -> Place:
    """Open a tab."""
    return Place(name, lambda tab: open_tab(tab, name), PANEL)


# As it opens: both pictures side by side, and the first tab.
WHOLE: Final = Place("all", lambda tab: show(tab, _AT), None)


def test_axe_finds_nothing_in_any_tab_and_way_of_comparing_and_at_twice_the_size(
    kept: Page,
) -> None:
    others = [in_tab(name) for name in NAMES[1:]]
    others += [way("wipe", "Wipe"), way("hold", "Hold"), way("map", "Loss map")]
    with resized(kept, DESK):
        come(kept, WHOLE)
        by_day(kept, WHOLE)
        with night(kept):
            by_night(kept, WHOLE)
            at_twice_the_size(kept)
            come(kept, others[0])
            by_night(kept, others[0])
        by_day(kept, others[0])
        for one, other in zip(others[1::2], others[2::2], strict=True):
            finds_nothing_by_day_and_night(kept, one, other)


def at_twice_the_size(tab: Page) -> None:
    """Look at all of the page in a window that is half as large; nothing is cut off.

    What is other there is other by day and night.
    """
    with resized(tab, _TWICE), case("at twice the size"):
        all_there(tab)
        assert violations(tab) == []
        assert tab.evaluate(_WIDE)


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


def test_axe_finds_nothing_in_any_tab_on_a_phone(phone: Page) -> None:
    show(phone, _AT)
    all_there(phone)
    with case("light"):
        assert violations(phone, COLORS) == []  # all else: see by night
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

"""The page shuts nobody out: what axe finds in every tab and way of comparing.

Axe asks of every element what lies around it, and of all of the page that takes long:
where only a part is another than where all has been looked at, it is asked of that.
"""

from collections.abc import Mapping
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

# A laptop's window in which everything is twice as large.
_TWICE = (683, 450)
_WIDE = "document.documentElement.scrollWidth <= window.innerWidth"

# What is widest in a tab, and has to fit on the narrowest phone.
_WIDEST: Final = {"Sizes": "Strongly", "Stop": "Error, logarithmic"}


def test_axe_finds_nothing_in_any_tab_and_way_of_comparing(kept: Page) -> None:
    with resized(kept, DESK):
        finds_nothing_in_any_way_of_comparing(kept)
        assert small_targets(kept) == []
        with case("dark"), night(kept):
            finds_nothing_in_any_way_of_comparing(kept, COLORS)
        for name in NAMES[1:]:
            open_tab(kept, name)
            all_there(kept)
            with case((name, "light")):
                assert violations(kept, within=PANEL) == []
                assert small_targets(kept) == []
            with case((name, "dark")), night(kept):
                assert violations(kept, COLORS, within=PANEL) == []


def finds_nothing_in_any_way_of_comparing(
    tab: Page, rules: Mapping[str, object] = {}
) -> None:
    """Look at all of the page, and at the viewer in its other ways."""
    show(tab, "/?sample=coffee&k=24")
    all_there(tab)
    with case("side by side"):
        assert violations(tab, rules) == []
    for way in ("wipe", "hold", "map"):
        show(tab, f"/?sample=coffee&k=24&compare={way}")
        all_there(tab)
        with case(way):
            assert violations(tab, rules, within=".st-key-viewer") == []
    show(tab, "/?sample=coffee&k=24")


def test_axe_finds_nothing_at_twice_the_size(kept: Page) -> None:
    with resized(kept, _TWICE):
        show(kept, "/?sample=coffee&k=24")
        all_there(kept)
        with case("light"):
            assert violations(kept) == []
            assert kept.evaluate(_WIDE)
        with case("dark"), night(kept):
            assert violations(kept, COLORS) == []
            assert kept.evaluate(_WIDE)


def test_axe_finds_nothing_in_any_tab_on_a_phone(phone: Page) -> None:
    show(phone, "/?sample=coffee&k=24")
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

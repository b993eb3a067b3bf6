"""A copied link opens what was on the screen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.sized import PANEL, violations
from tests.browser.view import (
    drawing_options,
    expect_k,
    give,
    named,
    open_picture,
    settled,
    show,
    slider,
    snapshot,
    step_width,
    thumb,
)
from tests.cases import case
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

# A browser that lets no page copy, in either way, and one that does again.
DENY = """() => {
    const denied = { value: undefined, configurable: true };
    Object.defineProperty(navigator, "clipboard", denied);
    document.execCommand = () => false;
}"""
ALLOW = """() => {
    delete navigator.clipboard;
    delete document.execCommand;
}"""

OKLAB = "As the eye sees (Oklab)"


@contextmanager
def elsewhere(opened: Open) -> Iterator[Page]:
    """Open a window of somebody with a phone; fails if anything in it complains."""
    window = opened(True)
    yield window.tab
    window.tab.close()
    assert window.complaints == []


def share(tab: Page) -> Locator:
    """Find the button that copies, with what it says."""
    return tab.locator(".st-key-share")


def copy_link(tab: Page, dragging: bool = False) -> str:
    """Press the button, perhaps during a drag; return what is on the clipboard."""
    said = share(tab).get_by_role("status")
    said.evaluate("said => { said.textContent = ''; }")  # of the last time
    button = share(tab).get_by_role("button", name="Copy link")
    button.dispatch_event("click") if dragging else button.click()
    expect(said).to_contain_text("Link copied.")
    return str(tab.evaluate("navigator.clipboard.readText()"))


def choose_space(tab: Page, name: str) -> None:
    """Choose how differences between colors are measured."""
    with drawing_options(tab):
        tab.get_by_role("combobox", name="Colors differ by").click()
        tab.get_by_role("option", name=name).click()
        equal_steps = tab.get_by_text("Equal steps look equally large.")
        expect(equal_steps).to_have_count(int(name == OKLAB))
        settled(tab)


def test_a_copied_link_opens_the_same_view_elsewhere(kept: Page, opened: Open) -> None:
    show(kept, "/?sample=pixel-art&k=8&tab=Take+away")
    slider(kept).focus()
    kept.keyboard.press("ArrowLeft")
    expect_k(kept, 7)
    usual = snapshot(kept)
    choose_space(kept, OKLAB)
    kept.locator(".st-key-viewer").get_by_role("button", name="Hold").click()
    kept.wait_for_url("**compare=hold**")
    expect_k(kept, 7)
    before = snapshot(kept)
    assert before != usual

    link = copy_link(kept)
    expect(share(kept).get_by_role("status")).to_have_text("Link copied.")
    with elsewhere(opened) as other:
        open_picture(other, link)
        expect_k(other, 7)
        sample = other.locator(".st-key-sample_pixel-art")
        expect(sample.get_by_role("button", name="Pixel art")).to_be_visible()
        with drawing_options(other):
            expect(other.get_by_text("Equal steps look equally large.")).to_be_visible()
        hold = other.locator(".st-key-viewer").get_by_role("button", name="Hold")
        expect(hold).to_have_attribute("aria-pressed", "true")
        assert snapshot(other) == before
        assert snapshot(other, "original") == snapshot(kept, "original")
    choose_space(kept, "RGB values")  # as it was
    kept.wait_for_url(lambda url: "space" not in named(url))


def test_the_link_holds_the_k_on_screen_and_says_that_it_holds_no_picture(
    kept: Page,
) -> None:
    show(kept, "/?sample=pixel-art&k=5&tab=Take+away")
    with case("while the slider is dragged, it is that of the slider"):
        x, y = thumb(kept)
        kept.mouse.move(x, y)
        kept.mouse.down()
        kept.mouse.move(x + 4 * step_width(kept), y, steps=8)
        expect(kept.get_by_text("k = 9", exact=True).first).to_be_visible()
        assert "k=9" not in kept.url
        assert named(copy_link(kept, dragging=True))["k"] == "9"
        kept.mouse.up()
        expect_k(kept, 9)
    without_picture = share(kept).get_by_text("but not your picture")
    with case("of an upload it is said that it is not in the link"):
        give(kept, "holiday.png", encoded(photo(6, 4)))
        kept.wait_for_url(lambda url: "sample=" not in url)
        settled(kept)
        expect(slider(kept)).to_have_count(1)  # another takes the place of the first
        expect_k(kept, 9)
        link = copy_link(kept)
        expect(without_picture).to_be_visible()
        assert "holiday" not in link
    with case("of a sample nothing is said"):
        kept.locator(".st-key-sample_pixel-art").get_by_role("button").click()
        kept.wait_for_url("**sample=pixel-art**")
        settled(kept)
        copy_link(kept)
        expect(without_picture).to_have_count(0)


def test_where_copying_is_denied_the_link_is_shown_to_copy_by_hand(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=4&tab=Take+away")
    field = share(kept).get_by_role("textbox", name="Address of this view")
    expect(field).to_have_count(0)
    said = share(kept).get_by_role("status")
    kept.evaluate(DENY)
    share(kept).get_by_role("button", name="Copy link").press("Enter")
    expect(said).to_contain_text("does not let a page copy")
    expect(said).not_to_contain_text("Link copied.")
    expect(field).to_have_value(
        re.compile("sample=pixel-art.*k=4|k=4.*sample=pixel-art")
    )
    assert violations(kept, within=PANEL) == []
    kept.evaluate(ALLOW)
    copy_link(kept)  # as it was
    expect(field).to_have_count(0)

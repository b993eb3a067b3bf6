"""A copied link opens what was on the screen."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.view import (
    drawing_options,
    expect_k,
    give,
    open_picture,
    settled,
    show,
    slider,
    snapshot,
    step_width,
    thumb,
)
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

# A browser that lets no page copy, in either way.
DENY = """
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
"""


def copy_link(tab: Page) -> str:
    """Press the button; return what is on the clipboard."""
    tab.get_by_role("button", name="Copy link").click()
    expect(tab.get_by_text("Link copied.")).to_be_visible()
    return str(tab.evaluate("navigator.clipboard.readText()"))


def choose_space(tab: Page, name: str) -> None:
    """Choose how differences between colors are measured."""
    with drawing_options(tab):
        tab.get_by_role("combobox", name="Colors differ by").click()
        tab.get_by_role("option", name=name).click()
        expect(tab.get_by_text("Equal steps look equally large.")).to_be_visible()
        settled(tab)


def test_a_copied_link_opens_the_same_view_elsewhere(tab: Page, stranger: Page) -> None:
    open_picture(tab, "/?sample=sunset&tab=Take+away")
    slider(tab).focus()
    tab.keyboard.press("ArrowLeft")
    expect_k(tab, 15)
    choose_space(tab, "As the eye sees (Oklab)")
    tab.get_by_role("button", name="Wipe").click()
    tab.wait_for_url("**compare=wipe**")
    expect_k(tab, 15)
    before = snapshot(tab)

    link = copy_link(tab)
    expect(tab.get_by_role("status").filter(has_text="Link copied.")).to_have_text(
        "Link copied."
    )
    other = stranger
    open_picture(other, link)
    expect_k(other, 15)
    expect(other.get_by_role("button", name="Sunset")).to_be_visible()
    with drawing_options(other):
        expect(other.get_by_text("Equal steps look equally large.")).to_be_visible()
    wipe = other.get_by_role("button", name="Wipe")
    expect(wipe).to_have_attribute("aria-pressed", "true")
    assert snapshot(other) == before
    assert Axe().run(tab).response["violations"] == []
    assert snapshot(other, "original") == snapshot(tab, "original")


def test_while_the_slider_is_dragged_the_link_holds_the_k_on_screen(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=9&tab=Take+away")
    x, y = thumb(kept)
    kept.mouse.move(x, y)
    kept.mouse.down()
    kept.mouse.move(x + 4 * step_width(kept), y, steps=8)
    expect(kept.get_by_text("k = 13", exact=True).first).to_be_visible()
    assert "k=13" not in kept.url
    kept.get_by_role("button", name="Copy link").dispatch_event("click")
    expect(kept.get_by_text("Link copied.")).to_be_visible()
    link = str(kept.evaluate("navigator.clipboard.readText()"))
    assert parse_qs(urlsplit(link).query)["k"] == ["13"]
    kept.mouse.up()
    expect_k(kept, 13)


def test_with_an_upload_it_is_said_that_the_picture_is_not_in_the_link(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=5&tab=Take+away")
    give(tab, "holiday.png", encoded(photo()))
    tab.wait_for_url(lambda url: "sample=" not in url)
    expect_k(tab, 5)
    link = copy_link(tab)
    expect(tab.get_by_text("but not your picture")).to_be_visible()
    assert "holiday" not in link
    tab.get_by_role("button", name="Coffee").click()
    tab.wait_for_url("**sample=coffee**")
    settled(tab)
    copy_link(tab)
    expect(tab.get_by_text("but not your picture")).to_have_count(0)


def test_where_copying_is_denied_the_link_is_shown_to_copy_by_hand(tab: Page) -> None:
    tab.add_init_script(DENY)
    open_picture(tab, "/?sample=logo&k=4&tab=Take+away")
    settled(tab)
    field = tab.get_by_role("textbox", name="Address of this view")
    expect(field).to_have_count(0)
    tab.get_by_role("button", name="Copy link").press("Enter")
    expect(tab.get_by_text("does not let a page copy")).to_be_visible()
    expect(tab.get_by_text("Link copied.")).to_have_count(0)
    expect(field).to_have_value(re.compile("sample=logo.*k=4|k=4.*sample=logo"))
    assert Axe().run(tab).response["violations"] == []

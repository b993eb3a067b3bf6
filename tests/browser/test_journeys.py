"""What people do with the page, in a real browser."""

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from tests.browser.sized import resized
from tests.browser.test_one_screen import nothing_moves_while_it_loads
from tests.browser.view import (
    all_there,
    click_point,
    download,
    drawn,
    expect_k,
    give,
    named,
    open_tab,
    settled,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import decoded, distinct, encoded, photo, soft_badge

pytestmark = pytest.mark.browser


def test_what_is_shown_has_exactly_the_colors_of_the_palette_by_their_shares(
    kept: Page,
) -> None:
    show(kept, "/?sample=coffee&k=12")
    swatches = kept.locator('[data-role="swatch"]')
    expect(swatches).to_have_count(12)
    codes, widths = swatches.evaluate_all(
        """all => [all.map((each) => each.dataset.hex),
            all.map((each) => each.getBoundingClientRect().width)]"""
    )
    shown = drawn(kept, "quantized")[..., :3].reshape(-1, 3) @ [65536, 256, 1]
    colors, pixels = np.unique(shown, return_counts=True)
    shares = {f"#{color:06x}": many for color, many in zip(colors, pixels, strict=True)}
    assert shares.keys() == set(codes)
    assert np.array(widths) / sum(widths) == pytest.approx(
        [shares[code] / len(shown) for code in codes], abs=0.005
    )


def test_one_click_or_key_copies_a_hex_code(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=12")
    swatch = kept.locator('[data-role="swatch"]')
    with case("mouse"):
        swatch.first.click()
        is_copied(kept, str(swatch.first.get_attribute("data-hex")))
    with case("keyboard"):
        # Another code, so that it does not see what the mouse has copied.
        swatch.first.focus()
        kept.keyboard.press("ArrowRight")
        kept.keyboard.press("Enter")
        is_copied(kept, str(swatch.nth(1).get_attribute("data-hex")))


def is_copied(tab: Page, code: str) -> None:
    """See that a code is in the clipboard, and that this is said."""
    expect(tab.locator(".st-key-viewer .probe")).to_have_text(f"Copied {code}.")
    assert tab.evaluate("navigator.clipboard.readText()") == code


def test_both_pictures_stand_side_by_side_in_the_same_size(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=12")
    for width in (700, 1440):
        with case(width), resized(kept, (width, 900)):
            show(kept, "/?sample=coffee&k=12")
            stand_side_by_side(kept, width)


def stand_side_by_side(tab: Page, width: int) -> None:
    """See that both pictures are as large, and nothing is wider than the window."""
    boxes = [
        tab.locator(f'[data-role="{role}"]').bounding_box()
        for role in ("original", "quantized")
    ]
    left, right = boxes
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert (left["width"], left["height"]) == (right["width"], right["height"])
    assert right["x"] + right["width"] <= width
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    assert tab.evaluate(wide)


def test_a_photo_goes_all_the_way_from_upload_to_download_and_others_come_after_it(
    kept: Page, tmp_path: Path
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=17")
    all_there(tab)
    pixels = photo(64, 48)
    load(tab, pixels)
    expect_k(tab, 17)
    assert np.array_equal(drawn(tab, "original")[..., :3], pixels)

    before = snapshot(tab)
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")
    wait_for_another_picture(tab, before)
    expect_k(tab, 18)
    assert distinct(drawn(tab, "quantized")) == 18

    before = snapshot(tab)
    click_point(tab, 5)
    wait_for_another_picture(tab, before)
    expect_k(tab, 5)

    file = download(tab, tmp_path)
    assert file.name == "holiday-k5.png"
    saved = decoded(file.read_bytes())
    assert distinct(saved) == 5
    assert np.array_equal(saved, drawn(tab, "quantized"))

    with case("k stays when other pictures come"):
        k_stays_when_other_pictures_come(tab)
    with case("a transparent picture"):
        transparency_reaches_the_screen_and_the_file(tab, tmp_path)
    with case("a broken file"):
        after_a_broken_file_the_picture_before_it_is_there(tab)


# Clear in places, soft at its edges, and of more colors than k can be.
_BADGE = soft_badge(96)


def load(tab: Page, pixels: NDArray[np.uint8]) -> None:
    """Give a picture, and wait until it is there and drawn."""
    original, quantized = snapshot(tab, "original"), snapshot(tab)
    give(tab, "holiday.png", encoded(pixels))
    wait_for_another_picture(tab, original, "original")
    wait_for_another_picture(tab, quantized)
    settled(tab)


def k_stays_when_other_pictures_come(tab: Page) -> None:
    """Give a picture of few colors, move k, and give the badge."""
    few = np.resize(photo(64, 48).reshape(-1, 3)[:30], (30, 30, 3))
    load(tab, few)
    expect(slider(tab)).to_have_attribute("max", str(distinct(few)))
    expect_k(tab, 5)
    click_point(tab, 16)  # which the address does not name
    expect_k(tab, 16)
    load(tab, _BADGE)
    expect(slider(tab)).to_have_attribute("max", "64")
    expect_k(tab, 16)


def after_a_broken_file_the_picture_before_it_is_there(tab: Page) -> None:
    """Give a broken file: nothing else is to be seen at any time."""
    mine = snapshot(tab, "original")
    shown = tab.locator('[data-role="original"]').evaluate_handle(
        """(canvas) => {
            const shown = new Set();
            window.looking = true;
            const look = () => {
                if (!looking) return;
                shown.add(canvas.toDataURL());
                requestAnimationFrame(look);
            };
            look();
            return shown;
        }"""
    )
    give(tab, "broken.png", b"\x89PNG\r\n\x1a\n and no more")
    expect(tab.get_by_text("The picture before it is still here.")).to_be_visible()
    settled(tab)
    assert snapshot(tab, "original") == mine
    # Nor did anything else flash up in between.
    tab.evaluate("looking = false")
    assert shown.evaluate("shown => [...shown]") == [mine]
    assert "sample=" not in tab.url


def transparency_reaches_the_screen_and_the_file(tab: Page, folder: Path) -> None:
    """Look at the badge, and save it."""
    original = drawn(tab, "original")
    assert np.array_equal(original[..., 3], _BADGE[..., 3])
    saved = decoded(download(tab, folder).read_bytes())
    assert np.array_equal(saved[..., 3] == 0, original[..., 3] == 0)
    assert np.array_equal(saved[..., 3] == 255, original[..., 3] == 255)
    soft = (original[..., 3] > 0) & (original[..., 3] < 255)
    assert soft.any()
    error = saved[..., 3][soft].astype(int) - original[..., 3][soft]
    assert np.abs(error).max() <= 16


def test_the_page_works_by_keyboard_alone_and_is_left_and_opened_by_back_and_forward(
    tab: Page,
) -> None:
    with case("it comes"), resized(tab, (1366, 650)):
        nothing_moves_while_it_loads(tab, "/")  # it writes the sample into the address
    with case("sample and k by keyboard"):
        are_chosen_by_keyboard(tab)
    with case("back and forward"):
        back_leaves_the_page_whatever_was_chosen_and_forward_opens_it_again(tab)
    all_there(tab)
    with case("the way to the download"):
        the_keyboard_comes_to_the_download_soon(tab)
    with case("its place"):
        the_keyboard_keeps_its_place(tab)


def are_chosen_by_keyboard(tab: Page) -> None:
    """Choose a sample and k without the mouse."""
    before = snapshot(tab, "original")
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.innerText").strip() == "Coffee":
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**sample=coffee**")
    settled(tab)
    assert snapshot(tab, "original") != before
    for _ in range(20):
        tab.keyboard.press("Tab")
        if slider(tab).evaluate("s => s === document.activeElement"):
            break
    tab.keyboard.press("Home")
    expect_k(tab, 1)
    tab.keyboard.press("ArrowRight")
    expect_k(tab, 2)


def back_leaves_the_page_whatever_was_chosen_and_forward_opens_it_again(
    tab: Page,
) -> None:
    """Choose by mouse, too; go back, and forward."""
    viewer = tab.locator(".st-key-viewer")
    wipe = viewer.get_by_role("button", name="Wipe")
    wipe.click()
    tab.wait_for_url("**compare=wipe**")
    slider(tab).press("ArrowRight")
    open_tab(tab, "Colors")
    expect_k(tab, 3)
    expect(wipe).to_have_attribute("aria-pressed", "true")
    pictures = [snapshot(tab, role) for role in ("original", "quantized")]
    tab.go_back()
    assert tab.url == "about:blank"
    tab.go_forward()
    assert "sample=coffee" in tab.url
    expect_k(tab, 3)
    expect(tab.get_by_role("heading", name="Colors", exact=True)).to_be_visible()
    expect(wipe).to_have_attribute("aria-pressed", "true")
    tab.locator(".st-key-viewer .facts", has_text="as PNG").wait_for()
    assert [snapshot(tab, role) for role in ("original", "quantized")] == pictures
    # As it was. A click by mouse would bring the keyboard there, too.
    usual = viewer.get_by_role("button", name="Side by side")
    usual.evaluate("button => button.click()")
    expect(usual).to_have_attribute("aria-pressed", "true")
    settled(tab)


_AT = """
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
"""
_FOCUSED = f"""() => {{
    {_AT}
    return at?.getAttribute("aria-label") ?? at?.innerText ?? "";
}}"""
# Not the slider, whose thumb has a ring, and the swatches, which have one inside.
_RINGED = f"""() => {{
    {_AT}
    const ring = getComputedStyle(at).outlineStyle === "solid";
    return ring || at.matches("input[type=range], [data-role=swatch]");
}}"""


def the_keyboard_comes_to_the_download_soon(tab: Page) -> None:
    """Press Tab from the top of a new page till the download has the keyboard."""
    stops: list[str] = []
    while len(stops) < 40 and "Download as PNG" not in (stops or [""])[-1]:
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate(_FOCUSED))
        assert tab.evaluate(_RINGED), stops[-1]
    assert "Download as PNG" in stops[-1]
    assert len(stops) <= 30
    tab.keyboard.press("Tab")
    assert tab.evaluate(_RINGED)  # the tab, too


def the_keyboard_keeps_its_place(tab: Page) -> None:
    """Press what draws the page again, and what unfolds."""
    for button, key in (("Pixel art", "sample"), ("95 %", "k")):
        there = tab.get_by_role("button", name=button)
        before = named(tab.url)[key]
        there.press("Enter")
        expect(tab).not_to_have_url(re.compile(f"[?&]{key}={before}(&|$)"))
        settled(tab)
        expect(there).to_be_focused()
        expect(there).to_have_css("outline-style", "solid")  # though it is marked
    # The options come after the button that opens them, and Escape leads back to it.
    options = tab.get_by_role("button", name="Drawing")
    options.press("Enter")
    dither = tab.get_by_role("switch", name="Dither")
    expect(dither).to_be_visible()
    tab.keyboard.press("Tab")
    expect(dither).to_be_focused()
    tab.keyboard.press("Shift+Tab")
    expect(options).to_be_focused()
    tab.keyboard.press("Tab")
    while tab.evaluate(_FOCUSED) != "Projector":
        assert tab.evaluate("document.activeElement.closest('[role=dialog]') !== null")
        tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    expect(dither).to_have_count(0)
    swatches = tab.locator('[data-role="swatch"]')
    swatches.first.focus()
    tab.keyboard.press("End")
    expect(swatches.last).to_be_focused()
    tab.keyboard.press("Tab")
    assert "Copy" not in tab.evaluate(_FOCUSED)  # one stop for all of the strip

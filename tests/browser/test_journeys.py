"""What people do with the page, in a real browser."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.sized import PHONE, night, resized
from tests.browser.view import (
    all_there,
    click_point,
    download,
    drawn,
    expect_k,
    give,
    open_picture,
    open_tab,
    points,
    settled,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import decoded, distinct, encoded, photo

pytestmark = pytest.mark.browser


def test_a_photo_goes_all_the_way_from_upload_to_download(
    kept: Page, tmp_path: Path
) -> None:
    tab = kept
    show(tab)
    all_there(tab)
    sample = snapshot(tab)
    pixels = photo()
    give(tab, "holiday.png", encoded(pixels))
    wait_for_another_picture(tab, sample)
    expect_k(tab, 16)
    assert np.array_equal(drawn(tab, "original")[..., :3], pixels)

    before = snapshot(tab)
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")
    wait_for_another_picture(tab, before)
    expect_k(tab, 17)
    assert distinct(drawn(tab, "quantized")) == 17

    before = snapshot(tab)
    click_point(tab, 5)
    wait_for_another_picture(tab, before)
    expect_k(tab, 5)

    file = download(tab, tmp_path)
    assert file.name == "holiday-k5.png"
    saved = decoded(file.read_bytes())
    assert distinct(saved) == 5
    assert np.array_equal(saved, drawn(tab, "quantized"))


def test_what_is_shown_has_exactly_the_colors_of_the_palette(kept: Page) -> None:
    show(kept, "/?sample=astronaut&k=7")
    swatches = kept.locator('[data-role="swatch"]')
    expect(swatches).to_have_count(7)
    palette = {s.get_attribute("data-hex") for s in swatches.all()}
    shown = drawn(kept, "quantized").reshape(-1, 4)[:, :3]
    assert {"#" + c.tobytes().hex() for c in np.unique(shown, axis=0)} == palette


def test_the_strip_is_as_wide_as_each_color_s_share(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=4")
    shown = drawn(kept, "quantized")[..., :3].reshape(-1, 3)
    widths, shares = [], []
    for swatch in kept.locator('[data-role="swatch"]').all():
        box = swatch.bounding_box()
        assert box is not None
        widths.append(box["width"])
        color = bytes.fromhex(str(swatch.get_attribute("data-hex"))[1:])
        shares.append((shown == list(color)).all(axis=1).mean())
    assert np.array(widths) / sum(widths) == pytest.approx(shares, abs=0.005)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_one_click_copies_a_hex_code(kept: Page, by: str) -> None:
    show(kept, "/?sample=pixel-art&k=12")
    # Another code each time, so that neither sees what the other has copied.
    which = 0 if by == "mouse" else 1
    swatch = kept.locator('[data-role="swatch"]').nth(which)
    code = str(swatch.get_attribute("data-hex"))
    if by == "mouse":
        swatch.click()
    else:
        kept.locator('[data-role="swatch"]').first.focus()
        kept.keyboard.press("ArrowRight")
        kept.keyboard.press("Enter")
    expect(kept.locator(".st-key-viewer .probe")).to_have_text(f"Copied {code}.")
    assert kept.evaluate("navigator.clipboard.readText()") == code


def test_the_chart_marks_the_current_k_without_being_drawn_again(kept: Page) -> None:
    show(kept)
    all_there(kept)
    chart = kept.locator(".st-key-elbow .js-plotly-plot").element_handle()
    widths = "paths => paths.map((p) => parseFloat(getComputedStyle(p).strokeWidth))"
    assert np.argmax(points(kept).evaluate_all(widths)) == 15
    slider(kept).focus()
    kept.keyboard.press("ArrowLeft")
    expect_k(kept, 15)
    strokes = points(kept).evaluate_all(widths)
    assert np.argmax(strokes) == 14
    assert sorted(strokes)[-1] > sorted(strokes)[-2]
    assert chart.evaluate("c => c.isConnected")


def test_a_second_click_on_the_same_point_goes_there_again(kept: Page) -> None:
    show(kept)
    all_there(kept)
    click_point(kept, 9)
    expect_k(kept, 9)
    slider(kept).focus()
    kept.keyboard.press("ArrowRight")
    expect_k(kept, 10)
    click_point(kept, 9)
    expect_k(kept, 9)


def test_a_click_far_above_a_point_counts_as_that_point(kept: Page) -> None:
    show(kept)
    all_there(kept)
    points(kept).nth(1).scroll_into_view_if_needed()
    box = points(kept).nth(1).bounding_box()
    assert box is not None
    kept.mouse.click(box["x"] + box["width"] / 2, box["y"] - 60)
    expect_k(kept, 2)


def test_a_broken_file_is_told_of_and_the_page_goes_on(tab: Page) -> None:
    open_picture(tab, "/?sample=coffee&k=6")
    before = snapshot(tab, "original")
    give(tab, "broken.png", encoded(photo())[:3000])
    expect(tab.get_by_role("alert")).to_contain_text("broken.png could not be used.")
    settled(tab)
    assert snapshot(tab, "original") == before
    with resized(tab, PHONE):
        assert _bottom(tab, ".st-key-messages") <= _top(tab, ".st-key-slider")
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")
    expect_k(tab, 7)
    assert distinct(drawn(tab, "quantized")) == 7


def _top(tab: Page, selector: str) -> float:
    box = tab.locator(selector).bounding_box()
    assert box is not None
    return box["y"]


def _bottom(tab: Page, selector: str) -> float:
    box = tab.locator(selector).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_after_a_broken_file_the_picture_given_before_it_is_still_there(
    kept: Page,
) -> None:
    tab = kept
    show(tab)
    sample = snapshot(tab, "original")
    give(tab, "holiday.png", encoded(photo()))
    wait_for_another_picture(tab, sample, "original")
    settled(tab)
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


def test_the_page_works_by_keyboard_alone(tab: Page) -> None:
    open_picture(tab)
    before = snapshot(tab, "original")
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.innerText").strip() == "Sunset":
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**sample=sunset**")
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


def test_k_stays_where_it_was_moved_to_when_other_pictures_come(kept: Page) -> None:
    tab = kept
    show(tab, "/?k=20")
    pixels = np.resize(photo().reshape(-1, 3)[:30], (30, 30, 3))
    before = snapshot(tab, "original")
    give(tab, "few.png", encoded(pixels))
    wait_for_another_picture(tab, before, "original")
    settled(tab)
    expect(slider(tab)).to_have_attribute("max", str(distinct(pixels)))
    expect_k(tab, 20)
    # To the k that the address does not name.
    slider(tab).focus()
    for _ in range(4):
        slider(tab).press("ArrowLeft")
    expect_k(tab, 16)
    before = snapshot(tab, "original")
    give(tab, "photo.png", encoded(photo()))
    wait_for_another_picture(tab, before, "original")
    settled(tab)
    expect(slider(tab)).to_have_attribute("max", "64")
    expect_k(tab, 16)


def test_back_from_a_link_the_same_view_is_there(kept: Page) -> None:
    tab = kept
    show(tab, "/?sample=sunset&k=9")
    before = snapshot(tab)
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")
    expect_k(tab, 10)
    link = tab.url
    open_picture(tab, link.replace("k=10", "k=9"))
    assert snapshot(tab) == before


def test_back_leaves_the_page_whatever_was_chosen_and_forward_opens_it_again(
    tab: Page,
) -> None:
    open_picture(tab)  # which writes the sample into the address
    for sample in ("Sunset", "Coffee"):
        tab.get_by_role("button", name=sample).click()
        tab.wait_for_url(f"**sample={sample.lower()}**")
        slider(tab).press("ArrowLeft")
    open_tab(tab, "Colors")
    expect_k(tab, 14)
    tab.go_back()
    assert tab.url == "about:blank"
    tab.go_forward()
    assert "sample=coffee" in tab.url
    expect_k(tab, 14)
    expect(tab.get_by_role("heading", name="Colors", exact=True)).to_be_visible()


def test_transparency_reaches_the_screen_and_the_file(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=logo&k=8")
    original = drawn(kept, "original")
    saved = decoded(download(kept, tmp_path).read_bytes())
    assert np.array_equal(saved[..., 3] == 0, original[..., 3] == 0)
    assert np.array_equal(saved[..., 3] == 255, original[..., 3] == 255)
    soft = (original[..., 3] > 0) & (original[..., 3] < 255)
    assert soft.any()
    error = saved[..., 3][soft].astype(int) - original[..., 3][soft]
    assert np.abs(error).max() <= 16


@pytest.mark.parametrize("width", [700, 1440])
def test_both_pictures_stand_side_by_side_in_the_same_size(
    kept: Page, width: int
) -> None:
    with resized(kept, (width, 900)):
        show(kept, "/?sample=coffee")
        with case("light"):
            stand_side_by_side(kept, width)
        with case("dark"), night(kept):
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

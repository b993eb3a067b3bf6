"""The picture follows the slider, in the browser alone.

That it is exactly right: `test_dither.py`, and for every k `test_spaces.py`.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from components.shared import text
from tests.browser.conftest import Window
from tests.browser.dragging import Messages, canvas, dragging, watched
from tests.browser.view import (
    all_there,
    distinct_pictures,
    drawn,
    expect_k,
    give,
    settled,
    show,
    slider,
    snapshot,
    step_width,
    thumb,
    wait_for_another_picture,
)
from tests.pictures import distinct, encoded, poster

pytestmark = pytest.mark.browser


def test_one_drag_shows_many_pictures_and_sends_nothing(
    kept: Page, messages: Messages
) -> None:
    show(kept, "/?k=12")
    with watched(kept):
        _drag_twelve_steps(kept, messages)


def _drag_twelve_steps(tab: Page, messages: Messages) -> None:
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    before = messages.sent
    for i in range(1, 13):
        tab.mouse.move(x + i * step_width(tab), y)
        expect(canvas(tab)).to_have_attribute("data-k", str(12 + i))
        expect(tab.locator('[data-role="swatch"]')).to_have_count(12 + i)
        expect(tab.locator(".st-key-viewer .k")).to_have_text(f"k = {12 + i}")
    assert messages.sent == before
    assert distinct_pictures(tab) >= 12
    tab.mouse.up()
    expect_k(tab, 24)
    assert messages.sent > before
    assert distinct(drawn(tab, "quantized")) == 24


def test_a_finger_on_the_slider_does_the_same(kept_phone: Window) -> None:
    tab, messages = kept_phone.tab, kept_phone.messages
    show(tab, "/?sample=coffee&k=12")
    with watched(tab):
        _draw_a_finger_along(tab, messages)


def _draw_a_finger_along(tab: Page, messages: Messages) -> None:
    slider(tab).scroll_into_view_if_needed()
    x, y = thumb(tab)
    finger = tab.context.new_cdp_session(tab)

    def touch(kind: str, at: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": at, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x)
    before = messages.sent
    for i in range(1, 40):
        touch("touchMove", x + 5 * i)
    expect(canvas(tab)).not_to_have_attribute("data-k", "12")
    assert messages.sent == before
    assert distinct_pictures(tab) >= 15
    touch("touchEnd", 0)
    k = int(canvas(tab).get_attribute("data-k") or 0)
    expect_k(tab, k)


def test_keys_move_the_picture_before_the_server_answers(kept: Page) -> None:
    show(kept, "/?k=24")  # where the drag before has ended
    with watched(kept):
        slider(kept).focus()
        for _ in range(6):
            kept.keyboard.press("ArrowRight")
        expect_k(kept, 30)
    ks = kept.evaluate("drawn.map(({ k }) => k)")
    assert ks == list(range(25, 31))


def test_the_figures_are_read_out_once_when_the_slider_rests(kept: Page) -> None:
    show(kept, "/?k=30")
    all_there(kept)
    said = kept.locator(".st-key-viewer .announce")
    expect(said).to_contain_text("k = 30: explains")
    said.evaluate(
        """line => {
            window.said = [];
            new MutationObserver(() => said.push(line.textContent))
                .observe(line, { childList: true, characterData: true, subtree: true });
        }"""
    )
    slider(kept).focus()
    for _ in range(5):
        kept.keyboard.press("ArrowRight")
    expect(said).to_contain_text("k = 35: explains")
    expect_k(kept, 35)
    said = kept.evaluate("said")
    assert len(said) == 1
    assert "color variance" in said[0]


def test_what_the_file_weighs_is_told_while_the_slider_is_still_held(
    kept: Page,
) -> None:
    show(kept, "/")
    # Too large for its files to be written before somebody asks for them.
    large = encoded(poster(1300, 900))
    give(kept, "large.png", large)
    loaded = kept.locator('[data-role="size-loaded"]', has_text=text.size(len(large)))
    loaded.wait_for()
    settled(kept)
    size = kept.locator('[data-role="size-indexed"]', has_text=re.compile("^[1-9]"))
    facts = kept.locator(".st-key-viewer .facts")
    told = ""
    with dragging(kept) as drag_to:
        for k in (9, 6):
            drag_to(k)
            size.wait_for()
            assert size.inner_text() != told
            told = size.inner_text()
            expect(facts).to_contain_text(told.split(",")[0])
        assert "k=6" not in kept.url  # no run of the page has
    expect_k(kept, 6)
    settled(kept)
    assert size.inner_text() == told


def test_without_a_canvas_plain_pictures_are_shown(tab: Page) -> None:
    tab.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    tab.goto("/?sample=coffee&k=6&compare=map")
    picture = tab.locator('img[data-role="quantized"]')
    picture.wait_for()
    expect(tab.locator('img[data-role="original"]')).to_be_visible()
    # There is no map, and so nothing to choose it by.
    viewer = tab.locator(".st-key-viewer")
    expect(viewer.get_by_role("button", name="Loss map")).to_be_hidden()
    side = viewer.get_by_role("button", name="Side by side")
    expect(side).to_have_attribute("aria-pressed", "true")
    expect(viewer.locator(".after .facts")).to_be_visible()
    first = picture.get_attribute("src")
    settled(tab)
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("src", str(first))
    expect_k(tab, 7)
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] > 300


def test_two_pictures_later_the_browser_holds_no_more_memory(kept: Page) -> None:
    """In a process that other windows share, in which nothing happens."""
    show(kept, "/?sample=coffee&k=35")
    all_there(kept)
    probe = kept.context.new_cdp_session(kept)

    def held() -> float:
        probe.send("HeapProfiler.collectGarbage")
        usage = probe.send("Runtime.getHeapUsage")
        return float(usage["usedSize"] + usage.get("backingStorageSize", 0))

    def go_round() -> None:
        for slug in ("logo", "coffee"):
            before = snapshot(kept, "original")
            kept.locator(f".st-key-sample_{slug}").get_by_role("button").click()
            wait_for_another_picture(kept, before, "original")
            settled(kept)

    go_round()  # what is loaded once does not count
    start = held()
    go_round()
    assert held() < start + 1.2e6  # each picture's pixels are a megabyte

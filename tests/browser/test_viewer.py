"""Comparing, zooming, pointing: the viewer by mouse, finger and keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.dragging import canvas
from tests.browser.view import (
    all_there,
    choose_space,
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
from tests.pictures import encoded, poster

pytestmark = pytest.mark.browser


def window(tab: Page) -> Locator:
    """Find the window in which the redrawn picture is seen."""
    return tab.locator(".st-key-viewer").get_by_role("group", name="Picture in")


def tool(tab: Page, name: str) -> Locator:
    """Find one of the buttons above the pictures."""
    return tab.locator(".st-key-viewer").get_by_role("button", name=name, exact=True)


def box(of: Locator) -> FloatRect:
    """Return where something stands in the window."""
    found = of.bounding_box()
    assert found is not None
    return found


def middle(of: Locator) -> tuple[float, float]:
    """Return the middle of something; see to it first that it can be seen."""
    of.scroll_into_view_if_needed()
    place = box(of)
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def scales(tab: Page) -> list[float]:
    """Return how large both pictures are shown; 1 is pixel for pixel."""
    return [
        float(
            tab.locator(f'[data-role="{role}"]').evaluate(
                "c => parseFloat(c.style.width) / c.width * devicePixelRatio"
            )
        )
        for role in ("original", "quantized")
    ]


def places(tab: Page) -> set[str]:
    """Return where both pictures stand in their windows."""
    find = "c => c.style.transform"
    roles = ("original", "quantized")
    return {tab.locator(f'[data-role="{r}"]').evaluate(find) for r in roles}


# --- ways of comparing


def test_the_wipe_shows_the_original_on_its_left(kept: Page) -> None:
    show(kept, "/?k=6")
    tool(kept, "Wipe").click()
    handle = kept.locator(".st-key-viewer").get_by_role("slider", name="Wipe")
    expect(handle).to_have_attribute("aria-valuetext", "50 % original")
    x, y = middle(handle)
    assert (
        window(kept).evaluate("s => getComputedStyle(s).clipPath").startswith("inset")
    )
    kept.mouse.move(x, y)
    kept.mouse.down()
    kept.mouse.move(x + 80, y, steps=5)
    kept.mouse.up()
    moved = middle(handle)[0]
    assert moved == pytest.approx(x + 80, abs=2)
    handle.focus()
    kept.keyboard.press("Home")
    expect(handle).to_have_attribute("aria-valuetext", "0 % original")
    kept.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuetext", "2 % original")
    half_way(handle)


def reaches_both_ends(handle: Locator, of: FloatRect) -> None:
    """See that the wipe's line goes from edge to edge of something."""
    for key, at in (("Home", of["x"]), ("End", of["x"] + of["width"])):
        handle.press(key)
        line = box(handle)
        assert line["x"] + line["width"] / 2 == pytest.approx(at, abs=1)


def half_way(handle: Locator) -> None:
    """Bring the wipe's line to the middle, where it was."""
    handle.press("Home")
    for _ in range(5):
        handle.press("PageUp")
    expect(handle).to_have_attribute("aria-valuetext", "50 % original")


def test_the_wipe_counts_the_picture_and_not_the_margin_beside_it(kept: Page) -> None:
    show(kept, "/?k=6&compare=wipe")  # a high one: there is a margin
    handle = kept.locator(".st-key-viewer").get_by_role("slider", name="Wipe")
    picture = box(canvas(kept))
    reaches_both_ends(handle, picture)
    half_way(handle)
    # Enlarged, the picture fills the window from edge to edge.
    frame = box(kept.locator(".st-key-viewer .after .stage"))
    for _ in range(4):
        tool(kept, "Zoom in").click()
    reaches_both_ends(handle, frame)
    half_way(handle)
    tool(kept, "Fit").click()


def test_holding_the_picture_shows_the_original_and_says_so(kept: Page) -> None:
    show(kept, "/?k=6&compare=hold")  # a margin beside it
    note = kept.locator(".st-key-viewer .held-note")
    expect(canvas(kept)).to_be_visible()
    expect(note).to_be_hidden()
    place = box(canvas(kept))
    kept.mouse.move(place["x"] + 50, place["y"] + 50)
    kept.mouse.down()
    expect(canvas(kept)).to_be_hidden()
    expect(note).to_be_visible()
    expect(note).to_have_text("Original")
    word = box(note)
    assert place["x"] < word["x"]
    assert word["x"] + word["width"] < place["x"] + place["width"]
    assert place["y"] < word["y"] < place["y"] + place["height"] / 2
    kept.mouse.up()
    expect(note).to_be_hidden()
    expect(canvas(kept)).to_be_visible()
    window(kept).focus()
    kept.keyboard.down("Space")
    expect(canvas(kept)).to_be_hidden()
    # A hidden element loses the keyboard, but only when the next frame is drawn.
    kept.evaluate("new Promise((d) => requestAnimationFrame(() => setTimeout(d)))")
    expect(window(kept)).to_be_focused()
    assert canvas(kept).is_hidden()
    kept.keyboard.up("Space")
    expect(canvas(kept)).to_be_visible()


# --- zoom


def test_both_pictures_zoom_and_move_together_in_whole_steps(kept: Page) -> None:
    show(kept, "/?k=6")
    fit = scales(kept)
    kept.mouse.move(*middle(window(kept)))
    for _ in range(3):
        kept.mouse.wheel(0, -100)
    expect(kept.get_by_text("400 %")).to_be_visible()
    assert scales(kept) == [4, 4]
    x, y = middle(window(kept))
    before = places(kept)
    kept.mouse.down()
    kept.mouse.move(x - 60, y - 40, steps=4)
    kept.mouse.up()
    assert len(places(kept)) == 1
    assert places(kept) != before
    tool(kept, "Fit").click()
    assert scales(kept) == fit


def test_a_double_click_goes_near_and_back(kept: Page) -> None:
    show(kept, "/?k=6")
    fit = scales(kept)[0]
    x, y = middle(window(kept))
    kept.mouse.dblclick(x, y)
    assert scales(kept)[0] > fit
    assert scales(kept)[0] == round(scales(kept)[0])
    kept.mouse.dblclick(x, y)
    assert scales(kept)[0] == fit


def test_two_fingers_zoom(phone: Page) -> None:
    tab = phone
    show(tab, "/?sample=coffee&k=12")
    before = scales(tab)[0]
    window(tab).scroll_into_view_if_needed()
    x, y = middle(window(tab))
    x += 100  # in the middle is the line of the wipe
    hand = tab.context.new_cdp_session(tab)
    for kind, gap in [("touchStart", 15), ("touchMove", 30), ("touchMove", 60)]:
        points = [{"x": x - gap, "y": y, "id": 0}, {"x": x + gap, "y": y, "id": 1}]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(window(tab)).to_have_class("stage zoomed")
    assert scales(tab)[0] >= 2 * before


def test_the_keyboard_zooms_moves_and_tells_colors(kept: Page) -> None:
    show(kept, "/?k=6")
    window(kept).focus()
    fit = scales(kept)[0]
    kept.keyboard.press("+")
    assert scales(kept)[0] > fit
    kept.keyboard.press("0")
    assert scales(kept)[0] == fit
    kept.keyboard.press("1")
    assert scales(kept)[0] == 1
    kept.keyboard.press("ArrowRight")
    expect(kept.locator(".st-key-viewer .probe")).to_contain_text("becomes")


def test_wheeling_down_the_page_over_the_picture_scrolls_the_page(kept: Page) -> None:
    show(kept, "/?k=6")
    fit = scales(kept)
    x, y = middle(window(kept))
    kept.mouse.move(x, y)
    top = kept.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    kept.mouse.wheel(0, 300)
    kept.wait_for_function(
        "y => document.querySelector('[data-testid=stMain]').scrollTop > y",
        arg=top + 50,
    )
    assert scales(kept) == fit
    place = box(window(kept))
    assert place["y"] + place["height"] / 2 < y


# --- the palette as a tool


@pytest.mark.parametrize("by", ["pointing", "stepping"])
def test_a_color_that_is_pointed_at_stays_while_the_rest_fades(
    kept: Page, by: str
) -> None:
    show(kept, "/?k=6")
    before = drawn(kept, "quantized")[..., :3]
    shot = snapshot(kept)
    swatch = kept.locator('[data-role="swatch"]').nth(1)
    code = str(swatch.get_attribute("data-hex"))
    if by == "pointing":
        swatch.hover()
    else:
        kept.locator('[data-role="swatch"]').first.focus()
        kept.keyboard.press("ArrowRight")
    wait_for_another_picture(kept, shot)
    after = drawn(kept, "quantized")[..., :3]
    mine = (before == list(bytes.fromhex(code[1:]))).all(axis=-1)
    assert np.array_equal(after[mine], before[mine])
    assert (after[~mine] != before[~mine]).any(axis=-1).all()
    if by == "pointing":
        kept.mouse.move(0, 0)
    else:
        slider(kept).focus()
    kept.wait_for_function(
        "([canvas, url]) => canvas.toDataURL() === url",
        arg=[canvas(kept).element_handle(), shot],
    )


def test_pointing_at_a_pixel_tells_its_color_before_and_after(kept: Page) -> None:
    show(kept, "/?k=6")
    place = box(canvas(kept))
    kept.mouse.move(place["x"] + place["width"] / 4, place["y"] + place["height"] / 4)
    text = kept.locator(".st-key-viewer .probe").inner_text()
    words = text.replace(",", "").replace(":", "").split()
    column, row = int(words[1]) - 1, int(words[3]) - 1
    first, second = (word for word in words if word.startswith("#"))
    pixel = [drawn(kept, role)[row, column, :3] for role in ("original", "quantized")]
    assert [first, second] == ["#" + p.tobytes().hex() for p in pixel]
    lit = kept.locator('[data-role="swatch"].lit')
    expect(lit).to_have_count(1)
    expect(lit).to_have_attribute("data-hex", second)


# --- calm, and for everybody


_LOOK_AT_EACH_FRAME = """canvas => {
    const page = document.querySelector("[data-testid=stMain]");
    const height = () => page.scrollHeight;
    const opacity = () => {
        let least = 1;
        let each = canvas.getRootNode().host;
        for (; each; each = each.parentElement) {
            least *= Number(getComputedStyle(each).opacity);
        }
        return least;
    };
    window.seen = { heights: new Set(), opacities: new Set() };
    window.looking = true;
    const look = () => {
        if (!looking) return;
        seen.heights.add(height());
        seen.opacities.add(opacity());
        requestAnimationFrame(look);
    };
    look();
}"""


def test_moving_k_moves_nothing_else_and_fades_nothing(kept: Page) -> None:
    for mode, key, end in (("side", "ArrowRight", 10), ("map", "ArrowLeft", 6)):
        with case(mode):
            show(kept, f"/?k={16 - end}&compare={mode}")
            all_there(kept)
            canvas(kept).evaluate(_LOOK_AT_EACH_FRAME)
            slider(kept).focus()
            for _ in range(4):
                kept.keyboard.press(key)
            expect_k(kept, end)
            kept.evaluate("looking = false")
            assert kept.evaluate("[...seen.opacities]") == [1]
            assert len(kept.evaluate("[...seen.heights]")) == 1


def test_what_follows_k_by_itself_does_not_fade_where_the_server_is_slow(
    kept: Page,
) -> None:
    """On a busy machine the picture faded a little while k was moved."""
    show(kept, "/?k=6")
    # As Streamlit does with what it has not heard of for half a second.
    seen = kept.evaluate(
        """() => {
            const faded = new CSSStyleSheet();
            faded.replaceSync(".old { opacity: 0.33 }");
            document.adoptedStyleSheets.push(faded);
            const opacity = (key) => {
                const part = document.querySelector(
                    `.st-key-${key} [data-testid=stElementContainer][data-stale]`);
                const { stale } = part.dataset;
                part.dataset.stale = "true";
                part.classList.add("old");
                const found = Number(getComputedStyle(part).opacity);
                part.classList.remove("old");
                part.dataset.stale = stale;
                return [key, found];
            };
            const parts = ["top", "slider", "viewer", "side"].map(opacity);
            document.adoptedStyleSheets.pop();
            return Object.fromEntries(parts);
        }"""
    )
    assert seen["top"] == seen["slider"] == seen["viewer"] == 1
    assert seen["side"] < 1  # what is told there may be old


def test_the_viewer_and_the_way_of_comparing_stay_through_every_change(
    kept: Page,
) -> None:
    show(kept, "/?sample=pixel-art&k=6")  # of few colors, soon drawn with others
    all_there(kept)
    widget = window(kept).element_handle()
    top = middle(kept.locator(".st-key-viewer .tools"))[1]
    slider(kept).press("ArrowRight")
    expect_k(kept, 7)
    for distance in ("Oklab", "RGB values"):  # as it was
        choose_space(kept, distance)
    choose_sample(kept, "Cat")
    assert widget.evaluate("w => w.isConnected")
    assert middle(kept.locator(".st-key-viewer .tools"))[1] == pytest.approx(top, abs=1)


def choose_sample(tab: Page, name: str) -> None:
    """Click a sample, and wait until it is there."""
    before = snapshot(tab, "original")
    tab.locator(".st-key-gallery").get_by_role("button", name=name).click()
    wait_for_another_picture(tab, before, "original")
    settled(tab)


# That an address brings it all back: tests/browser/test_journeys.py.
def test_the_address_names_the_way_and_the_tab_and_the_way_stays_through_changes(
    kept: Page,
) -> None:
    show(kept, "/?k=7")
    way = tool(kept, "Loss map")
    way.click()
    slider(kept).press("ArrowRight")
    expect_k(kept, 8)
    assert named(kept.url)["compare"] == "map"
    expect(way).to_have_attribute("aria-pressed", "true")
    choose_sample(kept, "Coffee")
    expect(way).to_have_attribute("aria-pressed", "true")
    open_tab(kept, "Lost")
    expect(way).to_have_attribute("aria-pressed", "true")
    panel = kept.get_by_role("tabpanel")
    expect(panel.get_by_role("heading", name="What was lost?")).to_be_visible()
    open_tab(kept, "Take away")  # all of them: test_axe.py
    assert "tab=Take+away" in kept.url.replace("%20", "+")
    expect(panel.get_by_role("heading", name="Take it with you")).to_be_visible()
    expect(kept.get_by_role("heading", name="What was lost?")).to_have_count(0)


# --- pictures of another shape


def boxes(tab: Page, way: str) -> tuple[FloatRect, FloatRect]:
    """Return where the redrawn picture and its window are, once that is so."""
    expect(tab.locator(".st-key-viewer .scale")).to_have_text(re.compile(way))
    return box(canvas(tab)), box(window(tab))


def test_a_tall_picture_has_its_width_first_and_a_low_one_is_not_lost(
    kept: Page,
) -> None:
    show(kept, "/?sample=coffee&k=8")
    before = snapshot(kept, "original")
    give(kept, "tall.png", encoded(poster(20, 800)))
    wait_for_another_picture(kept, before, "original")
    settled(kept)
    picture, stage = boxes(kept, r"^\d+ %$")
    assert picture["width"] > 0.8 * stage["width"]
    assert picture["y"] == pytest.approx(stage["y"], abs=1)  # from its top
    x, y = middle(window(kept))
    kept.mouse.move(x, y)
    kept.mouse.down()
    kept.mouse.move(x, y - 100, steps=4)
    kept.mouse.up()
    moved, _ = boxes(kept, r"^\d+ %$")
    assert moved["y"] == pytest.approx(picture["y"] - 100, abs=2)
    tool(kept, "Zoom out").click(click_count=20)  # as far as it goes
    all_of_it, stage = boxes(kept, "^all, ")
    assert all_of_it["height"] <= stage["height"] + 1
    tool(kept, "Fit").click()
    again, _ = boxes(kept, r"^\d+ %$")
    assert again == picture
    before = snapshot(kept, "original")
    give(kept, "low.png", encoded(poster(2000, 8)[:1]))
    wait_for_another_picture(kept, before, "original")
    settled(kept)
    line, stage = boxes(kept, "^all, ")
    assert line["width"] > 0.9 * stage["width"]
    assert line["height"] == pytest.approx(1, abs=0.1)

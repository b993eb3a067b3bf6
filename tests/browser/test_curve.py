"""The curve by mouse and keyboard, and what follows the slider at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.dragging import Messages, canvas
from tests.browser.sized import COLORS, DESK, PANEL, night, resized, violations
from tests.browser.view import (
    all_there,
    click_point,
    drawn,
    expect_k,
    points,
    settled,
    show,
    slider,
    snapshot,
    step_width,
    thumb,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import distinct

pytestmark = pytest.mark.browser

_MARKED = """() => {
    const width = (p) => parseFloat(getComputedStyle(p).strokeWidth);
    const chart = document.querySelector(".st-key-elbow");
    return [...chart.querySelectorAll(".points path")]
        .map((p, i) => (width(p) > 3 ? i + 1 : 0)).filter(Boolean);
}"""

_UNFOLDED = "button => !button.closest('details').getAnimations().length"


def marked(tab: Page) -> list[int]:
    """Return every k that the chart marks."""
    return list(tab.evaluate(_MARKED))


def expect_marked(tab: Page, ks: list[int]) -> None:
    """Wait until the chart marks these k, and no others."""
    tab.wait_for_function(f"ks => String(({_MARKED})()) === String(ks)", arg=ks)


def keys(tab: Page) -> Locator:
    """Find the keyboard's way along the curve."""
    return tab.get_by_role("slider", name="k on the curve")


def sentence(tab: Page) -> Locator:
    """Find what the curve says."""
    return tab.locator(".st-key-curve .reading")


def chart(tab: Page) -> Locator:
    """Find the chart as Plotly draws it."""
    return tab.locator(".st-key-elbow .js-plotly-plot")


def test_click_drag_and_keys_move_k_along_the_curve_and_all_that_follows(
    kept: Page, messages: Messages
) -> None:
    show(kept, "/?k=8")
    all_there(kept)
    drawn_once = chart(kept).element_handle()
    with case("it has room for its words and need not look for it"):
        # Plotly draws all of it once more where they need more than it was told.
        told, taken = chart(kept).evaluate(
            """({ layout: { margin }, _fullLayout: { _size: size } }) =>
                [margin, { l: size.l, r: size.r, t: size.t, b: size.b }]"""
        )
        assert told == taken
    with case("a click marks its point and leaves the chart alone"):
        point = points(kept).nth(20).element_handle()
        expect_marked(kept, [8])
        click_point(kept, 21)
        expect_k(kept, 21)
        expect_marked(kept, [21])
        assert drawn_once.evaluate("c => c.isConnected")
        assert point.evaluate("p => p.isConnected")
    with case("a second click on the same point goes there again"):
        slider(kept).press("ArrowRight")
        expect_k(kept, 22)
        click_point(kept, 21)
        expect_k(kept, 21)
    with case("a click far above a point counts as that point"):
        points(kept).nth(1).scroll_into_view_if_needed()
        box = points(kept).nth(1).bounding_box()
        assert box is not None
        kept.mouse.click(box["x"] + box["width"] / 2, box["y"] - 60)
        expect_k(kept, 2)
    with case("marker and sentence follow a drag without a message"):
        _drag_along_the_curve(kept, 2, 8, messages)
        assert drawn_once.evaluate("c => c.isConnected")
    with case("going away and back leaves k alone"):
        _go_away_and_back(kept, 8, messages)
    with case("keys on the curve move the slider and all that follows at once"):
        _press_keys(kept, 9)


def _drag_along_the_curve(tab: Page, start: int, end: int, messages: Messages) -> None:
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    before = messages.sent
    for k in range(start + 1, end + 1):
        tab.mouse.move(x + (k - start) * step_width(tab), y)
        expect(sentence(tab)).to_contain_text(f"k = {k} explains ")
        expect_marked(tab, [k])
    assert messages.sent == before
    tab.mouse.up()
    expect_k(tab, end)
    expect_marked(tab, [end])


def _go_away_and_back(tab: Page, k: int, messages: Messages) -> None:
    before = messages.sent
    keys(tab).focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowLeft")
    expect(sentence(tab)).to_contain_text(f"k = {k} explains ")
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")  # the slider is still what counts
    expect_k(tab, k + 1)
    expect_marked(tab, [k + 1])
    assert messages.sent > before


def _press_keys(tab: Page, k: int) -> None:
    keys(tab).focus()
    expect(keys(tab)).to_be_focused()
    # All in one go: each key is seen before the next, however slow the machine is.
    seen = keys(tab).evaluate(
        """slider => ["ArrowRight", "ArrowUp", "ArrowLeft", "PageUp"].map((key) => {
            slider.dispatchEvent(new KeyboardEvent("keydown", { key }));
            return Number(slider.getAttribute("aria-valuenow"));
        })"""
    )
    assert seen == [k + 1, k + 2, k + 1, k + 11]
    # The picture is not behind the sentence by more than a frame or two.
    behind = canvas(tab).evaluate(
        """(canvas, k) => new Promise((done) => {
            let frames = 0;
            const look = () => {
                if (canvas.dataset.k === String(k)) done(frames);
                else if (frames++ < 60) requestAnimationFrame(look);
                else done(frames);
            };
            look();
        })""",
        k + 11,
    )
    assert behind <= 6
    expect_marked(tab, [k + 11])
    expect_k(tab, k + 11)
    expect_marked(tab, [k + 11])
    expect(canvas(tab)).to_have_attribute("data-k", str(k + 11))
    expect(keys(tab)).to_be_focused()
    tab.keyboard.press("Home")
    expect_k(tab, 1)
    tab.keyboard.press("End")
    expect_k(tab, 64)
    tab.keyboard.press("PageDown")
    expect_k(tab, 54)


# Nobody is told of the slider's steps any more, also who has asked already: all of it
# has one observer, which is asked once more here. And how that ends.
_NOBODY_FOLLOWS = """async () => {
    const { name } = performance.getEntriesByType("resource")
        .find(({ name }) => new URL(name).pathname.endsWith("/slider_observer.js"));
    const { SliderObserver } = await import(name);
    const ask = () => new SliderObserver(() => {}).stop();
    const { observe } = MutationObserver.prototype;
    MutationObserver.prototype.observe = function (target, options) {
        if (options.attributeFilter?.includes("aria-valuetext")) this.disconnect();
        else observe.call(this, target, options);
    };
    ask();
    window.followAgain = () => {
        MutationObserver.prototype.observe = observe;
        ask();
    };
    // So much later than Python's last word the slider is looked at: that is over now.
    await new Promise((done) => setTimeout(done, 400));
}"""


@contextmanager
def nobody_follows(tab: Page) -> Iterator[None]:
    """Let the steps of the slider be seen by nobody for a while."""
    tab.evaluate(_NOBODY_FOLLOWS)
    yield
    tab.evaluate("followAgain()")


def test_if_following_fails_all_of_it_changes_on_release(kept: Page) -> None:
    show(kept, "/?k=54")  # where the test before has ended
    all_there(kept)
    with nobody_follows(kept):
        all_of_it_changes_on_release(kept)


def all_of_it_changes_on_release(tab: Page) -> None:
    """Drag the slider from 54 colors to 58, and press a key."""
    before = snapshot(tab)
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 4 * step_width(tab), y, steps=4)
    assert snapshot(tab) == before
    tab.mouse.up()
    wait_for_another_picture(tab, before)
    expect_k(tab, 58)
    assert distinct(drawn(tab, "quantized")) == 58
    expect_marked(tab, [58])
    slider(tab).focus()
    tab.keyboard.press("ArrowRight")
    expect_k(tab, 59)
    expect_marked(tab, [59])


def test_another_picture_brings_its_own_sentences(kept: Page) -> None:
    tab = kept
    show(tab, "/?k=59")
    all_there(tab)
    tab.locator(".st-key-sample_pixel-art").get_by_role("button").click()
    expect_k(tab, 12)
    expect(sentence(tab)).to_have_text(
        "k = 12 explains 100 % of the picture's color variance."
    )
    settled(tab)
    expect_marked(tab, [12])


def test_the_keyboard_s_way_tells_what_a_screen_reader_needs(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=5")
    all_there(kept)
    expect(keys(kept)).to_have_attribute("aria-valuemin", "1")
    expect(keys(kept)).to_have_attribute("aria-valuemax", "12")
    expect(keys(kept)).to_have_attribute("aria-valuenow", "5")
    said = str(keys(kept).get_attribute("aria-valuetext"))
    assert said.startswith("k = 5 explains ")
    assert "One more" not in said
    assert "One more" in sentence(kept).inner_text()


def test_a_suggestion_is_taken_with_a_click_and_nothing_moves(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=5")
    all_there(kept)
    around = kept.locator(".st-key-elbow")
    button = kept.locator(".st-key-use_exact").get_by_role("button")
    button.scroll_into_view_if_needed()
    before = (button.bounding_box(), around.bounding_box())
    button.click()
    expect_k(kept, 12)
    expect(button).to_have_text("12 · all colors")
    expect(button).not_to_have_css("box-shadow", "none")
    assert (button.bounding_box(), around.bounding_box()) == before


def test_the_table_comes_as_a_file_and_axe_finds_nothing_in_it(
    kept: Page, tmp_path: Path
) -> None:
    tab = kept
    show(tab, "/?sample=pixel-art&k=12")
    all_there(tab)
    title = tab.get_by_text("The curve as a table")
    title.click()
    button = tab.get_by_role("button", name="Table as CSV")
    region = tab.get_by_role("region", name="The curve as a table")
    expect(region).to_be_visible()
    settled(tab)  # so that it is the file of what is on the page
    with tab.expect_download() as waiting:
        button.press("Enter")  # a pointer would miss it while the table unfolds
    assert waiting.value.suggested_filename == "pixel-art-curve.csv"
    file = tmp_path / "curve.csv"
    waiting.value.save_as(file)
    lines = file.read_text("utf-8").splitlines()
    assert lines[0] == "k,variance_explained,gain,inertia,palette"
    assert len(lines) == 13
    # What unfolds can be scrolled inside, which does not last: it is all there first.
    tab.wait_for_function(_UNFOLDED, arg=button.element_handle())
    button.scroll_into_view_if_needed()
    expect(button).to_be_in_viewport()
    region.focus()
    expect(region).to_be_focused()
    expect(region.get_by_role("columnheader")).to_have_count(4)
    with resized(tab, DESK):
        with case("light"):
            assert violations(tab, within=PANEL) == []
        with case("dark"), night(tab):
            assert violations(tab, COLORS, within=PANEL) == []
    title.click()  # as it was
    expect(region).to_be_hidden()

"""Reasons to stop: small pictures to choose from, and figures that come afterwards."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from components.engine import (
    compare,
    count_colors,
    encode_png,
    read_image,
    smallest_that_looks_the_same,
    sweep_k,
)
from components.engine.drawing.quantize import quantize
from components.shared import text
from components.shared.samples import SAMPLES
from tests.browser.dragging import Messages, canvas
from tests.browser.exact import swept
from tests.browser.view import (
    all_there,
    click_point,
    expect_k,
    open_picture,
    settled,
    show,
    slider,
    step_width,
    thumb,
)
from tests.pictures import distinct

pytestmark = pytest.mark.browser


def rungs(tab: Page) -> Locator:
    """Find the small pictures."""
    return tab.get_by_role("list", name="The picture in several").get_by_role("button")


def test_each_small_picture_has_as_many_colors_as_it_says(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=8")
    all_there(kept)
    found = {}
    for rung in rungs(kept).all():
        address = str(rung.locator("img").get_attribute("src"))
        png = base64.b64decode(address.partition(",")[2])
        with Image.open(io.BytesIO(png)) as picture:
            pixels = np.asarray(picture.convert("RGBA"))
        k = int(rung.inner_text().split()[2])
        found[k] = distinct(pixels)
    assert list(found) == [2, 3, 4, 6, 8, 12, 16, 24, 32, 64]
    assert all(colors == k for k, colors in found.items())


def test_each_small_picture_tells_what_its_file_weighs(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=8")
    all_there(kept)
    image = read_image(SAMPLES["coffee"].path.read_bytes())
    sweep = sweep_k(count_colors(image))
    for k in (2, 12, 64):
        size = text.size(len(encode_png(quantize(image, sweep.centers[k - 1]))))
        share = text.percent(float(sweep.variance_explained[k - 1]))
        name = f"Use {k} colors: explains {share}, {size} as PNG"
        expect(kept.get_by_role("button", name=name)).to_be_visible()


def test_a_click_on_a_small_picture_takes_its_number_of_colors(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=8")
    all_there(kept)
    kept.get_by_role("button", name="Use 24 colors").click()
    expect_k(kept, 24)
    expect(canvas(kept)).to_have_attribute("data-k", "24")
    chosen = kept.get_by_role("button", name="Use 24 colors")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    chosen.press("Shift+Tab")  # back to the one before it, by keyboard
    kept.keyboard.press("Enter")
    expect_k(kept, 16)


def test_the_small_picture_of_the_current_k_is_marked_during_a_drag(
    kept: Page, messages: Messages
) -> None:
    show(kept, "/?sample=coffee&k=8")
    all_there(kept)
    x, y = thumb(kept)
    kept.mouse.move(x, y)
    kept.mouse.down()
    before = messages.sent
    kept.mouse.move(x + 4 * step_width(kept), y, steps=4)
    twelve = kept.get_by_role("button", name="Use 12 colors")
    expect(twelve).to_have_attribute("aria-pressed", "true")
    eight = kept.get_by_role("button", name="Use 8 colors")
    expect(eight).to_have_attribute("aria-pressed", "false")
    assert messages.sent == before
    kept.mouse.up()
    expect_k(kept, 12)


def test_what_was_lost_is_told_in_figures_and_in_words(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=8&tab=Lost")
    all_there(kept)
    image = read_image(SAMPLES["coffee"].path.read_bytes())
    sweep = sweep_k(count_colors(image))
    for k in (8, 9):
        found = compare(image, quantize(image, sweep.centers[k - 1]))
        expect(kept.get_by_text(text.in_words(found), exact=True)).to_be_visible()
        for figure in (
            text.difference(found.mean_difference),
            text.below(found.p95_difference),
            f"{found.ssim:.3f}",
            f"{found.psnr:.1f} dB",
        ):
            expect(kept.locator(".figures dd", has_text=figure).first).to_be_visible()
        slider(kept).press("ArrowRight")
        expect_k(kept, k + 1)


def test_the_fewest_colors_that_look_the_same_are_found_and_set(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=3")
    all_there(kept)
    image = read_image(SAMPLES["pixel-art"].path.read_bytes())
    table = count_colors(image)
    k = smallest_that_looks_the_same(image, table, swept(image).centers)
    button = kept.get_by_role("button", name=f"{k} · looks same")
    button.click()
    expect_k(kept, int(k or 0))
    expect(kept.locator(".st-key-use_same button")).not_to_have_css(
        "box-shadow", "none"
    )
    expect(kept.locator(".st-key-reasons")).to_contain_text(f"From {k} colors on")


def test_where_64_colors_do_not_suffice_it_says_so_and_looks_further(
    tab: Page,
) -> None:
    open_picture(tab, "/?sample=coffee&k=8")
    expect(tab.get_by_role("button", name="> 64 · looks same")).to_be_disabled()
    reasons = tab.locator(".st-key-reasons")
    expect(reasons).to_contain_text("Even with 64 colors the difference can be seen.")
    tab.get_by_role("button", name="Try up to 256").click()
    expect(reasons).to_contain_text(
        re.compile("From [0-9]+ colors on|Even with 256 colors")
    )
    expect(slider(tab)).to_have_attribute("max", "256")
    expect_k(tab, 8)


def test_the_size_of_every_file_is_measured_and_drawn_into_the_chart(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=pixel-art&k=3")
    all_there(tab)
    chart = tab.locator(".st-key-elbow")
    expect(chart.get_by_text("File size, indexed PNG")).to_be_hidden()
    choice = tab.get_by_text("Show the file size for each k too")
    choice.click()
    expect(chart.get_by_text("File size, indexed PNG")).to_be_visible()
    settled(tab)
    click_point(tab, 5)
    expect_k(tab, 5)
    choice.click()  # as it was
    expect(chart.get_by_text("File size, indexed PNG")).to_be_hidden()
    settled(tab)


def test_figures_that_come_late_move_nothing(kept: Page) -> None:
    """Watch how high the page is while k changes and figures are worked out."""
    show(kept, "/?sample=astronaut&k=20")
    all_there(kept)
    kept.evaluate(
        """() => {
            const page = document.querySelector("[data-testid=stMain]");
            window.heights = new Set();
            window.looking = true;
            const look = () => {
                if (!looking) return;
                heights.add(page.scrollHeight);
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    for k in range(21, 25):
        slider(kept).press("ArrowRight")
        expect_k(kept, k)
    kept.evaluate("looking = false")
    assert len(kept.evaluate("[...heights]")) == 1

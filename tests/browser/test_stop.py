"""Reasons to stop: small pictures to choose from, and figures that come afterwards."""

import base64
import io
import re

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from components.engine import (
    SourceImage,
    Sweep,
    compare,
    count_colors,
    encode_png,
    read_image,
    smallest_that_looks_the_same,
)
from components.engine.drawing.quantize import quantize
from components.shared import text
from components.shared.samples import SAMPLES
from tests.browser.dragging import Messages, canvas
from tests.browser.exact import swept
from tests.browser.view import (
    all_there,
    click_point,
    drawing_options,
    expect_k,
    give,
    settled,
    show,
    slider,
    step_width,
    thumb,
)
from tests.cases import case
from tests.pictures import distinct, encoded, photo

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cat() -> tuple[SourceImage, Sweep]:
    """Return the first sample, and what k-means makes of it."""
    image = read_image(SAMPLES["cat"].path.read_bytes())
    return image, swept(image)


def rungs(tab: Page) -> Locator:
    """Find the small pictures."""
    ladder = tab.locator(".st-key-ladder")
    return ladder.get_by_role("list", name="The picture in several").get_by_role(
        "button"
    )


def rung(tab: Page, name: str) -> Locator:
    """Find one of them."""
    return tab.locator(".st-key-ladder").get_by_role("button", name=name)


def test_small_pictures_are_what_they_say_and_give_their_number_of_colors(
    kept: Page, messages: Messages, cat: tuple[SourceImage, Sweep]
) -> None:
    show(kept, "/?k=8")
    all_there(kept)
    with case("each has as many colors as it says"):
        found = {_said(each): distinct(_pixels(each)) for each in rungs(kept).all()}
        assert list(found) == [2, 3, 4, 6, 8, 12, 16, 24, 32, 64]
        assert all(colors == k for k, colors in found.items())
    with case("each tells what its file weighs"):
        _tell_what_files_weigh(kept, *cat)
    with case("during a drag that of the current k is marked"):
        _drag_from_eight_to_twelve(kept, messages)
    with case("a click takes its number of colors"):
        chosen = rung(kept, "Use 24 colors")
        chosen.click()
        expect_k(kept, 24)
        expect(canvas(kept)).to_have_attribute("data-k", "24")
        expect(chosen).to_have_attribute("aria-pressed", "true")
        chosen.press("Shift+Tab")  # back to the one before it, by keyboard
        kept.keyboard.press("Enter")
        expect_k(kept, 16)


def _said(small: Locator) -> int:
    return int(small.inner_text().split()[2])


def _pixels(small: Locator) -> NDArray[np.uint8]:
    address = str(small.locator("img").get_attribute("src"))
    png = base64.b64decode(address.partition(",")[2])
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGBA"))


def _tell_what_files_weigh(tab: Page, image: SourceImage, sweep: Sweep) -> None:
    for k in (2, 12, 64):
        size = text.size(len(encode_png(quantize(image, sweep.centers[k - 1]))))
        share = text.percent(float(sweep.variance_explained[k - 1]))
        name = f"Use {k} colors: explains {share}, {size} as PNG"
        expect(rung(tab, name)).to_be_visible()


def _drag_from_eight_to_twelve(tab: Page, messages: Messages) -> None:
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    before = messages.sent
    tab.mouse.move(x + 4 * step_width(tab), y, steps=4)
    expect(rung(tab, "Use 12 colors")).to_have_attribute("aria-pressed", "true")
    expect(rung(tab, "Use 8 colors")).to_have_attribute("aria-pressed", "false")
    assert messages.sent == before
    tab.mouse.up()
    expect_k(tab, 12)


def test_figures_that_come_late_move_nothing(kept: Page) -> None:
    """Watch how high the page is while k changes and figures are worked out."""
    show(kept, "/?k=16")
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
    for k in range(17, 21):
        slider(kept).press("ArrowRight")
        expect_k(kept, k)
    kept.evaluate("looking = false")
    assert len(kept.evaluate("[...heights]")) == 1


def test_what_was_lost_is_told_in_figures_and_in_words(
    kept: Page, cat: tuple[SourceImage, Sweep]
) -> None:
    show(kept, "/?k=20&tab=Lost")
    all_there(kept)
    image, sweep = cat
    for k in (20, 21):
        if k > 20:
            slider(kept).press("ArrowRight")
            expect_k(kept, k)
        found = compare(image, quantize(image, sweep.centers[k - 1]))
        expect(kept.get_by_text(text.in_words(found), exact=True)).to_be_visible()
        for figure in (
            text.difference(found.mean_difference),
            text.below(found.p95_difference),
            f"{found.ssim:.3f}",
            f"{found.psnr:.1f} dB",
        ):
            expect(kept.locator(".figures dd", has_text=figure).first).to_be_visible()


def test_the_size_of_every_file_is_measured_and_drawn_into_the_chart(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=pixel-art&k=12")
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


def test_the_fewest_colors_that_look_the_same_are_found_and_set(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=5")
    all_there(kept)
    image = read_image(SAMPLES["pixel-art"].path.read_bytes())
    table = count_colors(image)
    k = smallest_that_looks_the_same(image, table, swept(image).centers)
    button = kept.locator(".st-key-use_same button")
    expect(button).to_have_text(f"{k} · looks same")
    button.click()
    expect_k(kept, int(k or 0))
    expect(button).not_to_have_css("box-shadow", "none")
    expect(kept.locator(".st-key-reasons")).to_contain_text(f"From {k} colors on")


def test_where_64_colors_do_not_suffice_it_says_so_and_looks_further(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=pixel-art&k=8")
    give(tab, "small.png", encoded(photo(48, 36)))
    tab.wait_for_url(lambda url: "sample" not in url)
    settled(tab)
    expect_k(tab, 8)
    same = tab.locator(".st-key-same")
    too_few = same.get_by_role("button", name="> 64 · looks same")
    too_few.wait_for()
    expect(too_few).to_be_disabled()
    reasons = tab.locator(".st-key-reasons")
    expect(reasons).to_contain_text("Even with 64 colors the difference can be seen.")
    tab.locator(".st-key-further").get_by_role("button", name="Try up to 256").click()
    reasons.get_by_text(re.compile("From [0-9]+ colors on")).wait_for()
    expect(slider(tab)).to_have_attribute("max", "256")
    expect_k(tab, 8)
    # As it was, for whoever has the window next.
    with drawing_options(tab):
        tab.get_by_text("Up to 256 colors").click()
        tab.locator('.st-key-k input[max="64"]').wait_for(state="attached")
        settled(tab)

"""A smaller file: what is shown is what is downloaded, and what it costs is told."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from components.shared import text
from tests.browser.dragging import canvas
from tests.browser.view import (
    dithering,
    download,
    drawing_options,
    drawn,
    expect_k,
    open_picture,
    settled,
    show,
    slider,
    snapshot,
    visit,
)
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def choose(tab: Page, way: str) -> None:
    """Choose how to make the file smaller, and wait until all is told."""
    tab.get_by_role("radio", name=way).click()
    expect(price(tab)).to_contain_text("instead of")
    settled(tab)


@pytest.fixture
def sizes(kept: Page) -> Iterator[Page]:
    """Open the tab of sizes; in the end the file is made as usual again."""
    show(kept, "/?sample=coffee&k=8&tab=Sizes")
    yield kept
    kept.get_by_role("radio", name="Off").click()
    kept.wait_for_url(lambda url: "smaller" not in url)
    settled(kept)


def price(tab: Page) -> Locator:
    """Find the sentence that says what it saves and costs."""
    return tab.get_by_text("packed as tightly").or_(tab.get_by_text("Also, pixels may"))


@pytest.mark.parametrize("slug", ["coffee", "logo"])
def test_what_is_shown_is_what_is_downloaded(
    sizes: Page, slug: str, tmp_path: Path
) -> None:
    tab = sizes
    show(tab, f"/?sample={slug}&k=8&tab=Sizes")
    exact = download(tab, tmp_path).read_bytes()
    choose(tab, "More")
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    smaller = download(tab, tmp_path).read_bytes()
    assert len(smaller) < 0.9 * len(exact)
    pixels, shown = decoded(smaller), drawn(tab, "quantized")
    assert np.array_equal(pixels[..., 3], shown[..., 3])
    solid = pixels[..., 3] == 255  # a canvas changes the colors of soft pixels
    assert np.array_equal(pixels[solid], shown[solid])
    assert (decoded(exact)[solid] != pixels[solid]).any()


def test_squeezing_alone_changes_no_pixel(sizes: Page, tmp_path: Path) -> None:
    tab = sizes
    before = download(tab, tmp_path).read_bytes()
    shown = snapshot(tab)
    choose(tab, "Same pixels")
    expect(price(tab)).to_contain_text("No pixel changes by that.")
    after = download(tab, tmp_path).read_bytes()
    assert len(after) < len(before)
    assert np.array_equal(decoded(after), decoded(before))
    assert snapshot(tab) == shown


def test_dragging_goes_on_live_and_the_smaller_picture_follows(tab: Page) -> None:
    open_picture(tab, "/?sample=coffee&k=8&tab=Sizes&smaller=more")
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    slider(tab).press("ArrowRight")
    expect(canvas(tab)).to_have_attribute("data-k", "9")
    expect_k(tab, 9)
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    assert "smaller=more" in tab.url


def test_all_that_tells_a_size_tells_that_of_the_download(
    tab: Page, tmp_path: Path
) -> None:
    visit(tab, "/?sample=pixel-art&k=6&smaller=strong&curve_sizes=1")
    rungs = tab.get_by_role("list", name="The picture in several")
    tab.get_by_text("The curve as a table").click()
    rows = tab.get_by_role("region", name="The curve as a table").get_by_role("row")
    expect(rows.first.get_by_role("columnheader")).to_have_count(5)
    for k in (6, 8):
        size = text.size(len(download(tab, tmp_path).read_bytes()))
        expect(tab.locator(".st-key-viewer .facts")).to_contain_text(f"{size} as PNG")
        expect(tab.locator('[data-role="size-indexed"]')).to_contain_text(f"{size}, −")
        expect(rungs.get_by_role("button", pressed=True)).to_contain_text(size)
        expect(rows.nth(k).get_by_role("cell").last).to_have_text(size)
        rungs.get_by_role("button", name="Use 8 colors").click()
        # The others are known too: nothing is measured anew.
        expect(slider(tab)).to_have_value("8")
        expect_k(tab, 8)


def test_with_dots_what_would_undo_them_is_shown_and_cannot_be_chosen(
    tab: Page,
) -> None:
    open_picture(tab, "/?sample=coffee&k=8&tab=Sizes&smaller=strong&dither=1")
    same, strong = (tab.get_by_role("radio", name=n) for n in ("Same", "Strongly"))
    expect(same).to_be_checked()
    expect(strong).to_be_disabled()
    expect(tab.get_by_text("Strongly is back when Dither is off.")).to_be_visible()
    expect(canvas(tab)).to_have_attribute("data-given", "false")
    with drawing_options(tab):
        dithering(tab).click()
    expect(strong).to_be_checked()
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    settled(tab)
    assert "smaller=strong" in tab.url

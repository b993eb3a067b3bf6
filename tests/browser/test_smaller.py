"""A smaller file: what is shown is what is downloaded, and what it costs is told."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from components.shared import text
from tests.browser.dragging import canvas
from tests.browser.sized import PANEL
from tests.browser.view import (
    all_there,
    dithering,
    download,
    drawing_options,
    drawn,
    expect_k,
    open_picture,
    open_tab,
    settled,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def way(tab: Page, name: str) -> Locator:
    """Find a way to make the file smaller."""
    return tab.locator(PANEL).get_by_role("radio", name=name)


def choose(tab: Page, name: str) -> None:
    """Choose how to make the file smaller, and wait until all is told."""
    way(tab, name).click()
    expect(price(tab)).to_contain_text("instead of")
    settled(tab)


def as_usual(tab: Page) -> None:
    """Have the file made as usual again."""
    way(tab, "Off").click()
    tab.wait_for_url(lambda url: "smaller" not in url)
    settled(tab)


@pytest.fixture
def sizes(kept: Page) -> Iterator[Page]:
    """Open the tab of sizes; in the end the file is made as usual again."""
    show(kept, "/?k=8&tab=Sizes")
    yield kept
    as_usual(kept)


def price(tab: Page) -> Locator:
    """Find the sentence that says what it saves and costs."""
    words = ("packed as tightly", "Also, pixels may")
    one, other = (tab.locator(PANEL).get_by_text(each) for each in words)
    return one.or_(other)


def test_what_is_shown_is_what_is_downloaded(sizes: Page, tmp_path: Path) -> None:
    exact = download(sizes, tmp_path).read_bytes()
    squeezing_alone_changes_no_pixel(sizes, exact, tmp_path)
    choose(sizes, "More")
    smaller = smaller_as_shown(sizes, tmp_path)
    have_other_pixels(smaller, exact)

    # So it is with a picture that has soft edges, when the tab is no longer open.
    open_tab(sizes, "Colors")
    before = snapshot(sizes, "original")
    sizes.locator(".st-key-sample_logo").get_by_role("button").click()
    wait_for_another_picture(sizes, before, "original")
    smaller = smaller_as_shown(sizes, tmp_path)
    open_tab(sizes, "Sizes")
    as_usual(sizes)
    expect(canvas(sizes)).to_have_attribute("data-given", "false")
    have_other_pixels(smaller, download(sizes, tmp_path).read_bytes())


def squeezing_alone_changes_no_pixel(tab: Page, exact: bytes, folder: Path) -> None:
    shown = snapshot(tab)
    choose(tab, "Same pixels")
    expect(price(tab)).to_contain_text("No pixel changes by that.")
    squeezed = download(tab, folder).read_bytes()
    assert len(squeezed) < len(exact)
    assert np.array_equal(decoded(squeezed), decoded(exact))
    assert snapshot(tab) == shown


def smaller_as_shown(tab: Page, folder: Path) -> bytes:
    """Download the smaller file, and compare it with the picture on the page."""
    settled(tab)
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    smaller = download(tab, folder).read_bytes()
    pixels, shown = decoded(smaller), drawn(tab, "quantized")
    assert np.array_equal(pixels[..., 3], shown[..., 3])
    solid = pixels[..., 3] == 255  # a canvas changes the colors of soft pixels
    assert np.array_equal(pixels[solid], shown[solid])
    return smaller


def have_other_pixels(smaller: bytes, exact: bytes) -> None:
    """Compare two files of a picture: what is not soft differs somewhere."""
    assert len(smaller) < 0.9 * len(exact)
    pixels = decoded(smaller)
    solid = pixels[..., 3] == 255
    assert (decoded(exact)[solid] != pixels[solid]).any()


def test_what_would_undo_dots_waits_for_their_end_then_all_tells_of_the_smaller_file(
    tab: Page, tmp_path: Path
) -> None:
    how = "smaller=strong&dither=1&curve_sizes=1"
    open_picture(tab, f"/?sample=pixel-art&k=5&tab=Sizes&{how}")
    with_dots_it_is_shown_and_cannot_be_chosen(tab)

    # Dragging goes on live, and the smaller picture follows.
    slider(tab).press("ArrowRight")
    expect(canvas(tab)).to_have_attribute("data-k", "6")
    expect_k(tab, 6)
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    assert "smaller=strong" in tab.url

    open_tab(tab, "Stop")
    all_that_tells_a_size_tells_that_of_the_download(tab, tmp_path)


def with_dots_it_is_shown_and_cannot_be_chosen(tab: Page) -> None:
    """Switch dithering off, too."""
    expect(way(tab, "Same")).to_be_checked()
    expect(way(tab, "Strongly")).to_be_disabled()
    expect(tab.get_by_text("Strongly is back when Dither is off.")).to_be_visible()
    expect(canvas(tab)).to_have_attribute("data-given", "false")
    with drawing_options(tab):
        dithering(tab).click()
    expect(way(tab, "Strongly")).to_be_checked()
    expect(canvas(tab)).to_have_attribute("data-given", "true")
    settled(tab)
    assert "smaller=strong" in tab.url


def all_that_tells_a_size_tells_that_of_the_download(tab: Page, folder: Path) -> None:
    all_there(tab)
    rungs = tab.get_by_role("list", name="The picture in several")
    tab.get_by_text("The curve as a table").click()
    rows = tab.get_by_role("region", name="The curve as a table").get_by_role("row")
    expect(rows.first.get_by_role("columnheader")).to_have_count(5)
    for k in (6, 8):
        size = text.size(len(download(tab, folder).read_bytes()))
        expect(tab.locator(".st-key-viewer .facts")).to_contain_text(f"{size} as PNG")
        expect(tab.locator('[data-role="size-indexed"]')).to_contain_text(f"{size}, −")
        expect(rungs.get_by_role("button", pressed=True)).to_contain_text(size)
        expect(rows.nth(k).get_by_role("cell").last).to_have_text(size)
        if k != 8:
            rungs.get_by_role("button", name="Use 8 colors").click()
            # The others are known too: nothing is measured anew.
            expect(slider(tab)).to_have_value("8")
            expect_k(tab, 8)

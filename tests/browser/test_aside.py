"""A color that is touched and set aside."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.view import (
    download,
    drawn,
    settled,
    show,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def touch_the_sky(tab: Page) -> None:
    """Click the redrawn picture near its upper edge."""
    stage = tab.locator(".st-key-viewer").get_by_role("group", name="Picture in")
    stage.click(position={"x": 60, "y": 20})


def saved(tab: Page, folder: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Download the picture; return what is to be seen of its pixels."""
    pixels = decoded(download(tab, folder).read_bytes())
    return np.where(pixels[..., 3:] > 0, pixels, np.uint8(0))


def test_a_touched_color_is_set_aside_in_both_ways_and_counts_again(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=pixel-art&k=5")
    original, before = drawn(kept, "original"), snapshot(kept)
    facts = kept.locator(".st-key-viewer .facts")
    size = kept.locator(".st-key-bars_short .in-k")
    button = kept.locator(".st-key-viewer .aside")
    touch_the_sky(kept)
    expect(button).to_have_text("Set aside")
    button.click()
    kept.wait_for_url("**aside=6ec4f0**")
    wait_for_another_picture(kept, before)
    expect(facts).to_contain_text("+ 1 set aside")
    expect(facts).to_contain_text("as PNG")
    expect(size).to_have_text("5 + 1 colors (PNG)")
    clear = drawn(kept, "quantized")
    sky = clear[..., 3] == 0
    assert 0.2 < sky.mean() < 0.4
    assert np.array_equal(clear, saved(kept, tmp_path))
    assert len(np.unique(clear[~sky], axis=0)) == 5
    assert np.array_equal(drawn(kept, "original"), original)

    # Drawn in its own color, it is one more.
    shown = snapshot(kept)
    kept.locator(".st-key-own_colors").get_by_role("button", name="Colors").click()
    kept.get_by_role("radio", name="One more color").click()
    kept.wait_for_url("**as=color**")
    kept.keyboard.press("Escape")
    wait_for_another_picture(kept, shown)
    expect(facts).to_contain_text("as PNG")
    colored = drawn(kept, "quantized")
    assert np.array_equal(colored, saved(kept, tmp_path))
    assert (colored[sky] == [0x6E, 0xC4, 0xF0, 255]).all()
    assert np.array_equal(colored[~sky], clear[~sky])

    # By keyboard it counts again. That a link does the same: tests/features/aside.
    touch_the_sky(kept)
    expect(kept.locator(".st-key-viewer .probe")).to_contain_text("is set aside")
    expect(kept.locator(".st-key-viewer .keep")).to_be_hidden()
    expect(button).to_have_text("Count again")
    button.press("Enter")
    kept.wait_for_url(lambda url: "aside" not in url)
    expect(facts).not_to_contain_text("set aside")
    expect(size).to_have_text("5 colors (PNG)")
    settled(kept)
    assert snapshot(kept) == before

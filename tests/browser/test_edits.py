"""Changing colors of the palette: the browser's pixels are those of the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.dragging import canvas
from tests.browser.view import (
    download,
    drawn,
    open_tab,
    settled,
    show,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def more(tab: Page, at: int) -> Locator:
    """Find what opens the menu of a color in the list."""
    return tab.locator(".st-key-colors .more").nth(at)


def labels_come(tab: Page) -> None:
    """Wait for the server's choice of each pixel's color, where it is the server's."""
    given = str("smaller" in tab.url).lower()
    expect(canvas(tab)).to_have_attribute("data-given", given)


def same_as_the_file(tab: Page, folder: Path) -> np.ndarray:
    """Compare the picture on the page with the download, and return it."""
    labels_come(tab)
    file = decoded(download(tab, folder).read_bytes())
    solid = file[..., 3] == 255  # a canvas changes the colors of soft pixels
    shown = drawn(tab, "quantized")
    assert np.array_equal(shown[solid], file[solid])
    return shown


def test_what_is_changed_is_in_a_smaller_file_too(kept: Page, tmp_path: Path) -> None:
    show(kept, "/?k=5&tab=Sizes")
    with made_smaller(kept):
        open_tab(kept, "Colors")
        with all_undone(kept, changes=2):
            one_becomes_another(kept, tmp_path)
            its_neighbor_is_left_out(kept, tmp_path)
        open_tab(kept, "Sizes")


@contextmanager
def made_smaller(tab: Page) -> Iterator[None]:
    """Have the file made smaller, and in the end as usual; where its sizes are told."""
    ways = tab.locator(".st-key-smaller")
    ways.get_by_role("radio", name="Strongly").click()
    tab.wait_for_url("**smaller=strong**")
    settled(tab)
    yield
    ways.get_by_role("radio", name="Off").click()
    tab.wait_for_url(lambda url: "smaller" not in url)
    settled(tab)


def test_what_is_changed_is_in_picture_and_file_and_can_be_taken_back(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?k=5&tab=Colors")
    with all_undone(kept, changes=2):
        one_becomes_another(kept, tmp_path)
        its_neighbor_is_left_out(kept, tmp_path)
        a_third_one_is_merged_into_the_first(kept, tmp_path)
        expect(undo(kept)).to_have_text("3 colors changed · Undo")
        undo(kept).click()


def test_what_is_changed_is_dithered_too(kept: Page, tmp_path: Path) -> None:
    show(kept, "/?sample=logo&k=5&dither=1&tab=Colors")
    with all_undone(kept, changes=2):
        one_becomes_another(kept, tmp_path)
        its_neighbor_is_left_out(kept, tmp_path)


def undo(tab: Page) -> Locator:
    """Find what takes back one change."""
    return tab.locator(".st-key-viewer").get_by_role("button", name="Undo")


@contextmanager
def all_undone(tab: Page, changes: int) -> Iterator[None]:
    """Change colors, and have all of them as they were in the end."""
    labels_come(tab)
    before = snapshot(tab)
    yield
    expect(undo(tab)).to_have_text(f"{changes} colors changed · Undo")
    tab.locator(".st-key-colors").get_by_role("button", name="Undo all").click()
    tab.wait_for_url(lambda url: "edit" not in url)
    settled(tab)
    expect(undo(tab)).to_be_hidden()
    labels_come(tab)
    assert snapshot(tab) == before


def menu(tab: Page) -> Locator:
    """Find what can be done with a color of the list, once that is unfolded."""
    return tab.locator(".st-key-colors").get_by_role("dialog", name="Change #")


def one_becomes_another(tab: Page, folder: Path) -> None:
    """While a color is looked for, the picture follows before the server can answer."""
    before = snapshot(tab)
    more(tab, 0).click()
    field = menu(tab).get_by_label("Change to")
    at_once = field.evaluate(
        """(input, canvas) => {
            input.value = "#ff00ff";
            input.dispatchEvent(new Event("input", { bubbles: true }));
            return canvas.toDataURL();
        }""",
        canvas(tab).element_handle(),
    )
    assert at_once != before
    changed = tab.locator('[data-role="swatch"].changed')
    expect(changed).to_have_attribute("data-hex", "#ff00ff")
    tab.wait_for_url("**edit=**")
    settled(tab)
    assert snapshot(tab) == at_once
    recolored = same_as_the_file(tab, folder)
    assert (recolored == (255, 0, 255, 255)).all(-1).any()


def its_neighbor_is_left_out(tab: Page, folder: Path) -> None:
    """By keyboard."""
    tab.keyboard.press("Escape")
    tab.locator(".st-key-colors li button").nth(2).focus()
    tab.keyboard.press("Tab")
    expect(more(tab, 1)).to_be_focused()
    gone = str(tab.locator('[data-role="swatch"]').nth(1).get_attribute("data-hex"))
    tab.keyboard.press("Enter")
    was = snapshot(tab)
    menu(tab).get_by_role("button", name="Leave out").press("Enter")
    wait_for_another_picture(tab, was)
    settled(tab)
    expect(tab.locator(f'[data-role="swatch"][data-hex="{gone}"]')).to_have_count(0)
    same_as_the_file(tab, folder)


def a_third_one_is_merged_into_the_first(tab: Page, folder: Path) -> None:
    """By mouse: three of five are left."""
    more(tab, 1).click()
    was = snapshot(tab)
    menu(tab).get_by_role("button", name="#ff00ff").click()
    wait_for_another_picture(tab, was)
    settled(tab)
    expect(tab.locator('[data-role="swatch"]')).to_have_count(3)
    same_as_the_file(tab, folder)

"""Colors of a list, chosen and dragged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from components.engine import color_lists
from tests.browser.dragging import dragging
from tests.browser.view import save, settled, show

pytestmark = pytest.mark.browser

PICO = next(each for each in color_lists() if each.key == "pico-8")


# A palette file, dropped where somebody points at; the page has to take it from there.
_DROP = """(target) => {
    const { left, top, width, height } = target.getBoundingClientRect();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["ff8800\\n0088ff\\n336699"], "mine.hex"));
    const clientX = left + width / 2, clientY = top + height / 2;
    for (const kind of ["dragenter", "dragover", "drop"]) {
        const options = { bubbles: true, cancelable: true, composed: true };
        const where = { dataTransfer, clientX, clientY };
        target.dispatchEvent(new DragEvent(kind, { ...options, ...where }));
    }
}"""


@contextmanager
def choices(tab: Page) -> Iterator[Locator]:
    """Open what can be chosen about the colors, and close it in the end."""
    tab.locator(".st-key-own_colors").get_by_role("button", name="Colors").click()
    popover = tab.get_by_test_id("stPopoverBody")
    yield popover
    tab.keyboard.press("Escape")
    expect(popover).to_have_count(0)


def choose(tab: Page, popover: Locator, words: str, name: str) -> None:
    """Choose a list by what is typed of its name."""
    popover.get_by_role("combobox", name="Choose from").fill(words)
    tab.get_by_role("option", name=name).click()


@pytest.fixture
def lists(kept: Page) -> Iterator[Page]:
    """Open the tab of colors; in the end any color may be chosen again."""
    show(kept, "/?sample=pixel-art&k=5&tab=Colors")
    yield kept
    with choices(kept) as popover:
        choose(kept, popover, "Any", "Any colors")
    kept.wait_for_url(lambda url: "list" not in url)
    settled(kept)


def test_a_list_is_chosen_live_in_the_drag_and_taken_home_then_a_file_is_dropped(
    lists: Page, tmp_path: Path
) -> None:
    with choices(lists) as popover:
        choose(lists, popover, "PICO", "PICO-8")
    lists.wait_for_url("**list=pico-8**")
    settled(lists)
    swatches = lists.locator('[data-role="swatch"]')
    hexes = ["#" + bytes(color).hex() for color in PICO.colors]
    with dragging(lists) as drag_to:
        for k in (6, 7):
            drag_to(k)
            expect(swatches).to_have_count(k)
            shown = [each.get_attribute("data-hex") for each in swatches.all()]
            codes = [each.get_attribute("data-code") for each in swatches.all()]
            rows = [hexes.index(str(each)) for each in shown]
            assert rows == sorted(rows)  # as in the list, which no picture changes
            assert codes == [PICO.codes[row] for row in rows]
    settled(lists)
    swatches.first.hover()
    name = PICO.entry(rows[0]).label
    expect(lists.locator(".st-key-viewer .probe")).to_contain_text(name)
    named = lists.get_by_role("list", name="Colors of the palette")
    expect(named.get_by_role("button").first).to_contain_text(PICO.names[rows[0]])
    file = save(lists, "Shopping list as CSV", tmp_path)
    lines = file.read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == codes

    # Colors of one's own, from a file that is dropped where they are loaded.
    with choices(lists) as popover:
        choose(lists, popover, "Your own", "Your own colors")
        field = popover.get_by_label("Or load a palette file", exact=True)
        field.scroll_into_view_if_needed()
        field.evaluate(_DROP)
        lists.wait_for_url("**own=ff8800%2C0088ff%2C336699**")
    assert "sample=pixel-art" in lists.url  # it is no picture
    settled(lists)
    expect(swatches).to_have_count(3)

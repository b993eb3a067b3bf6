"""Colors of a list, chosen and dragged."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.engine import color_lists
from tests.browser.dragging import dragging
from tests.browser.view import save, settled, show

pytestmark = pytest.mark.browser

PICO = next(each for each in color_lists() if each.key == "pico-8")


def test_a_list_is_chosen_live_in_the_drag_and_taken_home(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=pixel-art&k=5&tab=Colors")
    kept.get_by_role("button", name="Colors", exact=True).click()
    kept.get_by_role("combobox", name="Choose from").fill("PICO")
    kept.get_by_role("option", name="PICO-8").click()
    kept.keyboard.press("Escape")
    kept.wait_for_url("**list=pico-8**")
    settled(kept)
    swatches = kept.locator('[data-role="swatch"]')
    hexes = ["#" + bytes(color).hex() for color in PICO.colors]
    with dragging(kept) as drag_to:
        for k in (6, 7):
            drag_to(k)
            expect(swatches).to_have_count(k)
            shown = [each.get_attribute("data-hex") for each in swatches.all()]
            codes = [each.get_attribute("data-code") for each in swatches.all()]
            rows = [hexes.index(str(each)) for each in shown]
            assert rows == sorted(rows)  # as in the list, which no picture changes
            assert codes == [PICO.codes[row] for row in rows]
    settled(kept)
    swatches.first.hover()
    name = PICO.entry(rows[0]).label
    expect(kept.locator(".st-key-viewer .probe")).to_contain_text(name)
    named = kept.get_by_role("list", name="Colors of the palette")
    expect(named.get_by_role("button").first).to_contain_text(PICO.names[rows[0]])
    file = save(kept, "Shopping list as CSV", tmp_path)
    lines = file.read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == codes


def test_a_palette_file_is_dropped_where_they_are_loaded(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=2&list=own")
    kept.get_by_role("button", name="Colors", exact=True).click()
    field = kept.get_by_label("Or load a palette file", exact=True)
    field.scroll_into_view_if_needed()
    field.evaluate(
        """(target) => {
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
    )
    kept.wait_for_url("**own=ff8800%2C0088ff%2C336699**")
    assert "sample=pixel-art" in kept.url  # it is no picture
    kept.keyboard.press("Escape")
    settled(kept)
    expect(kept.locator('[data-role="swatch"]')).to_have_count(2)

"""Many pictures in one palette, in a real browser."""

import base64
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.dragging import canvas, listen
from tests.browser.messages import BUDGET, receive
from tests.browser.sized import PANEL, violations
from tests.browser.view import (
    all_there,
    expect_k,
    open_picture,
    save,
    slider,
    step_width,
    thumb,
)
from tests.cases import case
from tests.pictures import decoded, encoded, photo

pytestmark = pytest.mark.browser

PICTURES = 12


def files() -> list[FilePayload]:
    """Return many small pictures, and one that is none."""
    good = {f"{i:02}.png": encoded(photo(60, 40 + i, seed=i)) for i in range(PICTURES)}
    given = good | {"broken.png": b"\x89PNG\r\n\x1a\nnothing"}
    return [
        {"name": name, "mimeType": "image/png", "buffer": data}
        for name, data in given.items()
    ]


def sheet(tab: Page) -> Locator:
    """Find the sheet."""
    return tab.locator(".st-key-sheet")


def tile(tab: Page, name: str) -> Locator:
    """Find a picture of the sheet."""
    return sheet(tab).locator("li button", has_text=name)


def pixels(of: Locator) -> NDArray[np.uint8]:
    """Return what a picture of the sheet shows."""
    url = of.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")
    return decoded(base64.b64decode(url.partition(",")[2]))


def test_a_sheet_of_files_follows_the_slider_and_is_what_one_takes_away(
    tab: Page, tmp_path: Path
) -> None:
    received, messages = receive(tab), listen(tab)
    open_picture(tab, "/?k=6&tab=Many")
    tab.locator(".st-key-many_files input[type=file]").set_input_files(files())
    expect(sheet(tab).locator("li")).to_have_count(PICTURES)
    expect(tab.get_by_text("is left out")).to_have_count(1)
    all_there(tab)
    first = tile(tab, "00.png")
    first.scroll_into_view_if_needed()
    expect(first.locator("canvas").first).to_have_attribute("data-k", "6")

    with case("the drag asks nobody"):
        before, seen = messages.sent, {pixels(first).tobytes()}
        x, y = thumb(tab)
        tab.mouse.move(x, y)
        tab.mouse.down()
        for k in (7, 8, 9):
            tab.mouse.move(x + (k - 6) * step_width(tab), y)
            expect(canvas(tab)).to_have_attribute("data-k", str(k))
            expect(first.locator("canvas").first).to_have_attribute("data-k", str(k))
            seen.add(pixels(first).tobytes())
        assert messages.sent == before
        assert len(seen) == 4
        tab.mouse.up()
        expect_k(tab, 9)
        all_there(tab)
        expect(first).to_contain_text("loses")

    with case("a new k sends little"):
        received.clear()
        slider(tab).press("ArrowRight")
        expect_k(tab, 10)
        all_there(tab)
        expect(first).to_contain_text("loses")
        assert received.total <= BUDGET, sorted(received.sizes, key=lambda e: -e[1])

    with case("large, by keyboard"):
        first.press("Enter")
        large = sheet(tab).locator(".large")
        expect(large.locator("h3")).to_have_text("00.png")
        expect(large.locator(".quantized figcaption")).to_contain_text("10 colors")
        assert violations(tab, within=PANEL) == []
        tab.keyboard.press("Escape")
        expect(large).to_be_hidden()
        expect(first).to_be_focused()

    with case("what is seen is what one takes away"):
        saved = save(tab, "Download all as ZIP", tmp_path)
        with zipfile.ZipFile(io.BytesIO(saved.read_bytes())) as archive:
            assert len(archive.namelist()) == PICTURES + 1
            for name in ("00.png", "07.png"):
                tile(tab, name).scroll_into_view_if_needed()
                expect(tile(tab, name).locator("canvas").first).to_have_attribute(
                    "data-k", "10"
                )
                assert np.array_equal(
                    pixels(tile(tab, name)), decoded(archive.read(name))
                )

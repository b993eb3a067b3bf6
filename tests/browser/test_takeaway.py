"""What people take away, and what they are told of sizes and colors."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.GimpPaletteFile import GimpPaletteFile
from playwright.sync_api import Page, expect

from components.engine.judging.vision import nearest_name
from components.engine.judging.vision.color_names import CSS_COLORS
from tests.browser.view import (
    all_there,
    drawn,
    expect_k,
    save,
    show,
    slider,
)
from tests.cases import case
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def test_the_palette_can_be_put_in_order(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=12&tab=Colors")
    order = kept.locator(".st-key-colors")

    def colors() -> list[bytes]:
        found = kept.locator('[data-role="swatch"]').all()
        return [bytes.fromhex(str(s.get_attribute("data-hex"))[1:]) for s in found]

    by_share = colors()
    order.get_by_role("button", name="Lightness").click()
    light = [float(np.dot(list(c), [0.2126, 0.7152, 0.0722])) for c in colors()]
    assert light == sorted(light)
    order.get_by_role("button", name="Hue").click()
    assert sorted(colors()) == sorted(by_share)
    order.get_by_role("button", name="Coverage").click()
    assert colors() == by_share


def test_the_names_of_css_are_those_that_this_browser_knows(kept: Page) -> None:
    known = kept.evaluate(
        """names => names.map((name) => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = name;
            return canvas.fillStyle;
        })""",
        [name.replace(" ", "") for name in CSS_COLORS],
    )
    assert known == list(CSS_COLORS.values())


def test_the_list_names_the_colors_as_the_server_does(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=64&tab=Colors")
    listed = kept.get_by_role("list", name="Colors of the palette")
    entries = listed.get_by_role("button", name="Copy")
    expect(entries).to_have_count(64)
    expect(entries.last).to_have_attribute("aria-label", re.compile("nearest name"))
    labels = entries.evaluate_all("all => all.map((each) => each.ariaLabel)")
    codes = [label[len("Copy ") :][:7] for label in labels]
    colors = np.array([list(bytes.fromhex(code[1:])) for code in codes], np.uint8)
    names = [label.rpartition("nearest name ")[2] for label in labels]
    assert names == list(nearest_name(colors))
    for entry, name in zip(entries.all()[:3], names, strict=False):
        expect(entry).to_contain_text(name)
    kept.locator('[data-role="swatch"]').first.hover()
    line = kept.locator(".st-key-viewer .probe")
    expect(line).to_contain_text(f"{codes[0]}, {names[0]}: ")
    box = kept.locator('[data-role="quantized"]').bounding_box()
    assert box is not None
    kept.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(line).to_contain_text("becomes")
    pointed_at = re.search("becomes (#[0-9a-f]{6}), (.+)", line.inner_text())
    assert pointed_at is not None
    assert pointed_at[2] == names[codes.index(pointed_at[1])]
    assert len(set(names)) > 56  # few have to share one


def test_entries_of_the_list_stay_as_high_as_they_are(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=64&tab=Colors")
    all_there(kept)
    heights = "buttons => [...new Set(buttons.map((b) => b.offsetHeight))]"
    entries = kept.locator(".st-key-colors .list button")
    assert len(entries.evaluate_all(heights)) == 1
    before = entries.first.bounding_box()
    slider(kept).focus()
    for _ in range(3):
        kept.keyboard.press("ArrowLeft")
    expect_k(kept, 61)
    assert len(entries.evaluate_all(heights)) == 1
    assert entries.first.bounding_box() == before


def test_sizes_that_come_later_move_nothing(kept: Page) -> None:
    # A k at which no other test has this tab open.
    show(kept, "/?sample=coffee&k=57&tab=Sizes")
    all_there(kept)
    chart = kept.locator(".st-key-bars")
    expect(chart).not_to_contain_text("measuring")
    expect(chart).to_contain_text(re.compile(r"brings back [\d,]+ colors"))
    # And the room that is kept for them is no more than they need.
    room, used = chart.bounding_box(), chart.locator("dl").bounding_box()
    assert room is not None
    assert used is not None
    assert room["height"] == pytest.approx(used["height"], abs=2)
    kept.evaluate(
        """() => {
            const chart = document.querySelector(".st-key-bars");
            const find = (root) => root.querySelector("dl") ??
                [...root.querySelectorAll("*")].map((e) => e.shadowRoot)
                    .find((r) => r?.querySelector("dl"))?.querySelector("dl");
            window.heights = new Set();
            window.waited = false;
            window.looking = true;
            const look = () => {
                if (!looking) return;
                const list = find(chart);
                heights.add(list?.offsetHeight);
                if (list?.innerText.includes("measuring")) waited = true;
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    slider(kept).focus()
    kept.keyboard.press("ArrowRight")
    expect_k(kept, 58)
    expect(chart).to_contain_text("58 colors as GIF")
    expect(chart).not_to_contain_text("measuring")
    kept.evaluate("looking = false")
    assert kept.evaluate("waited")
    assert len(kept.evaluate("[...heights]")) == 1


def test_a_file_made_on_demand_has_the_pixels_on_the_screen(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=coffee&k=12&tab=Take+away")
    shown = drawn(kept, "quantized")
    for kind in ("WebP", "GIF"):
        with case(kind):
            file = save(kept, f"Download as {kind}", tmp_path)
            assert file.name == f"coffee-k12.{kind.lower()}"
            assert np.array_equal(decoded(file.read_bytes()), shown)


def test_the_palette_is_saved_in_the_format_that_was_chosen(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=coffee&k=12&tab=Take+away")
    file = save(kept, "Download palette", tmp_path)
    assert file.suffix == ".gpl"
    palette = GimpPaletteFile(io.BytesIO(file.read_bytes())).palette
    strip = kept.locator('[data-role="swatch"]').all()
    assert ["#" + palette[i : i + 3].hex() for i in range(0, len(palette), 3)] == [
        swatch.get_attribute("data-hex") for swatch in strip
    ]
    kept.get_by_role("combobox", name="The palette as").click()
    kept.get_by_role("option", name="CSS variables (.css)").click()
    file = save(kept, "Download palette (.css)", tmp_path)
    assert file.name == "coffee-k12.css"
    assert len(re.findall("--color-", file.read_text("utf-8"))) == len(strip)
    kept.get_by_role("combobox", name="The palette as").click()  # as it was
    kept.get_by_role("option", name=".gpl").click()


def test_a_file_made_on_demand_follows_the_slider(kept: Page, tmp_path: Path) -> None:
    show(kept, "/?sample=coffee&k=12&tab=Take+away")
    slider(kept).focus()
    kept.keyboard.press("ArrowLeft")
    expect_k(kept, 11)
    file = save(kept, "Download color layers", tmp_path)
    assert file.name == "coffee-k11-layers.zip"
    shown = drawn(kept, "quantized")[..., :3]
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name == "readme.txt":
                continue
            color = list(bytes.fromhex(name[3:9]))
            with Image.open(io.BytesIO(archive.read(name))) as layer:
                prints = ~np.asarray(layer)
            assert np.array_equal(prints, (shown == color).all(axis=2))

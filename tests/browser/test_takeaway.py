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
from components.shared.tabs import NAMES
from tests.browser.sized import (
    COLORS,
    DESK,
    PANEL,
    night,
    resized,
    small_targets,
    violations,
)
from tests.browser.view import (
    all_there,
    drawn,
    expect_k,
    open_tab,
    save,
    show,
    slider,
)
from tests.cases import case
from tests.pictures import decoded

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", ["WebP", "GIF"])
def test_a_file_made_on_demand_has_the_pixels_on_the_screen(
    kept: Page, tmp_path: Path, kind: str
) -> None:
    show(kept, "/?sample=coffee&k=6&tab=Take+away")
    file = save(kept, f"Download as {kind}", tmp_path)
    assert file.name == f"coffee-k6.{kind.lower()}"
    assert np.array_equal(decoded(file.read_bytes()), drawn(kept, "quantized"))


def test_a_file_made_on_demand_follows_the_slider(kept: Page, tmp_path: Path) -> None:
    show(kept, "/?sample=coffee&k=6&tab=Take+away")
    slider(kept).focus()
    kept.keyboard.press("ArrowLeft")
    expect_k(kept, 5)
    file = save(kept, "Download color layers", tmp_path)
    assert file.name == "coffee-k5-layers.zip"
    shown = drawn(kept, "quantized")[..., :3]
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name == "readme.txt":
                continue
            color = list(bytes.fromhex(name[3:9]))
            with Image.open(io.BytesIO(archive.read(name))) as layer:
                prints = ~np.asarray(layer)
            assert np.array_equal(prints, (shown == color).all(axis=2))


def test_the_palette_is_saved_in_the_format_that_was_chosen(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=pixel-art&k=9&tab=Take+away")
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
    assert file.name == "pixel-art-k9.css"
    assert len(re.findall("--color-", file.read_text("utf-8"))) == len(strip)
    kept.get_by_role("combobox", name="The palette as").click()  # as it was
    kept.get_by_role("option", name=".gpl").click()


def test_the_list_names_the_colors_as_the_server_does(kept: Page) -> None:
    show(kept, "/?sample=astronaut&k=64&tab=Colors")
    listed = kept.get_by_role("list", name="Colors of the palette")
    entries = listed.get_by_role("button", name="Copy")
    expect(entries).to_have_count(64)
    expect(entries.last).to_have_attribute("aria-label", re.compile("nearest name"))
    labels = [str(entry.get_attribute("aria-label")) for entry in entries.all()]
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


def test_the_names_of_css_are_those_that_this_browser_knows(tab: Page) -> None:
    known = tab.evaluate(
        """names => names.map((name) => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = name;
            return canvas.fillStyle;
        })""",
        [name.replace(" ", "") for name in CSS_COLORS],
    )
    assert known == list(CSS_COLORS.values())


def test_entries_of_the_list_stay_as_high_as_they_are(kept: Page) -> None:
    show(kept, "/?sample=astronaut&k=40&tab=Colors")
    all_there(kept)
    heights = "buttons => [...new Set(buttons.map((b) => b.offsetHeight))]"
    entries = kept.locator(".st-key-colors .list button")
    assert len(entries.evaluate_all(heights)) == 1
    before = entries.first.bounding_box()
    slider(kept).focus()
    for _ in range(3):
        kept.keyboard.press("ArrowLeft")
    expect_k(kept, 37)
    assert len(entries.evaluate_all(heights)) == 1
    assert entries.first.bounding_box() == before


def test_sizes_that_come_later_move_nothing(kept: Page) -> None:
    show(kept, "/?sample=deep-sky&k=43&tab=Sizes")  # where no other test has been
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
    expect_k(kept, 44)
    expect(chart).to_contain_text("44 colors as GIF")
    expect(chart).not_to_contain_text("measuring")
    kept.evaluate("looking = false")
    assert kept.evaluate("waited")
    assert len(kept.evaluate("[...heights]")) == 1


def test_axe_finds_nothing_in_any_tab(kept: Page) -> None:
    with resized(kept, DESK):
        show(kept, "/?sample=coffee&k=24")
        for name in NAMES:
            open_tab(kept, name)
            all_there(kept)
            with case((name, "light")):
                assert violations(kept, within=parts(name)) == []
                assert small_targets(kept) == []
            with case((name, "dark")), night(kept):
                assert violations(kept, COLORS, within=parts(name)) == []


def parts(name: str) -> str | None:
    """Return what is looked at in a tab: what stands around it is in each the same."""
    return None if name == NAMES[0] else PANEL


def test_axe_finds_nothing_in_any_tab_on_a_phone(phone: Page) -> None:
    show(phone, "/?sample=coffee&k=24")
    with night(phone):
        for name in NAMES:
            open_tab(phone, name)
            all_there(phone)
            with case(name):
                assert violations(phone, within=parts(name)) == []
                assert small_targets(phone) == []
    with resized(phone, (320, 640)):
        for name, choice in (("Sizes", "Strongly"), ("Stop", "Error, logarithmic")):
            open_tab(phone, name)
            place = phone.locator("button", has_text=choice).bounding_box()
            assert place is not None
            assert place["x"] + place["width"] <= 320

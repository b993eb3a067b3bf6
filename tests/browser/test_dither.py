"""Dithering in the browser: the server's dots, live, and in the download."""

from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from components.engine import Dither, SourceImage, Space, count_colors
from components.engine.drawing.flat import staying_pixels
from components.engine.drawing.quantize import quantize
from components.shared import text
from tests.browser.dragging import Messages, canvas, dragging
from tests.browser.exact import wrong_bytes
from tests.browser.modules import numbers, run
from tests.browser.view import (
    all_there,
    choose_space,
    dithering,
    download,
    drawing_options,
    drawn,
    expect_k,
    open_picture,
    settled,
    show,
    snapshot,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def switch(tab: Page) -> None:
    """Click the switch, as a person does: on its label."""
    with drawing_options(tab):
        dithering(tab).click()


def test_in_a_drag_the_pictures_are_the_server_s_and_nothing_is_sent(
    kept: Page, messages: Messages, tmp_path: Path
) -> None:
    """At some k; at every k, and in every space: tests/browser/test_spaces.py."""
    open_drawn(kept, "sample=logo&k=14&space=standardized&dots=blue-noise")
    with case("dots and soft edges"):
        draws_as_the_server(kept, messages, "logo", "standardized", "blue-noise")
        with dragging(kept) as drag_to:
            drag_to(6)
        expect_k(kept, 6)
        dotted_file = what_is_seen_is_downloaded(kept, tmp_path)
    with case("without dots"):
        before = snapshot(kept)
        switch(kept)
        wait_for_another_picture(kept, before)
        settled(kept)
        draws_as_the_server(kept, messages, "logo", "standardized", False)
        plain_file = decoded(download(kept, tmp_path).read_bytes())
        assert not np.array_equal(dotted_file, plain_file)
    with case("as the eye sees, by a link that says no more"):
        open_drawn(kept, "sample=cat&k=6&space=oklrab")
        draws_as_the_server(kept, messages, "cat", "oklrab", "full")
    choose_space(kept, "RGB values")  # as it was


def open_drawn(tab: Page, how: str) -> None:
    """Open the page with dots, and wait until nothing more comes, nor is asked for."""
    open_picture(tab, f"/?{how}&dither=1")
    all_there(tab)


def draws_as_the_server(
    tab: Page,
    messages: Messages,
    slug: str,
    space: Space,
    kind: Dither | Literal[False],
) -> None:
    """Drag to some k and back, and compare every byte."""
    some = (1, 8, 64)
    before = messages.sent
    wrong = wrong_bytes(tab, slug, space, kind, ks=some)
    assert messages.sent == before
    assert wrong == dict.fromkeys(some, 0)
    # What was lost has not been measured: nobody looks at the map.
    lost = tab.locator('[data-role="map"]')
    assert lost.is_hidden()
    assert lost.get_attribute("data-k") is None


def some_pictures() -> list[SourceImage]:
    """Draw flat areas with soft edges, opaque or not, and noise, all at random."""
    drawn = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        blocks = rng.integers(0, 256, (4, 5, 3)).repeat(9, axis=0).repeat(11, axis=1)
        wobble = rng.integers(-2, 3, blocks.shape) * rng.integers(0, 2)
        rgb = np.clip(blocks + wobble, 0, 255).astype(np.uint8)
        rgb[:, 27] = rgb[20] = 128
        alpha = rng.choice([0, 90, 255, 255, 255], rgb.shape[:2]).astype(np.uint8)
        drawn.append(SourceImage(rgb, alpha if seed % 3 == 0 else None, "PNG", 1))
    return drawn


def test_flat_areas_stay_flat_where_the_server_leaves_them(blank: Page) -> None:
    tasks, expected, stay = [], [], 0
    for seed, image in enumerate(some_pictures()):
        rng = np.random.default_rng(seed)
        own = count_colors(image).colors
        off = rng.integers(-3, 4, (8, 3))
        near = np.clip(own[rng.integers(0, len(own), 8)] + off, 0, 255)
        stay += staying_pixels(image, near.astype(np.uint8)).sum()
        drawn = quantize(image, near.astype(float), dither=True)
        seen = image.visible_mask
        expected.append(
            [np.where(seen, drawn.indices, 0).tolist(), drawn.weights.tolist()]
        )
        tasks.append(
            {
                "rgb": numbers(image.rgb),
                "alpha": None if image.alpha is None else image.alpha.ravel().tolist(),
                "size": [image.height, image.width],
                "palette": numbers(drawn.palette),
            }
        )
    assert stay > 1000
    found = run(
        blank,
        ["static/dither.js", "static/nearest.js"],
        """({ dither, indexColors }, tasks) =>
            tasks.map(({ rgb, alpha, size, palette }) => {
            const [height, width] = size;
            const opacity = alpha && Uint8Array.from(alpha);
            const colors = Uint32Array.from(rgb);
            const index = indexColors(colors);
            const picture = { rgb: colors, alpha: opacity, index, width, height };
            const counts = [...dither(picture, palette)];
            const labels = [...picture.labels];
            return [labels.map((label, i) => (alpha?.[i] === 0 ? 0 : label)), counts];
        })""",
        tasks,
    )
    for (labels, counts), (indices, owed) in zip(found, expected, strict=True):
        assert np.array_equal(np.reshape(labels, np.shape(indices)), indices)
        assert counts == pytest.approx(owed)


def test_the_palette_tells_the_shares_of_the_dots(kept: Page) -> None:
    show(kept, "/?k=6&dither=1")
    shown = drawn(kept, "quantized")[..., :3].reshape(-1, 3)
    widths, shares = [], []
    for swatch in kept.locator('[data-role="swatch"]').all():
        box = swatch.bounding_box()
        assert box is not None
        widths.append(box["width"])
        color = bytes.fromhex(str(swatch.get_attribute("data-hex"))[1:])
        shares.append((shown == list(color)).all(axis=1).mean())
    assert sum(shares) == pytest.approx(1)
    assert np.array(widths) / sum(widths) == pytest.approx(shares, abs=0.005)


def test_a_color_pointed_at_stays_and_a_pixel_tells_its_dot(kept: Page) -> None:
    show(kept, "/?k=6&dither=1")
    whole = drawn(kept, "quantized")
    first = kept.locator('[data-role="swatch"]').first
    color = list(bytes.fromhex(str(first.get_attribute("data-hex"))[1:]))
    before = snapshot(kept)
    first.hover()
    wait_for_another_picture(kept, before)
    faded = drawn(kept, "quantized")
    stays = (whole[..., :3] == color).all(axis=2)
    assert np.array_equal(faded[stays], whole[stays])
    assert not (faded[~stays] == whole[~stays]).all(axis=1).any()

    box = canvas(kept).bounding_box()
    assert box is not None
    kept.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    line = kept.locator(".st-key-viewer .probe")
    expect(line).to_contain_text("becomes")
    words = line.inner_text().replace(",", "").replace(":", "").split()
    column, row = int(words[words.index("Column") + 1]), int(words[3])
    dot = "#" + whole[row - 1, column - 1, :3].tobytes().hex()
    assert f"becomes {dot}" in line.inner_text()


def test_the_switch_changes_picture_and_download_at_once_and_nothing_moves(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?k=6")
    all_there(kept)
    mounted = canvas(kept).element_handle()
    place = canvas(kept).bounding_box()
    plain = snapshot(kept)
    plain_file = decoded(download(kept, tmp_path).read_bytes())
    switch(kept)
    wait_for_another_picture(kept, plain)
    settled(kept)
    assert "dither=1" in kept.url
    assert mounted.evaluate("c => c.isConnected")
    assert canvas(kept).bounding_box() == place
    assert not np.array_equal(what_is_seen_is_downloaded(kept, tmp_path), plain_file)
    dotted = snapshot(kept)
    switch(kept)
    wait_for_another_picture(kept, dotted)
    settled(kept)
    assert snapshot(kept) == plain
    assert "dither" not in kept.url
    assert mounted.evaluate("c => c.isConnected")


def what_is_seen_is_downloaded(tab: Page, folder: Path) -> NDArray[np.uint8]:
    """Compare the picture on the page with the download, and return that."""
    file = download(tab, folder).read_bytes()
    facts = tab.locator(".st-key-viewer .facts")
    expect(facts).to_contain_text(f"{text.size(len(file))} as PNG")
    saved = decoded(file)
    shown = drawn(tab, "quantized")
    solid = saved[..., 3] == 255  # a canvas rounds what is softer
    assert np.array_equal(saved[..., 3], shown[..., 3])
    assert np.array_equal(saved[solid], shown[solid])
    return saved

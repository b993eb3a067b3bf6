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
from tests.browser.dragging import Messages, canvas
from tests.browser.exact import wrong_bytes
from tests.browser.modules import numbers, run
from tests.browser.view import (
    all_there,
    dithering,
    download,
    drawing_options,
    drawn,
    expect_k,
    open_picture,
    settled,
    show,
    snapshot,
    step_width,
    thumb,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import decoded

pytestmark = pytest.mark.browser


def switch(tab: Page) -> None:
    """Click the switch, as a person does: on its label."""
    with drawing_options(tab):
        dithering(tab).click()


def test_in_a_drag_the_pictures_are_the_server_s(tab: Page) -> None:
    """At some k; at every k, and in every space: tests/browser/test_spaces.py."""
    drawn_as: list[tuple[str, Space, Dither]] = [
        ("cat", "srgb", "full"),
        ("cat", "oklrab", "gentle"),
        ("logo", "standardized", "blue-noise"),
    ]
    for slug, space, kind in drawn_as:
        with case((slug, space, kind)):
            address = f"/?sample={slug}&k=2&dither=1&space={space}&dots={kind}"
            open_picture(tab, address)
            settled(tab)
            assert not wrong_ks(tab, slug, space, kind)
            # What was lost has not been measured: nobody looks at the map.
            lost = tab.locator('[data-role="map"]')
            assert lost.is_hidden()
            assert lost.get_attribute("data-k") is None
    settled(tab)
    with case("without dots"):
        before = snapshot(tab)
        switch(tab)
        wait_for_another_picture(tab, before)
        settled(tab)
        assert not wrong_ks(tab, slug, space, False)


def wrong_ks(
    tab: Page, slug: str, space: Space, kind: Dither | Literal[False]
) -> dict[int, int]:
    """Return the k at which the browser draws other bytes, and how many."""
    some = (1, 3, 8, 16, 27, 40, 64)
    wrong = wrong_bytes(tab, slug, space, kind, ks=some)
    assert wrong.keys() == {*some}
    return {k: count for k, count in wrong.items() if count}


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


def test_the_palette_tells_the_shares_of_the_dots(kept: Page) -> None:
    show(kept, "/?k=4&dither=1")
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
    show(kept, "/?k=4&dither=1")
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


def test_dragging_with_dots_is_live_and_sends_nothing(
    kept: Page, messages: Messages
) -> None:
    show(kept, "/?k=4&dither=1")
    x, y = thumb(kept)
    kept.mouse.move(x, y)
    kept.mouse.down()
    before = messages.sent
    for i in range(1, 11):
        picture = snapshot(kept)
        kept.mouse.move(x + i * step_width(kept), y)
        expect(canvas(kept)).to_have_attribute("data-k", str(4 + i))
        assert snapshot(kept) != picture
    assert messages.sent == before
    kept.mouse.up()
    expect_k(kept, 14)


def test_with_soft_edges_too_the_dots_that_are_seen_are_downloaded(
    kept: Page, tmp_path: Path
) -> None:
    show(kept, "/?sample=logo&k=6")
    plain_file = decoded(download(kept, tmp_path).read_bytes())
    before = snapshot(kept)
    switch(kept)
    wait_for_another_picture(kept, before)
    settled(kept)
    saved = what_is_seen_is_downloaded(kept, tmp_path)
    assert not np.array_equal(saved, plain_file)

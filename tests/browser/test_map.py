"""The loss map: where the redrawn picture differs most from the original."""

import base64
import itertools
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect
from plotly.colors import sequential
from skimage.color import deltaE_ciede2000, rgb2lab

from components.engine import SourceImage, Sweep, read_image
from components.engine.drawing.quantize import quantize
from components.shared import text
from components.shared.samples import SAMPLES
from tests.browser.dragging import Messages, canvas, dragging
from tests.browser.exact import swept
from tests.browser.modules import numbers, run
from tests.browser.view import (
    drawn,
    expect_k,
    settled,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.cases import case
from tests.engine.judging.sharma import PAIRS
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

DIFFERENCE = "features/viewer/ciede2000.js"
LOSS_MAP = "features/viewer/loss_map.js"
MODULES = [
    "static/nearest.js",
    "static/dither.js",
    "features/viewer/labels.js",
    "features/viewer/loss_map.js",
]


@dataclass
class Loss:
    """What the map is about, worked out by scikit-image."""

    palette: NDArray[np.uint8]
    difference: NDArray[np.float64]  # of shape (H, W)
    opacity: NDArray[np.uint8]  # what each pixel weighs
    weights: NDArray[np.float64]  # what each color draws

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Whether a pixel is visible at all."""
        return self.opacity > 0


@cache
def fits(name: str) -> tuple[SourceImage, Sweep]:
    """Return a sample picture and its centers."""
    image = read_image(SAMPLES[name].path.read_bytes())
    return image, swept(image)


@cache
def small_fits(name: str) -> tuple[SourceImage, Sweep]:
    """Return the photo that tests draw, or a quarter of a sample's rows and columns."""
    if name == "photo":
        image = read_image(encoded(photo(80, 60)))
    else:
        whole = read_image(SAMPLES[name].path.read_bytes())
        alpha = None if whole.alpha is None else whole.alpha[::4, ::4].copy()
        image = SourceImage(whole.rgb[::4, ::4].copy(), alpha, "PNG", 0)
    return image, swept(image)


def loss(name: str, k: int) -> Loss:
    """Redraw a sample in k colors and measure every pixel."""
    return loss_of(*fits(name), k)


def loss_of(image: SourceImage, sweep: Sweep, k: int, dither: bool = False) -> Loss:
    """Redraw a picture in k colors and measure every pixel."""
    redrawn = quantize(image, sweep.centers[k - 1], dither=dither)
    lab = [rgb2lab(rgb) for rgb in (image.rgb, redrawn.palette[redrawn.indices])]
    difference = deltaE_ciede2000(*lab)
    return Loss(redrawn.palette, difference, image.opacity, redrawn.weights)


def text_of(numbers: NDArray[np.generic]) -> str:
    """Return the bytes of numbers as letters: so many take long to send one by one."""
    return base64.b64encode(numbers.tobytes()).decode()


def the_map(tab: Page) -> Locator:
    """Find the loss map."""
    return tab.locator('[data-role="map"]')


def scale() -> NDArray[np.float64]:
    """Return the 256 colors of "inferno", from its published ones."""
    anchors = [list(bytes.fromhex(code[1:])) for code in sequential.Inferno]
    at = np.linspace(0, len(anchors) - 1, 256)
    channels = np.array(anchors).T
    return np.stack([np.interp(at, range(len(anchors)), c) for c in channels], -1)


# --- the values


def test_the_formula_gives_the_published_differences(blank: Page) -> None:
    found = run(
        blank,
        [DIFFERENCE],
        """({ ciede2000 }, pairs) => pairs.map((pair) => {
            const colors = [pair.slice(0, 3), pair.slice(3, 6)].map(([l, a, b]) => (
                { lightness: [l], a: [a], b: [b], chroma: [Math.hypot(a, b)] }
            ));
            const [one, other] = colors;
            return [ciede2000(one, 0, other, 0), ciede2000(other, 0, one, 0)];
        })""",
        PAIRS.tolist(),
    )
    assert np.abs(np.array(found) - PAIRS[:, 6:]).max() < 6e-5


def test_any_two_colors_differ_as_scikit_image_says(blank: Page) -> None:
    rng = np.random.default_rng(5)
    one = rng.integers(0, 256, (20_000, 3)).astype(np.uint8)
    other = rng.integers(0, 256, (20_000, 3)).astype(np.uint8)
    near = rng.integers(-9, 10, (10_000, 3))
    other[:10_000] = np.clip(one[:10_000] + near, 0, 255)
    one[:500] = one[:500, :1]  # grays
    one[9_000:9_500] = other[9_000:9_500]
    found = run(
        blank,
        [DIFFERENCE],
        """({ toLab, fillDifferences }, colors) => {
            const [one, other] = colors.map(toLab);
            const out = new Float64Array(colors[0].length);
            fillDifferences(one, other, Uint32Array.from(out, (_, i) => i), out);
            return [...out];
        }""",
        [numbers(one), numbers(other)],
    )
    expected = deltaE_ciede2000(rgb2lab(one), rgb2lab(other))
    assert np.abs(np.array(found) - expected).max() < 1e-3


# Redraws a picture in some palettes; the difference of every pixel, and what it says.
_MEASURE = """(code, { rgb: colors, alpha, width, height, palettes, dithered }) => {
    const { indexColors, labelled, assign, dither, measureLoss, lossAt } = code;
    const { takeLabels } = code;
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const rgb = new Uint32Array(bytes(colors).buffer);
    const index = labelled(indexColors(rgb));
    const picture = { index, rgb, width, height, single: dithered };
    picture.alpha = alpha && bytes(alpha);
    return palettes.map((colors) => {
        let weights;
        if (dithered) weights = dither(picture, colors);
        else {
            assign(index, colors);
            const all = Uint8Array.from(index.pixels, (c) => index.labels[c]);
            weights = takeLabels({ ...picture }, all, colors.length);
        }
        measureLoss(picture, { colors });
        const { mean, below } = picture.loss;
        const all = Float32Array.from(rgb, (_, at) => lossAt(picture, at));
        let bytes = "";
        for (const byte of new Uint8Array(all.buffer)) {
            bytes += String.fromCharCode(byte);
        }
        return { all: btoa(bytes), mean, below, weights: [...weights] };
    });
}"""


def test_behind_the_map_is_the_difference_of_every_pixel(blank: Page) -> None:
    for name, dithered in itertools.product(("photo", "logo"), (False, True)):
        with case((name, "dots" if dithered else "flat")):
            is_the_difference_of_every_pixel(blank, *small_fits(name), dithered)


def is_the_difference_of_every_pixel(
    blank: Page, image: SourceImage, sweep: Sweep, dithered: bool
) -> None:
    wanted = [loss_of(image, sweep, k, dithered) for k in (1, 2, 8, 64)]
    found = run(
        blank,
        MODULES,
        _MEASURE,
        {
            "rgb": text_of(np.array(numbers(image.rgb), np.uint32)),
            "alpha": None if image.alpha is None else text_of(image.alpha),
            "palettes": [numbers(each.palette) for each in wanted],
            "width": image.width,
            "height": image.height,
            "dithered": dithered,
        },
    )
    for mine, theirs in zip(found, wanted, strict=True):
        each = np.frombuffer(base64.b64decode(mine["all"]), np.float32)
        off = each.reshape(theirs.seen.shape) - theirs.difference
        assert np.abs(off[theirs.seen]).max() < 1e-3
        np.testing.assert_allclose(mine["weights"], theirs.weights, rtol=1e-12)
        weights = theirs.opacity / theirs.opacity.sum(dtype=int)
        mean = (theirs.difference * weights).sum()
        assert mine["mean"] == pytest.approx(mean, abs=1e-3)
        assert weights[theirs.difference < mine["below"] + 1e-3].sum() >= 0.95
        assert weights[theirs.difference < mine["below"] - 0.1 - 1e-3].sum() < 0.95


def test_the_scale_grows_lighter_at_every_step_so_that_it_reads_in_gray(
    blank: Page,
) -> None:
    colors = run(blank, [LOSS_MAP], "({ COLORMAP }) => [...COLORMAP]")
    table = np.array([[n >> 16, n >> 8 & 255, n & 255] for n in colors], np.uint8)
    assert np.abs(table - scale()).max() <= 0.5 + 1e-9
    assert (np.diff(rgb2lab(table)[:, 0]) > 0).all()


def test_a_smaller_copy_tells_about_how_much_until_the_whole_is_measured(
    blank: Page,
) -> None:
    said = run(
        blank,
        [LOSS_MAP],
        """({ sayLoss, lossInShort }) => {
            const loss = { mean: 1.24, below: 8.1, pixels: 1000 };
            const whole = { mean: 1.31, p95: 8.27 };
            return [sayLoss(loss, null, 1000), sayLoss(loss, null, 9000),
                sayLoss(loss, whole, 9000)].map(lossInShort);
        }""",
    )
    assert said == [
        "mean 1.2, 95 % below 8.1",
        "mean about 1.2, 95 % below about 8.1",
        "mean 1.3, 95 % below 8.3",
    ]


@pytest.mark.parametrize(
    ("side", "scale"),
    [(7, 4), (14, 2), (30, 1), (300, 1)],
    ids=["a spot", "a larger one", "a place", "almost all"],
)
def test_a_part_that_is_looked_at_stands_in_the_middle_with_what_is_around_it(
    blank: Page, side: int, scale: int
) -> None:
    x, y, shown = run(
        blank,
        ["features/viewer/viewport.js"],
        """({ Viewport }, side) => {
            const stages = [0, 1].map(() => {
                const stage = document.body.appendChild(document.createElement("div"));
                stage.style.cssText = "width: 400px; height: 300px";
                return stage;
            });
            const viewport = new Viewport(stages, () => {});
            viewport.take({ width: 400, height: 300 });
            viewport.show({ x: 250, y: 120 }, { width: side, height: side });
            const { x, y } = viewport.of({ x: 250, y: 120 });
            viewport.stop();
            return [x, y, viewport.shown];
        }""",
        side,
    )
    assert shown == scale
    assert (x, y) == ((200, 150) if scale > 1 else (250, 120))


# --- the page


def viewer(tab: Page) -> Locator:
    """Find the pictures and all that stands with them."""
    return tab.locator(".st-key-viewer")


def every_pixel_has_the_color_of_its_difference(tab: Page, slug: str, *ks: int) -> None:
    """Drag the slider to some k and compare, in the end to where it was."""
    colors = scale()
    with dragging(tab) as drag_to:
        for k in ks:
            drag_to(k)
            expect(the_map(tab)).to_have_attribute("data-k", str(k))
            shown = drawn(tab, "map")
            wanted = loss(slug, k)
            assert np.array_equal(shown[..., 3], wanted.seen * 255)
            place = np.minimum(wanted.difference / 10, 1)[wanted.seen] * 255
            # Just between two colors of the scale either is right.
            mine = shown[wanted.seen, :3]
            off = [
                np.abs(colors[np.clip(each, 0, 255).round().astype(int)] - mine)
                for each in (place - 0.03, place + 0.03)
            ]
            assert np.minimum(*(each.max(axis=1) for each in off)).max() <= 0.5 + 1e-9


def test_the_map_follows_the_slider_and_the_redrawn_picture_stays(
    kept: Page, messages: Messages
) -> None:
    show(kept, "/?k=8&compare=map")
    maps, words = set(), set()
    with dragging(kept) as drag_to:
        before = messages.sent
        for k in range(9, 13):
            drag_to(k)
            expect(the_map(kept)).to_have_attribute("data-k", str(k))
            maps.add(snapshot(kept, "map"))
            words.add(the_map(kept).get_attribute("aria-label"))
        assert messages.sent == before
    assert len(maps) == len(words) == 4
    expect_k(kept, 12)
    image, sweep = fits("cat")
    wanted = quantize(image, sweep.centers[11])
    redrawn = wanted.palette[wanted.indices]
    assert np.array_equal(drawn(kept, "quantized")[..., :3], redrawn)


def test_nothing_is_measured_while_nobody_looks(kept: Page) -> None:
    """Nor when a page is opened: see `test_dither.py`."""
    show(kept, "/?k=12&compare=map")
    viewer(kept).get_by_role("button", name="Side by side").click()
    expect(the_map(kept)).to_be_hidden()
    slider(kept).press("ArrowRight")
    expect(canvas(kept)).to_have_attribute("data-k", "13")
    assert the_map(kept).get_attribute("data-k") == "12"
    viewer(kept).get_by_role("button", name="Loss map").click()
    expect(the_map(kept)).to_be_visible()
    expect(the_map(kept)).to_have_attribute("data-k", "13")


def test_the_map_says_in_words_how_much_was_lost(kept: Page) -> None:
    show(kept, "/?k=13&compare=map")
    slider(kept).press("ArrowRight")
    expect_k(kept, 14)
    wanted = loss("cat", 14).difference
    mean = text.difference(float(wanted.mean()))
    tenth = text.below(float(np.quantile(wanted, 0.95)))
    name = f"Where it lost most: mean difference {mean}, 95 % of the pixels below"
    expect(viewer(kept).get_by_role("img", name=f"{name} {tenth}")).to_be_visible()
    caption = viewer(kept).locator(".after figcaption")
    expect(caption.locator(".detail")).to_have_text(f"mean {mean}, 95 % below {tenth}")
    expect(caption.locator(".facts")).to_be_hidden()
    expect(viewer(kept).locator(".announce")).to_contain_text(f"mean difference {mean}")
    levels = viewer(kept).get_by_role("listitem")
    expect(levels.filter(has_text="nobody sees it")).to_be_visible()
    viewer(kept).get_by_role("button", name="Side by side").click()
    expect(caption.locator(".k")).to_have_text("k = 14")
    expect(caption.locator(".detail")).to_be_hidden()
    expect(caption.locator(".facts")).to_be_visible()


def test_by_keyboard_the_map_is_chosen_and_asked(kept: Page) -> None:
    show(kept, "/?k=14")
    button = viewer(kept).get_by_role("button", name="Loss map")
    viewer(kept).get_by_role("button", name="Hold").focus()
    kept.keyboard.press("Tab")
    expect(button).to_be_focused()
    kept.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(the_map(kept)).to_be_visible()
    kept.wait_for_url("**compare=map**")
    viewer(kept).get_by_role("group", name="Picture in").focus()
    kept.keyboard.press("ArrowRight")
    line = viewer(kept).locator(".probe")
    expect(line).to_contain_text("difference")
    words = line.inner_text().replace(",", "").replace(":", "").split()
    column, row = int(words[1]) - 1, int(words[3]) - 1
    expected = loss("cat", 14).difference[row, column]
    assert float(words[-1]) == pytest.approx(expected, abs=0.0501)
    viewer(kept).get_by_role("button", name="Side by side").click()
    viewer(kept).get_by_role("group", name="Picture in").focus()
    kept.keyboard.press("ArrowRight")
    expect(line).to_contain_text("becomes")
    expect(line).not_to_contain_text("difference")


def test_the_map_zooms_and_moves_with_the_pictures(kept: Page) -> None:
    show(kept, "/?k=14&compare=map")
    viewer(kept).get_by_role("group", name="Picture in").focus()
    for key in ("+", "+", "ArrowRight", "ArrowDown"):
        kept.keyboard.press(key)
    place = "c => [c.style.width, c.style.height, c.style.transform].join()"
    pictures = viewer(kept).locator("canvas")
    expect(pictures).to_have_count(3)
    assert len({each.evaluate(place) for each in pictures.all()}) == 1
    assert the_map(kept).bounding_box() == canvas(kept).bounding_box()


def test_a_color_that_is_pointed_at_keeps_its_part_of_the_map(kept: Page) -> None:
    show(kept, "/?k=14&compare=map")
    before, shot = drawn(kept, "map"), snapshot(kept, "map")
    redrawn = drawn(kept, "quantized")[..., :3]
    swatch = viewer(kept).locator('[data-role="swatch"]').nth(1)
    swatch.hover()
    wait_for_another_picture(kept, shot, "map")
    code = str(swatch.get_attribute("data-hex"))
    mine = (redrawn == list(bytes.fromhex(code[1:]))).all(axis=-1)
    after = drawn(kept, "map")
    assert np.array_equal(after[mine], before[mine])
    assert (after[~mine] != before[~mine]).any(axis=-1).mean() > 0.9


def test_every_pixel_has_the_color_of_its_difference_and_another_picture_its_own_map(
    kept: Page,
) -> None:
    show(kept, "/?k=14&compare=map")
    every_pixel_has_the_color_of_its_difference(kept, "cat", 2, 16, 64, 14)
    settled(kept)
    before = snapshot(kept, "map")
    kept.locator(".st-key-sample_logo").get_by_role("button").click()
    wait_for_another_picture(kept, before, "map")
    settled(kept)
    expect(the_map(kept)).to_be_visible()
    wanted = loss("logo", 14)
    assert np.array_equal(drawn(kept, "map")[..., 3], wanted.seen * 255)
    every_pixel_has_the_color_of_its_difference(kept, "logo", 64, 14)


def test_a_picture_that_keeps_all_its_colors_lost_nothing(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=12&compare=map")
    expect(viewer(kept).locator(".after figcaption")).to_contain_text("nothing lost")
    assert np.unique(drawn(kept, "map").reshape(-1, 4), axis=0).tolist() == [
        [0, 0, 4, 255]
    ]


def test_a_spot_in_another_color_is_shown_on_the_map_which_says_what_the_table_says(
    kept: Page,
) -> None:
    show(kept, "/?sample=pixel-art&k=11&tab=Lost")
    verdict = kept.locator(".verdict")
    expect(verdict).to_contain_text("most of all one at the upper left")
    sun, after = re.findall("#[0-9a-f]{6}", verdict.inner_text())
    button = kept.locator(".st-key-show_spot").get_by_role("button")
    expect(button).to_have_text("Show where it is")
    button.click()
    expect(the_map(kept)).to_be_visible()
    line = viewer(kept).locator(".probe")
    expect(line).to_contain_text(re.compile(f"{sun} becomes {after}, .*difference"))
    expect(viewer(kept).locator(".after .mark")).to_be_visible()
    expect(viewer(kept).locator(".after .stage")).to_be_focused()
    mean, tenth = kept.locator(".figures dd").all_inner_texts()[:2]
    expect(viewer(kept).locator(".after .detail")).to_have_text(
        f"mean {mean}, 95 % below {tenth}"
    )

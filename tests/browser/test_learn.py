"""k-means to play with: its steps, and what is seen of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from tests.browser.dragging import Messages
from tests.browser.modules import numbers, run
from tests.browser.sized import resized
from tests.browser.view import (
    drawn,
    named,
    settled,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import photo
from tests.references import k_means

pytestmark = pytest.mark.browser

Floats = NDArray[np.float64]

# What comes later takes the place of what has the same name.
MODULES: Final = ["static/nearest.js"] + [
    f"features/learn/{name}.js"
    for name in ("counted", "lloyd", "loop", "starts", "random", "camera")
]

# Every state of a loop on some pixels, from given colors on; then all of them backward.
_LOOP: Final = """({ indexColors, countColors, Loop }, { rgb, alpha, start, kind }) => {
    const index = indexColors(Uint32Array.from(rgb));
    const counted = countColors({ index, alpha: alpha && Uint8Array.from(alpha) });
    const loop = new Loop(counted, Float64Array.from(start), kind);
    const look = () => ({
        kind: loop.now.kind,
        centers: [...loop.now.centers],
        inertia: loop.now.inertia,
        changed: loop.now.changed,
        labels: Array.from(index.pixels, (color) => loop.labels[color]),
    });
    const forward = [look()];
    while (!loop.atRest) {
        loop.forward();
        forward.push(look());
    }
    const backward = [look()];
    while (!loop.atStart) {
        loop.back();
        backward.push(look());
    }
    return { forward, backward };
}"""

# The colors that are drawn, with the random numbers that were used up.
_DRAWS: Final = """(modules, { rgb, k, seed, how }) => {
    const { indexColors, countColors, mulberry32, centersAt } = modules;
    const index = indexColors(Uint32Array.from(rgb));
    const counted = countColors({ index, alpha: null });
    const used = [];
    const random = mulberry32(seed);
    const noted = () => (used.push(random()), used.at(-1));
    const drawn = modules[how](counted, k, noted);
    const colors = [counted.red, counted.green, counted.blue].map((each) => [...each]);
    return { drawn, used, colors, weights: [...counted.weights] };
}"""


def noisy(pixels: int = 3000) -> NDArray[np.uint8]:
    """Return pixels with many colors, some of them more than once."""
    rgb = photo(96, 64).reshape(-1, 3)
    return np.random.default_rng(5).choice(rgb, pixels)


def distances(points: Floats, centers: Floats) -> Floats:
    """Return the squared distance of every point to every center."""
    return np.asarray(((points[:, None] - centers[None]) ** 2).sum(axis=2))


def lloyd(points: Floats, weights: Floats, centers: Floats) -> Iterator[dict[str, Any]]:
    """Take the half steps of k-means plainly, until nothing moves."""
    labels = distances(points, centers).argmin(axis=1)

    def state(kind: str, changed: int) -> dict[str, Any]:
        inertia = weights @ ((points - centers[labels]) ** 2).sum(axis=1)
        return {"kind": kind, "centers": centers, "inertia": inertia} | {
            "changed": changed,
            "labels": labels,
        }

    yield state("start", 0)
    while True:
        mass = np.bincount(labels, weights, len(centers))
        moved = np.array(
            [np.bincount(labels, weights * axis, len(centers)) for axis in points.T]
        ).T
        moved = np.where(mass[:, None] > 0, moved / mass.clip(1e-300)[:, None], centers)
        if np.allclose(moved, centers, rtol=0, atol=1e-9):
            return
        centers = moved
        yield state("move", 0)
        before, labels = labels, distances(points, centers).argmin(axis=1)
        yield state("assign", int((before != labels)[weights > 0].sum()))


@pytest.mark.parametrize("soft", [False, True])
def test_each_half_step_is_that_of_a_plain_reference(blank: Page, soft: bool) -> None:
    """Soft pixels weigh by their opacity, and transparent ones nothing."""
    rgb = noisy()
    alpha = np.random.default_rng(1).integers(0, 256, len(rgb)) if soft else None
    if alpha is not None:
        alpha[:99] = 0
    points = rgb.astype(float)
    weights = np.ones(len(rgb)) if alpha is None else alpha / 255
    start = np.unique(points, axis=0)[::200][:7]
    given = {
        "rgb": numbers(rgb),
        "alpha": None if alpha is None else alpha.tolist(),
        "start": start.ravel().tolist(),
        "kind": "start",
    }
    found = run(blank, MODULES, _LOOP, given)["forward"]
    expected = list(lloyd(points, weights, start))
    assert len(found) == len(expected) > 9
    for mine, theirs in zip(found, expected, strict=True):
        assert mine["kind"] == theirs["kind"]
        assert mine["changed"] == theirs["changed"]
        assert mine["inertia"] == pytest.approx(theirs["inertia"], rel=1e-12)
        np.testing.assert_allclose(mine["centers"], theirs["centers"].ravel())
        seen = weights > 0
        np.testing.assert_array_equal(
            np.array(mine["labels"])[seen], theirs["labels"][seen]
        )


def test_the_loop_ends_where_scikit_learn_does_and_goes_back_exactly(
    blank: Page,
) -> None:
    rgb = noisy()
    start = np.unique(rgb, axis=0)[::150][:9].astype(float)
    given = {"rgb": numbers(rgb), "alpha": None, "start": start.ravel().tolist()}
    found = run(blank, MODULES, _LOOP, given | {"kind": "start"})
    fit = k_means(len(start), init=start, n_init=1, max_iter=999, tol=0).fit(rgb)
    last = found["forward"][-1]
    assert last["inertia"] == pytest.approx(fit.inertia_, rel=1e-9)
    np.testing.assert_allclose(
        last["centers"], fit.cluster_centers_.ravel(), rtol=0, atol=1e-6
    )
    assert found["backward"] == found["forward"][::-1]
    # Draw by draw, there are more steps, and the end is the same.
    slowly = run(blank, MODULES, _LOOP, given | {"kind": "draw"})
    kinds = [each["kind"] for each in slowly["forward"]]
    assert kinds[: len(start) + 1] == ["draw"] * len(start) + ["move"]
    assert slowly["forward"][-1]["centers"] == last["centers"]
    assert slowly["backward"] == slowly["forward"][::-1]


@pytest.mark.parametrize("how", ["randomPixels", "plusPlus"])
def test_pixels_are_drawn_with_the_chances_they_should_have(
    blank: Page, how: str
) -> None:
    rgb = noisy(500)
    given = {"rgb": numbers(rgb), "k": 12, "seed": 3, "how": how}
    found = run(blank, MODULES, _DRAWS, given)
    colors, weights = np.array(found["colors"]).T, np.array(found["weights"])
    expected: list[int] = []
    for number in found["used"]:
        if not expected:
            chances = weights
        elif how == "plusPlus":
            chances = weights * distances(colors, colors[expected]).min(axis=1)
        else:
            chances = weights * ~np.isin(np.arange(len(weights)), expected)
        reached = np.cumsum(chances)
        expected.append(int(np.searchsorted(reached, number * reached[-1], "right")))
    assert found["drawn"] == expected
    assert len(set(expected)) == 12
    fewer = run(blank, MODULES, _DRAWS, given | {"k": 5})
    assert fewer["drawn"] == expected[:5]
    all_there_are = run(blank, MODULES, _DRAWS, given | {"k": 9999, "rgb": [1, 2, 1]})
    assert sorted(all_there_are["drawn"]) == [0, 1]


def test_random_numbers_are_those_of_mulberry32(blank: Page) -> None:
    """As Python works them out, from the published few lines."""

    def mulberry32(state: int) -> float:
        whole = 2**32
        mixed = (state ^ state >> 15) * (1 | state) % whole
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (61 | mixed)) % whole
        return (mixed ^ mixed >> 14) / whole

    task = """({ mulberry32 }, seed) => {
        const random = mulberry32(seed);
        return Array.from({ length: 9 }, () => random());
    }"""
    states = [(7 + n * 0x6D2B79F5) % 2**32 for n in range(1, 10)]
    assert run(blank, MODULES, task, 7) == [mulberry32(each) for each in states]


def test_the_cloud_has_at_most_so_many_points_and_loses_no_pixel(blank: Page) -> None:
    task = """({ indexColors, countColors, pointsOf }, { rgb, most }) => {
        const index = indexColors(Uint32Array.from(rgb));
        const counted = countColors({ index, alpha: null });
        return [pointsOf(counted), pointsOf(counted, most)].map(({ of, share }) =>
            [of.length, share.reduce((sum, each) => sum + each, 0)]);
    }"""
    rgb = noisy()
    (all_of_them, whole), (fewer, also_whole) = run(
        blank, MODULES, task, {"rgb": numbers(rgb), "most": 500}
    )
    assert all_of_them == len(np.unique(rgb, axis=0)) > 500 >= fewer > 1
    assert whole == pytest.approx(1)
    assert also_whole == pytest.approx(1)


def test_a_place_on_the_screen_is_the_color_that_is_seen_there(blank: Page) -> None:
    task = """({ Camera }) => {
        const [camera, size] = [new Camera(), { width: 500, height: 400 }];
        return [0, 1, 2, 3].flatMap((turn) => {
            camera.turn(1.1 * turn, 0.2);
            return [[0, 0, 0], [255, 0, 0], [12, 250, 99]].map((color) => {
                const seen = camera.see(color, size);
                return [color, camera.colorAt(seen, seen.depth, size)];
            });
        });
    }"""
    for color, found in run(blank, MODULES, task):
        assert found == pytest.approx(color, abs=1e-6)


# --- on the page


# Pixels that are as far from two centers have the first, so the order counts.
_IN_ORDER: Final = """bars => [...bars.children].map(({ style }) =>
    style.backgroundColor.match(/[0-9]+/g).map(Number))"""


def stage(tab: Page) -> Locator:
    return tab.locator(".st-key-learn")


def button(tab: Page, name: str) -> Locator:
    return stage(tab).get_by_role("button", name=name, exact=True)


def inertia(tab: Page) -> Locator:
    return stage(tab).locator('[data-role="inertia"]')


def figure(tab: Page) -> float:
    return float(inertia(tab).inner_text().replace(",", ""))


@contextmanager
def at_act(tab: Page, title: str, sample: str = "cat") -> Iterator[None]:
    """Play an act on a picture in six colors, and the first one again in the end.

    The address then says nothing of it, so `show` needs no new page.
    """
    show(tab, f"/?sample={sample}&k=6&tab=Learn")
    button(tab, title).click()
    tab.wait_for_url(f"**act={title[0]}**")
    settled(tab)
    yield
    button(tab, "1 · A picture is a cloud").click()
    tab.wait_for_url(lambda url: "act" not in named(url))
    settled(tab)


@contextmanager
def nothing_glides(tab: Page) -> Iterator[None]:
    """Have balls where they belong at once for a while, as for who wants no motion.

    While they glide the cloud is drawn at every frame, which costs more than a step.
    """
    tab.emulate_media(reduced_motion="reduce")
    yield
    tab.emulate_media(reduced_motion="null")  # `None` would leave it as it is


@contextmanager
def at_the_loop(tab: Page) -> Iterator[None]:
    """Play the second act in the usual way, and choose that in the end."""
    with at_act(tab, "2 · The loop"):
        expect(told(tab)).to_contain_text("Start: 6 pixels drawn at random")
        yield
        choose_start(tab, "Random pixels")
        tab.wait_for_url(lambda url: "start" not in named(url))


def choose_start(tab: Page, name: str) -> None:
    """Choose where the centers start."""
    stage(tab).get_by_role("combobox", name="Start").select_option(name)


def told(tab: Page) -> Locator:
    """Find what the last step did, in words."""
    return stage(tab).locator(".step")


def test_the_loop_takes_the_steps_of_k_means_from_wherever_its_centers_are_put(
    kept: Page, messages: Messages
) -> None:
    with at_the_loop(kept):
        sent = messages.sent
        each_half_step = "at each half step the picture is what k-means makes of it"
        with case(each_half_step), nothing_glides(kept):
            _follow_each_half_step(kept)
        with case("a center that is moved by hand finds its way back"):
            _move_a_center(kept)
        assert messages.sent == sent
        with case("centers are placed by hand and follow the slider"):
            _place_centers(kept)


def _follow_each_half_step(tab: Page) -> None:
    pixels = drawn(tab, "original")[..., :3].reshape(-1, 3).astype(float)
    first = drawn(tab, "lesson")
    start = np.array(stage(tab).locator(".centers").evaluate(_IN_ORDER), float)
    assert len(np.unique(start, axis=0)) == 6
    figures = [inertia(tab).inner_text()]
    for error, picture in lloyd_on_colors(pixels, start, 8):
        assert figure(tab) == pytest.approx(error, abs=1)
        assert np.array_equal(drawn(tab, "lesson")[..., :3].reshape(-1, 3), picture)
        button(tab, "Step forward").press("Enter")
        expect(inertia(tab)).not_to_have_text(figures[-1])
        figures.append(inertia(tab).inner_text())
    assert len(figures) == 9
    for before in figures[-2::-1]:
        button(tab, "Step back").press("Enter")
        expect(inertia(tab)).to_have_text(before)
    assert np.array_equal(drawn(tab, "lesson"), first)


def lloyd_on_colors(
    pixels: Floats, centers: Floats, steps: int
) -> list[tuple[float, NDArray[np.uint8]]]:
    """Take half steps on every pixel; the inertia and the picture after each."""
    numbers, of, counts = np.unique(
        pixels @ [65536, 256, 1], return_inverse=True, return_counts=True
    )
    colors = np.stack([numbers // 65536, numbers // 256 % 256, numbers % 256], axis=1)
    states = islice(lloyd(colors, counts.astype(float), centers), steps)
    return [
        (
            each["inertia"],
            np.floor(each["centers"] + 0.5).astype(np.uint8)[each["labels"]][
                of.ravel()
            ],
        )
        for each in states
    ]


def _move_a_center(tab: Page) -> None:
    _to_the_end(tab)
    best = figure(tab)
    cloud = stage(tab).locator(".space")
    cloud.press("c")
    expect(stage(tab).locator(".announce")).to_contain_text("Center 1 of 6")
    for _ in range(5):
        cloud.press("ArrowUp")
    expect(told(tab)).to_contain_text("You moved a center")
    assert figure(tab) > best
    cloud.press("Enter")
    expect(told(tab)).to_contain_text("Move: ")
    _to_the_end(tab)
    assert figure(tab) <= 1.5 * best
    for kind in ("Move: ", "Assign: "):
        button(tab, "Step back").press("Enter")
        expect(told(tab)).to_contain_text(kind)
    # Somewhere else the mouse turns the cloud, and no center has been moved.
    before = inertia(tab).inner_text()
    seen = snapshot(tab, "cloud")
    cloud.hover(position={"x": 12, "y": 200})
    tab.mouse.down()
    cloud.hover(position={"x": 80, "y": 230})
    tab.mouse.up()
    wait_for_another_picture(tab, seen, "cloud")
    assert inertia(tab).inner_text() == before


def _to_the_end(tab: Page) -> None:
    button(tab, "To the end").click()
    expect(told(tab)).to_contain_text("k-means is done")
    expect(button(tab, "Play")).to_be_visible()


def _place_centers(tab: Page) -> None:
    choose_start(tab, "Placed by hand")
    expect(told(tab)).to_contain_text("each click places a center, 6 centers in all")
    picture = stage(tab).locator(".picture")
    picture.click(position={"x": 200, "y": 100})
    expect(told(tab)).to_contain_text("Center 1 of 6 placed")
    picture.press("ArrowRight")
    expect(stage(tab).locator(".hint")).to_contain_text("This pixel is #")
    picture.press("Enter")
    expect(told(tab)).to_contain_text("Center 2 of 6 placed")
    # Drawn at random, one more color is one more center: the others stay.
    choose_start(tab, "Random pixels")
    bars = stage(tab).locator(".centers")
    expect(bars.locator("i")).to_have_count(6)
    six = bars.evaluate(_IN_ORDER)
    slider(tab).press("ArrowRight")
    expect(bars.locator("i")).to_have_count(7)
    assert bars.evaluate(_IN_ORDER)[:6] == six
    # Those of the page are its palette.
    choose_start(tab, "This page's colors")
    expect(told(tab)).to_contain_text("Start: the 7 colors of this page")
    strip = tab.locator('[data-role="swatch"]')
    codes = {each.get_attribute("data-hex") for each in strip.all()}
    palette = {"#" + bytes(each).hex() for each in bars.evaluate(_IN_ORDER)}
    assert palette == codes
    # One that is pointed at lights up its points, and its pixels.
    cloud, pixels = (snapshot(tab, role) for role in ("cloud", "lesson"))
    strip.first.hover()
    wait_for_another_picture(tab, cloud, "cloud")
    wait_for_another_picture(tab, pixels, "lesson")


@contextmanager
def time_flies(tab: Page) -> Iterator[None]:
    """Let three more seconds have passed, for what would move for some."""
    tab.evaluate(
        """() => {
            const now = performance.now.bind(performance);
            performance.now = () => now() + 3000;
        }"""
    )
    yield
    tab.evaluate("delete performance.now")


def test_pixels_fly_into_the_cloud_and_back(kept: Page) -> None:
    show(kept, "/?sample=cat&k=6&tab=Learn")
    air = stage(kept).locator(".air")
    expect(air).to_have_attribute("width", "1")
    button(kept, "Let the pixels fly").click()
    expect(air).not_to_have_attribute("width", "1")
    expect(button(kept, "Let them fly back")).to_be_visible()
    with time_flies(kept):
        expect(air).to_have_attribute("width", "1")
    with resized(kept, (1366, 650), still=True):
        button(kept, "Let them fly back").click()
        expect(stage(kept).locator(".stage")).to_have_attribute(
            "data-flight", "fade-out"
        )
        assert air.get_attribute("width") == "1"
        expect(button(kept, "Let the pixels fly")).to_be_visible()
        # All of the stage is in view together, below the slider.
        first, last = (stage(kept).locator(each) for each in (".top", ".controls"))
        above = kept.locator(".st-key-slider").bounding_box()
        begins, ends = first.bounding_box(), last.bounding_box()
        assert above is not None and begins is not None and ends is not None
        assert ends["y"] + ends["height"] - begins["y"] <= 650 - above["height"]

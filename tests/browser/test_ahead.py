"""What is likely to be asked for next is drawn in the background."""

import pytest
from playwright.sync_api import Page, Worker

from components.engine import (
    Dither,
    SourceImage,
    Space,
    count_colors,
    metric_of,
    sweep_k,
)
from components.engine.drawing.quantize import round_centers
from tests.browser.dragging import dragging
from tests.browser.modules import numbers, run
from tests.browser.view import show, thumb
from tests.pictures import photo

pytestmark = pytest.mark.browser

_MODULES = [
    "static/ahead.js",
    "static/dots.js",
    "static/drawable.js",
    "static/metric.js",
    "static/nearest.js",
]

# Comes near the slider, waits until all is drawn that can be, and compares that with
# what is drawn at once.
_LOOK_AHEAD = """async (
    { Ahead, redraw, drawable, Metric, indexColors },
    { rgb, size: [height, width], rule, palettes, kind, at },
) => {
    document.body.innerHTML = '<div class="st-key-k"><input type="range"></div>';
    const colors = Uint32Array.from(rgb);
    const fresh = () => drawable({
        id: "one", width, height, rgb: colors, alpha: null, aside: null,
        index: indexColors(colors),
    });
    const metric = new Metric(rule);
    const [mine, theirs] = [fresh(), fresh()];
    const drawingOf = (k) => Ahead.drawing(mine, palettes[k - 1], rule, kind);
    const ahead = new Ahead();
    ahead.able = true;
    ahead.show(mine, at, palettes.length, drawingOf);
    const before = ahead.found.size + Number(ahead.worker !== null);
    document.querySelector("input").dispatchEvent(
        new PointerEvent("pointerover", { bubbles: true }),
    );
    const there = () => palettes.flatMap((_, i) =>
        ahead.found.has(drawingOf(i + 1).key) ? [i + 1] : []);
    const all = (count) => new Promise((done) => {
        const look = () =>
            there().length === count ? done(there()) : setTimeout(look, 5);
        look();
    });
    const labels = (picture) => [...(kind ? picture.labels : picture.index.labels)];
    const near = await all(16);
    const wrong = near.filter((k) => {
        const counts = ahead.redraw(mine, drawingOf(k), metric);
        const expected = redraw(theirs, palettes[k - 1], metric, kind);
        return String(counts) !== String(expected)
            || String(labels(mine)) !== String(labels(theirs))
            || mine.single !== theirs.single;
    });
    const least = Math.min(...near), most = Math.max(...near);
    ahead.show(mine, palettes.length, palettes.length, drawingOf);
    const later = await all(8);
    ahead.stop();
    return { before, wrong, ends: [least, most], later };
}"""


@pytest.mark.parametrize(
    ("space", "kind"), [("oklrab-dots", "gentle"), ("srgb", "bayer")]
)
def test_what_is_beside_k_is_drawn_ahead_just_as_it_would_be_then(
    blank: Page, space: Space, kind: Dither
) -> None:
    image = SourceImage(photo(48, 36), None, "PNG", 0)
    table = count_colors(image)
    sweep = sweep_k(table, k_max=30, space=space)
    rule = metric_of(table, space)
    found = run(
        blank,
        _MODULES,
        _LOOK_AHEAD,
        {
            "rgb": numbers(image.rgb),
            "size": [image.height, image.width],
            "rule": {"space": space, "times": list(rule.times)},
            "palettes": [numbers(round_centers(each)) for each in sweep.colors],
            "kind": kind,
            "at": 12,
        },
    )
    assert found["before"] == 0  # nobody had come near the slider
    assert found["wrong"] == []
    assert found["ends"] == [4, 20]
    assert found["later"] == list(range(22, 30))  # and what is far is forgotten


def is_ours(worker: Worker) -> bool:
    return worker.url.endswith("/static/ahead_worker.js")


def test_whoever_comes_near_the_slider_has_a_worker_draw_what_is_beside_k(
    kept: Page,
) -> None:
    show(kept, "/?k=12&dither=1")
    if not any(is_ours(each) for each in kept.workers):
        with kept.expect_event("worker", is_ours):
            kept.mouse.move(*thumb(kept))
    worker = next(each for each in kept.workers if is_ours(each))
    worker.evaluate(
        """() => {
            const post = self.postMessage;
            self.answers = [];
            self.postMessage = (told) => { answers.push(told.key); post(told); };
        }"""
    )
    with dragging(kept) as drag_to:
        drag_to(30)
        answered = worker.evaluate(
            """() => new Promise((done) => {
                const look = () => answers.length ? done(true) : setTimeout(look, 5);
                look();
            })"""
        )
        assert answered
        drag_to(12)

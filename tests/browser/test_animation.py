"""An animation and the same in few colors, in a real browser."""

import base64
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from components.engine import (
    Dither,
    count_colors,
    draw_frames,
    metric_of,
    read_animation,
    round_centers,
    sweep_k,
)
from components.features.animation.work import known_film, upload
from tests.browser.dragging import Messages, dragging
from tests.browser.modules import numbers, run
from tests.browser.sized import PANEL, violations
from tests.browser.view import all_there, give, open_tab, save, settled, show
from tests.cases import case
from tests.features.animation.test_view import moving
from tests.pictures import decoded

pytestmark = pytest.mark.browser

KINDS: Final[tuple[Dither | None, ...]] = (None, "full", "gentle", "bayer")

_DRAWN = """async ({ Film, Metric }, { file, durations, changes, colors, rule }) => {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    const film = await Film.of({ file: bytes, durations, changes });
    const canvas = document.createElement("canvas");
    const last = durations.length - 1;
    const found = [];
    for (const dots of [null, "full", "gentle", "bayer"]) {
        film.use({ colors, metric: new Metric(rule), dots });
        const first = film.paintDrawn(canvas, last);
        const early = film.labels[last] !== undefined;
        film.catchUp(last, Infinity);
        const final = film.paintDrawn(canvas, last);
        const labels = durations.map((_, frame) => {
            film.paintDrawn(canvas, frame);
            return [...film.labels[frame]];
        });
        found.push({ first, early, final, labels });
    }
    return found;
}"""


def test_each_frame_is_drawn_as_the_server_draws_it_from_any_frame_on(
    blank: Page,
) -> None:
    data = moving()
    known, animation = known_film(upload("dance.png", data)), read_animation(data)
    assert animation is not None
    assert known is not None
    assert not isinstance(known, str)
    assert known.small.changes  # so that this is tested too
    table = count_colors(next(animation.frames()))
    centers, metric = sweep_k(table, 7).centers[-1], metric_of(table, "oklab")
    told = {
        "file": base64.b64encode(known.small.png).decode(),
        "durations": list(animation.durations),
        "changes": known.small.changes,
        "colors": numbers(round_centers(centers)),
        "rule": {"space": metric.space, "times": list(metric.times)},
    }
    modules = ["features/animation/film.js", "static/metric.js"]
    for kind, found in zip(KINDS, run(blank, modules, _DRAWN, told), strict=True):
        with case(str(kind)):
            # Diffused dots of the last frame depend on those before it: it says so.
            waits = kind in ("full", "gentle")
            assert found["first"] is found["early"] is not waits
            assert found["final"] is True
            drawn = draw_frames(animation, centers, 0, kind or False, metric)
            for ours, theirs in zip(found["labels"], drawn, strict=True):
                assert ours == theirs.indices.reshape(-1).tolist()


_TIMES = """({ Clock }, { durations, loop, steps }) => {
    const clock = new Clock(durations, loop);
    return steps.map((ms) => {
        clock.pass(ms);
        return [clock.at, clock.over];
    });
}"""


@pytest.mark.parametrize(
    ("loop", "steps", "seen"),
    [
        # Frames of 10 ms are seen for 100, as in browsers.
        (0, [99, 1, 39, 1, 99, 1], [0, 1, 1, 2, 2, 0]),
        # What takes long leaves frames out, and what has played its part stays.
        (2, [145, 100, 140, 95, 900], [2, 0, 2, 2, 2]),
    ],
)
def test_frames_have_the_times_that_their_file_says(
    blank: Page, loop: int, steps: list[int], seen: list[int]
) -> None:
    told = {"durations": [10, 40, 0], "loop": loop, "steps": steps}
    found = run(blank, ["features/animation/clock.js"], _TIMES, told)
    assert [at for at, _ in found] == seen
    assert found[-1][1] is (loop > 0)


def player(tab: Page) -> Locator:
    """Find what plays."""
    return tab.locator(".st-key-player")


def result(tab: Page) -> Locator:
    """Find the frame that is drawn in few colors."""
    return player(tab).locator(".quantized canvas")


def pixels(of: Locator) -> NDArray[np.uint8]:
    """Return what a canvas shows."""
    url = of.evaluate("canvas => canvas.toDataURL()")
    return decoded(base64.b64decode(url.partition(",")[2]))


# The frames that are seen while a screen is drawn so many times, original and result.
_SEEN = """(player, times) => new Promise((done) => {
    const canvases = [...player.querySelectorAll("canvas")];
    const seen = new Set();
    const look = (left) => {
        seen.add(canvases.map((canvas) => canvas.dataset.frame).join(" "));
        if (left > 0 && seen.size < 3) requestAnimationFrame(() => look(left - 1));
        else done([...seen].sort());
    };
    look(times);
})"""
LONG, SHORT = 3_000, 40  # times that the screen is drawn


def seen(tab: Page, times: int) -> list[str]:
    """Return which frames are seen; at once, if all are."""
    inside = player(tab).locator(".pair")
    return list(inside.evaluate(_SEEN, times))


def test_it_plays_in_step_and_each_frame_is_that_of_the_file(
    kept: Page, messages: Messages, tmp_path: Path
) -> None:
    kept.emulate_media(reduced_motion="reduce")
    show(kept, "/?k=6&tab=Many&dither=1")
    data = moving()
    give(kept, "dance.png", data)
    place, button = player(kept).locator(".place"), player(kept).locator(".play")
    expect(place).to_have_text("Frame 1 of 3")
    expect(result(kept)).to_have_attribute("data-k", "6")
    player(kept).scroll_into_view_if_needed()

    with case("who wants no motion sees none until he asks"):
        expect(button).to_have_text("Play")
        assert seen(kept, SHORT) == ["1 1"]
        button.click()
        assert seen(kept, LONG) == ["1 1", "2 2", "3 3"]

    with case("it pauses, and goes to any frame by keyboard"):
        player(kept).locator(".pair").press(" ")
        expect(button).to_have_text("Play")
        assert len(seen(kept, SHORT)) == 1
        for key, frame in (("End", 3), ("ArrowRight", 1), ("ArrowLeft", 3)):
            player(kept).locator(".pair").press(key)
            expect(place).to_have_text(f"Frame {frame} of 3")
        player(kept).get_by_role("button", name="The frame before").click()
        expect(place).to_have_text("Frame 2 of 3")

    with case("the drag asks nobody"):
        before, drawn = messages.sent, {pixels(result(kept)).tobytes()}
        with dragging(kept) as drag_to:
            for k in (7, 8, 9):
                drag_to(k)
                expect(result(kept)).to_have_attribute("data-k", str(k))
                drawn.add(pixels(result(kept)).tobytes())
            assert messages.sent == before
        assert len(drawn) == 4
        all_there(kept)
        expect(result(kept)).to_have_attribute("data-k", "9")
        assert violations(kept, within=PANEL) == []

    with case("what is seen is what one takes away"):
        again = read_animation(save(kept, "Download APNG", tmp_path).read_bytes())
        assert again is not None
        for number, image in enumerate(again.frames(), start=1):
            player(kept).locator("input").fill(str(number))
            expect(place).to_have_text(f"Frame {number} of 3")
            expect(result(kept)).to_have_attribute("data-k", "9")
            assert np.array_equal(pixels(result(kept))[..., :3], image.rgb)

    with case("it plays by itself, but out of sight it rests"):
        kept.emulate_media(reduced_motion="no-preference")
        open_tab(kept, "Sizes")
        open_tab(kept, "Many")
        all_there(kept)
        expect(result(kept)).to_have_attribute("data-k", "9")
        player(kept).scroll_into_view_if_needed()
        assert seen(kept, LONG) == ["1 1", "2 2", "3 3"]
        size = kept.viewport_size
        assert size is not None
        kept.set_viewport_size(size | {"height": 600})
        kept.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")
        expect(player(kept).locator(".pair")).not_to_be_in_viewport()
        seen(kept, 2)  # what is asked for already
        assert len(seen(kept, SHORT)) == 1
        kept.set_viewport_size(size)
    settled(kept)

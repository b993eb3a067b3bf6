"""Along the curve: what one more color does."""

from typing import Any, Final

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from components.engine import Space, count_colors, read_image
from components.engine.clustering.metric import metric_of
from tests.browser.dragging import Messages
from tests.browser.modules import numbers, run
from tests.browser.sized import PANEL, violations
from tests.browser.test_learn import at_act, button, figure, inertia, stage, told
from tests.browser.view import (
    drawn,
    settled,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

_MODULES: Final = ["static/nearest.js", "features/learn/stage.js"] + [
    f"features/learn/acts/choosing/{name}.js" for name in ("survey", "change", "walk")
]

# The inertia of every k, in the order in which somebody comes by.
_SURVEY: Final = """(modules, { rgb, size: [height, width], colors, metric }) => {
    const { indexColors, subjectOf, Survey, Walk } = modules;
    const words = Uint32Array.from(rgb);
    const subject = subjectOf({ id: "", width, height, rgb: words, alpha: null,
        aside: null, index: indexColors(words) });
    const survey = new Survey(subject, { colors, metric });
    const walk = new Walk(survey, 2);
    const come = [walk.now.inertia];
    for (; !walk.atRest; come.push(walk.now.inertia)) walk.forward();
    const by = [];
    for (; !walk.atStart; by.push(walk.now.inertia)) walk.back();
    const labels = Array.from(subject.picture.index.pixels, (i) => survey.labels(3)[i]);
    return { come, by, labels, inertias: [...survey.inertias], next: survey.next };
}"""

_CHANGE: Final = """({ changeOf }, { before, after, k }) => {
    const weights = Float64Array.from(before, () => 1);
    const change = changeOf({ weights, pixels: Int32Array.from(weights) },
        Uint8Array.from(before), Uint8Array.from(after), k);
    return { ...change, moved: [...change.moved] };
}"""


@pytest.mark.parametrize("space", ["srgb", "oklab", "oklrab-dots", "standardized"])
def test_the_inertia_of_every_k_is_that_of_its_palette_in_the_pages_space(
    blank: Page, space: Space
) -> None:
    """Worked out in whatever order, and from each pixel's nearest color."""
    rgb = photo(60, 40)
    table = count_colors(read_image(encoded(rgb)))
    metric = metric_of(table, space)
    rng = np.random.default_rng(4)
    palettes = [rng.choice(rgb.reshape(-1, 3), k) for k in range(1, 7)]
    given = {
        "rgb": numbers(rgb),
        "size": rgb.shape[:2],
        "colors": [each.tobytes().hex() for each in palettes],
        "metric": {"space": space, "times": list(metric.times)},
    }
    found = run(blank, _MODULES, _SURVEY, given)
    points = metric.points(rgb.reshape(-1, 3))
    away = [
        ((points[:, None] - metric.points(each)[None]) ** 2).sum(axis=2)
        for each in palettes
    ]
    expected = [each.min(axis=1).sum() / metric.unit**2 for each in away]
    # The unit of z-scores is rounded to whole numbers there.
    assert found["inertias"] == pytest.approx(expected, rel=1e-4)
    assert found["come"] == found["inertias"][1:]
    assert found["by"] == found["inertias"][-2::-1]
    assert found["next"] is None
    np.testing.assert_array_equal(found["labels"], away[2].argmin(axis=1))


def _changed(tab: Page, before: list[int], after: list[int], k: int) -> Any:  # noqa: ANN401 - as it comes
    return run(tab, _MODULES, _CHANGE, {"before": before, "after": after, "k": k})


def test_the_new_color_is_the_one_that_no_other_has_become(blank: Page) -> None:
    # The second color is split, and the palette comes in another order.
    split = _changed(blank, [0, 0, 0, 1, 1, 1, 1, 1], [2, 2, 2, 0, 0, 0, 1, 1], 3)
    assert split["added"] == 1
    assert split["from"] == [1, -1, 0]
    assert split["moved"] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert split["pixels"] == 2
    assert split["givers"] == [{"color": 1, "share": 1}]
    # Somebody else has changed sides too.
    both = _changed(blank, [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 2, 1, 1, 1, 1, 2], 3)
    assert both["added"] == 2
    assert both["moved"] == [0, 0, 1, 1, 0, 0, 0, 1]
    assert both["givers"] == [{"color": 0, "share": 0.5}, {"color": 1, "share": 0.5}]
    # One that draws nothing is new as well.
    nothing = _changed(blank, [0, 0, 1], [0, 0, 1], 3)
    assert (nothing["added"], nothing["givers"], nothing["pixels"]) == (2, [], 0)


def test_each_color_but_the_new_one_was_another_before(blank: Page) -> None:
    rng = np.random.default_rng(8)
    for k in (2, 5, 9):
        before, after = rng.integers(0, k - 1, 200), rng.integers(0, k, 200)
        found = _changed(blank, before.tolist(), after.tolist(), k)
        was = np.array(found["from"])
        assert sorted(was) == list(range(-1, k - 1))
        assert was[found["added"]] == -1
        np.testing.assert_array_equal(found["moved"], was[after] != before)
        mine = before[after == found["added"]]
        shares = {each["color"]: each["share"] for each in found["givers"]}
        assert shares == pytest.approx(
            {int(old): np.mean(mine == old) for old in np.unique(mine)}
        )
        assert list(shares.values()) == sorted(shares.values(), reverse=True)


# --- on the page


def test_a_step_is_one_more_color_and_says_what_it_does(
    kept: Page, messages: Messages
) -> None:
    with at_act(kept, "5 · Choosing k"):
        sent = messages.sent
        _walk_along_the_curve(kept)
        assert messages.sent == sent
        _use_what_was_found(kept)


def _walk_along_the_curve(tab: Page) -> None:
    expect(told(tab)).to_contain_text("6 colors: one more took away")
    pixels = drawn(tab, "original")[..., :3].reshape(-1, 3).astype(float)
    # Without what lights up, the picture is the page's own in as many colors.
    only = stage(tab).get_by_label("Light up what changes sides")
    lit = snapshot(tab, "lesson")
    only.uncheck()
    wait_for_another_picture(tab, lit, "lesson")
    picture = drawn(tab, "lesson")[..., :3].reshape(-1, 3)
    assert np.array_equal(picture, drawn(tab, "quantized")[..., :3].reshape(-1, 3))
    assert figure(tab) == pytest.approx(((pixels - picture) ** 2).sum(), abs=1)
    only.check()
    before, six = inertia(tab).inner_text(), figure(tab)
    button(tab, "Step forward").press("Enter")
    expect(told(tab)).to_contain_text("7 colors")
    share = f"{100 * (1 - figure(tab) / six):.1f} %"
    expect(told(tab)).to_contain_text(f"one more took away {share}")
    expect(stage(tab).locator(".more")).to_contain_text("took its pixels from #")
    assert violations(tab, within=PANEL) == []
    button(tab, "Step back").press("Enter")
    expect(inertia(tab)).to_have_text(before)
    # The keys walk along the curve as well, and the page hears of it when it is told.
    curve = stage(tab).get_by_role("slider", name="Number of colors")
    curve.press("End")
    expect(curve).to_have_attribute("aria-valuenow", "64")
    curve.press("Home")
    expect(told(tab)).to_have_text("1 color: the average of all pixels.")
    for _ in range(8):
        curve.press("ArrowRight")
    expect(told(tab)).to_contain_text("9 colors")


def _use_what_was_found(tab: Page) -> None:
    button(tab, "Use 9 colors on the page").click()
    expect(slider(tab)).to_have_value("9")
    settled(tab)
    expect(told(tab)).to_contain_text("9 colors")
    slider(tab).press("ArrowRight")
    expect(told(tab)).to_contain_text("10 colors")
    settled(tab)

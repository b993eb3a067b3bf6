"""What luck does to k-means: three starts side by side, and a thousand."""

from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from tests.browser.dragging import Messages
from tests.browser.modules import numbers, run
from tests.browser.sized import PANEL, resized, violations
from tests.browser.test_learn import (
    at_act,
    button,
    inertia,
    nothing_glides,
    stage,
)
from tests.pictures import photo
from tests.references import k_means

pytestmark = pytest.mark.browser

Floats = NDArray[np.float64]

_ACT: Final = "features/learn/acts/luck"
MODULES: Final = [
    "static/nearest.js",
    "features/learn/counted.js",
    "features/learn/loop.js",
    *(f"{_ACT}/{name}.js" for name in ("odd", "statistics", "words", "histogram")),
    *(f"{_ACT}/{name}.js" for name in ("cells", "rest", "runs", "trio")),
]

# The colors of some pixels, and what a function makes of them.
_COUNTED: Final = """(modules, given) => {
    const { indexColors, countColors } = modules;
    const index = indexColors(Uint32Array.from(given.rgb));
    const alpha = given.alpha && Uint8Array.from(given.alpha);
    const counted = countColors({ index, alpha });
    const found = (%s)(modules, counted, given);
    const table = ({ red, green, blue, weights }) =>
        [red, green, blue, weights].map((each) => [...each]);
    const cells = found.cells && table(found.cells);
    return { ...found, counted: table(counted), cells };
}"""

# Where starts lead to on a copy of at most so many colors.
_RUNS: Final = """(modules, counted, { most, draw, k, seeds }) => {
    const { copyOf, pointsOf, drawn, toRest } = modules;
    const { cells, within } = copyOf(counted, most);
    const runs = seeds.map((seed) => {
        const start = drawn(cells, draw, k, seed);
        const { centers, inertia, empty } = toRest(pointsOf(cells), start);
        return { start: [...start], centers: [...centers], inertia, empty };
    });
    return { cells, within, runs };
}"""


def on_colors(tab: Page, task: str, rgb: NDArray[np.uint8], **given: object) -> Any:  # noqa: ANN401 - whatever the script returns
    return run(
        tab, MODULES, _COUNTED % task, {"rgb": numbers(rgb), "alpha": None} | given
    )


def noisy(pixels: int = 3000) -> NDArray[np.uint8]:
    """Return pixels with many colors, some of them more than once."""
    rgb = photo(96, 64).reshape(-1, 3)
    return np.random.default_rng(5).choice(rgb, pixels)


def table(rows: list[list[float]]) -> tuple[Floats, Floats]:
    """Return colors and weights."""
    columns = np.array(rows)
    return columns[:3].T, columns[3]


def squares(points: Floats, centers: Floats) -> Floats:
    """Return the squared distance of every point to every center."""
    return np.asarray(((points[:, None] - centers[None]) ** 2).sum(axis=2))


@pytest.mark.parametrize("draw", ["random", "plusplus"])
def test_a_start_ends_where_scikit_learn_ends_from_it(blank: Page, draw: str) -> None:
    given = {"most": 400, "draw": draw, "k": 9, "seeds": list(range(1, 9))}
    found = on_colors(blank, _RUNS, noisy(), **given)
    points, weights = table(found["cells"])
    for each in found["runs"]:
        start = np.reshape(each["start"], (9, 3))
        fit = k_means(9, init=start, n_init=1, max_iter=999, tol=0)
        fit.fit(points, sample_weight=weights)
        assert each["inertia"] == pytest.approx(fit.inertia_, rel=1e-9)
        np.testing.assert_allclose(
            np.reshape(each["centers"], (9, 3)), fit.cluster_centers_, atol=1e-6
        )
    ends = {round(each["inertia"]) for each in found["runs"]}
    assert len(ends) > 1  # or there would be no luck in it


@pytest.mark.parametrize("soft", [False, True])
def test_the_copy_loses_nothing_but_what_it_says(blank: Page, soft: bool) -> None:
    """Whatever the center, pixels are as far from it as cells, and what is in these."""
    rgb = noisy()
    alpha = np.random.default_rng(1).integers(0, 256, len(rgb)) if soft else None
    if alpha is not None:
        alpha[:99] = 0
    given = {"most": 300, "draw": "random", "k": 1, "seeds": []}
    opacity = None if alpha is None else alpha.tolist()
    found = on_colors(blank, _RUNS, rgb, alpha=opacity, **given)
    colors, counts = table(found["counted"])
    cells, weights = table(found["cells"])
    assert len(cells) == 300 < len(colors)
    assert weights.sum() == pytest.approx(counts.sum())
    center = np.array([[12.0, 200.0, 99.0]])
    on_all = counts @ squares(colors, center)
    on_cells = weights @ squares(cells, center) + found["within"]
    assert on_cells == pytest.approx(on_all)
    assert found["within"] < 0.02 * (
        counts @ squares(colors, colors.mean(axis=0)[None])
    )
    whole = on_colors(blank, _RUNS, rgb, alpha=opacity, **given | {"most": 99999})
    same, counted = table(whole["cells"])
    assert whole["within"] == 0
    kept = counts > 0
    order = np.lexsort(same.T), np.lexsort(colors[kept].T)
    np.testing.assert_array_equal(same[order[0]], colors[kept][order[1]])
    np.testing.assert_allclose(counted[order[0]], counts[kept][order[1]])


def test_a_start_ends_where_the_loop_that_is_watched_ends(blank: Page) -> None:
    """Ties go the same way, and a center without pixels stays, in both of them."""
    task = """(modules, counted, { k, seeds, far }) => {
        const { Loop, drawn, pointsOf, toRest } = modules;
        const ends = seeds.map((seed) => {
            const start = [...drawn(counted, "plusplus", k, seed), ...far];
            const loop = new Loop(counted, Float64Array.from(start), "start");
            while (!loop.atRest) loop.forward();
            const rest = toRest(pointsOf(counted), Float64Array.from(start));
            return { watched: [...loop.now.centers], quick: [...rest.centers],
                     empty: [loop.empty, rest.empty] };
        });
        return { ends };
    }"""
    given = {"k": 9, "seeds": list(range(1, 9)), "far": [0, 255, 0]}
    for each in on_colors(blank, task, noisy(), **given)["ends"]:
        np.testing.assert_allclose(each["quick"], each["watched"], atol=1e-9)
        assert each["quick"][-3:] == [0, 255, 0]
        assert each["empty"] == [1, 1]


def test_starts_are_odd_in_the_way_they_should_be(blank: Page) -> None:
    task = """({ withEmptyCluster, withOutlier }, counted, { start }) => {
        const centers = Float64Array.from(start);
        return { empty: [...withEmptyCluster(counted, centers)],
                 outlier: [...withOutlier(counted, centers)] };
    }"""
    rgb = noisy()
    start = rgb[:5].astype(float)
    found = on_colors(blank, task, rgb, start=start.ravel().tolist())
    points = rgb.astype(float)
    empty, outlier = (np.reshape(found[kind], (5, 3)) for kind in ("empty", "outlier"))
    np.testing.assert_array_equal(empty[:4], start[:4])
    assert 4 not in squares(points, empty).argmin(axis=1)
    np.testing.assert_array_equal(outlier[:4], start[:4])
    nearest = squares(points, start[:4]).min(axis=1)
    assert squares(outlier[4:], start[:4]).min() == nearest.max()
    # Where every corner has pixels, two centers are in one place, and the first wins.
    corners = (
        np.array(np.meshgrid(*[[0, 127, 128, 255]] * 3), np.uint8).reshape(3, -1).T
    )
    few = corners[[0, -1, 5]].astype(float)
    found = on_colors(blank, task, corners, start=few.ravel().tolist())
    empty = np.reshape(found["empty"], (3, 3))
    assert 2 not in squares(corners.astype(float), empty).argmin(axis=1)


@pytest.mark.parametrize("chance", [0.05, 0.1, 0.5, 0.9])
def test_the_best_of_ten_is_what_drawing_ten_says(blank: Page, chance: float) -> None:
    """Of ten draws all are above a value as often as one is, to the power of ten."""
    values = np.sort(np.random.default_rng(2).gamma(2.0, size=1000))
    task = """({ bestOf, quantile, below }, { values, chance }) =>
        [bestOf(values, 10, chance), quantile(values, chance),
         below(values, values[70])]"""
    best, alone, fewer = run(
        blank, MODULES, task, {"values": values.tolist(), "chance": chance}
    )
    reached = 1 - (1 - np.arange(1, 1001) / 1000) ** 10
    assert best == values[np.argmax(reached >= chance - 1e-12)]
    assert alone == np.quantile(values, chance, method="inverted_cdf")
    assert fewer == 70
    tens = np.random.default_rng(3).choice(values, (20_000, 10)).min(axis=1)
    assert (tens <= best).mean() == pytest.approx(max(chance, reached[0]), abs=0.02)


def test_results_are_told_in_words(blank: Page) -> None:
    task = """({ odds, verdict }, [known, three]) =>
        [known.map((each) => odds(each).join(" ")), three.map(([inertias, at]) =>
            verdict(inertias, 1000, at))]"""
    rising = [100.0 + n for n in range(10) for _ in range(10)]
    known = [
        {"inertias": rising, "page": 100.0, "total": 1000.0},
        {"inertias": rising, "page": 105.0, "total": 1000.0},
        {"inertias": [0.0] * 100, "page": 0.0, "total": 9.0},
        {"inertias": [1.0, 2.0, 3.0], "page": 1.0, "total": 9.0},
    ]
    start, end = ({"atStart": first, "atRest": not first} for first in (True, False))
    three = [[[9, 8, 7], start], [[150, 100, 250], end], [[7, 7, 7], end]]
    (first, second, third, few), told = run(blank, MODULES, task, [known, three])
    assert "None of 100 starts found clearly less error" in first
    assert "10 came within 0.1 %" in first
    # Nine of ten tens hold one of the lowest 21 %: the third of these values.
    assert "in 9 of 10 cases at most 2.0 % more" in first
    assert "4.0 % more or worse in half of all cases, 9.0 % more at worst" in first
    assert "50 of 100 starts found less error" in second
    assert "does as well in 9 of 10 cases" in second
    assert third.startswith("All 100 starts come within 0.1 % of this page's answer")
    assert few == "3 starts so far."
    assert told[0].endswith("Press Play.")
    assert told[1] == "B has the least error, A 50.0 % more, C 2.5 times as much."
    assert told[2] == "All three come to the same end."


# --- on the page


def errors(tab: Page) -> list[str]:
    """Return what stands below the three pictures."""
    return stage(tab).locator(".starts .error").all_inner_texts()


def test_three_starts_and_a_thousand_say_what_luck_does(
    kept: Page, messages: Messages
) -> None:
    with at_act(kept, "3 · Luck", sample="logo"):
        sent = messages.sent
        first = _play_three(kept)
        _play_a_thousand(kept)
        assert messages.sent == sent
        # The other acts have their own start.
        button(kept, "2 · The loop").click()
        expect(inertia(kept)).to_have_text(first[0])
        expect(stage(kept).locator(".picture")).to_be_visible()


def _play_three(tab: Page) -> list[str]:
    """Play three starts; return how much error there is where they begin."""
    verdict = stage(tab).locator(".verdict")
    expect(verdict).to_contain_text("Press Play")
    first = errors(tab)
    assert len(set(first)) == 3
    expect(inertia(tab)).to_have_text(first[0])
    # All three take each step, and take it back to the letter.
    steps = [first]
    with nothing_glides(tab):
        for _ in range(3):
            button(tab, "Step forward").click()
            expect(inertia(tab)).not_to_have_text(steps[-1][0])
            assert not set(errors(tab)) & set(steps[-1])
            steps.append(errors(tab))
        for before in steps[-2::-1]:
            button(tab, "Step back").click()
            expect(inertia(tab)).to_have_text(before[0])
            assert errors(tab) == before
    # At the end the best is named, and each can be had in the cloud.
    button(tab, "To the end").click()
    expect(verdict).to_contain_text("the least error, ")
    ends = [float(each.replace(",", "")) for each in errors(tab)]
    best = "ABC"[int(np.argmin(ends))]
    expect(verdict).to_contain_text(f"{best} ")
    expect(verdict).not_to_contain_text("so far")
    stage(tab).locator(".starts button").nth(1).press("Enter")
    expect(inertia(tab)).to_have_text(errors(tab)[1])
    button(tab, "An empty cluster").click()
    button(tab, "To the end").click()
    expect(verdict).to_contain_text("no pixel goes to the larger ball")
    expect(stage(tab).locator(".step")).to_contain_text("C: ")
    with resized(tab, (1366, 650)):
        begins, ends_at = (
            stage(tab).locator(each).bounding_box() for each in (".top", ".controls")
        )
        above = tab.locator(".st-key-slider").bounding_box()
        assert begins is not None and ends_at is not None and above is not None
        high = ends_at["y"] + ends_at["height"] - begins["y"]
        assert high <= 650 - above["height"]
    return first


def _play_a_thousand(tab: Page) -> None:
    """Run them in the background."""
    button(tab, "A thousand starts").click()
    button(tab, "Run 1,000 starts").click()
    odds = stage(tab).locator(".odds")
    expect(odds).to_contain_text("1,000 starts")
    expect(odds).to_contain_text("The best of ten starts in a row")
    expect(
        stage(tab).get_by_role("img", name="Histogram of the errors")
    ).to_be_visible()
    assert violations(tab, within=PANEL) == []
    button(tab, "Watch the worst").click()
    third = stage(tab).locator(".starts button").nth(2)
    expect(third).to_have_attribute("aria-pressed", "true")
    expect(third).to_be_focused()

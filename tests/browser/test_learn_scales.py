"""Scales: position beside color, in some units or others."""

from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from components.engine.clustering.metric import Metric
from tests.browser.dragging import Messages
from tests.browser.modules import numbers, run
from tests.browser.sized import PANEL, resized, violations
from tests.browser.test_learn import (
    at_act,
    button,
    figure,
    inertia,
    lloyd,
    stage,
    told,
)
from tests.browser.view import (
    drawn,
    snapshot,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import photo
from tests.references import k_means

pytestmark = pytest.mark.browser

Floats = NDArray[np.float64]

_MODULES: Final = ["static/nearest.js", "features/learn/loop.js"] + [
    f"features/learn/acts/scales/{name}.js"
    for name in ("copy", "features", "view", "rows")
]

# What is measured of a small copy, where it is seen, and a loop on it.
_MEASURE: Final = """(modules, { rgb, alpha, size, most, scale, share, start }) => {
    const [height, width] = size;
    const { indexColors, copyOf, measured, View, lloydOf, Loop } = modules;
    const words = Uint32Array.from(rgb);
    const picture = { id: "", width, height, rgb: words, aside: null,
        alpha: alpha && Uint8Array.from(alpha), index: indexColors(words) };
    const copy = copyOf(picture, most);
    const found = measured(copy, scale, share);
    const axes = found.features.length;
    const view = new View(found, scale.position ? "place" : scale.space);
    const seen = Uint32Array.from(found.weights, (_, i) => i);
    const loop = new Loop(found, Float64Array.from(
        start.flatMap((i) => [...found.values.slice(axes * i, axes * (i + 1))])
    ), "start", lloydOf(axes));
    const states = [];
    const look = (to = states) => to.push({ ...loop.now,
        centers: [...loop.now.centers], sides: [...loop.now.sides],
        labels: [...loop.labels] });
    for (look(); !loop.atRest; look()) loop.forward();
    const back = [];
    for (look(back); !loop.atStart; look(back)) loop.back();
    const place = view.place(found.values, 7);
    const to = place.map((at, i) => at + [5, -3, 2][i]);
    const lifted = view.lift(found.values.slice(axes * 7, axes * 8), to);
    return {
        size: [copy.picture.height, copy.picture.width], axes,
        values: [...found.values], shares: found.features.map(({ share }) => share),
        natural: found.natural, states, back: back.reverse(),
        places: view.places(found.values, seen).map((axis) => [...axis]),
        frame: { low: view.frame.low, high: view.frame.high },
        moved: [to, view.place(lifted)],
    };
}"""

_SPACES: Final[dict[str, dict[str, Any]]] = {
    "in pixels": {"space": "rgb", "position": True, "standardized": False},
    "five z-scores": {"space": "rgb", "position": True, "standardized": True},
    "rgb": {"space": "rgb", "position": False, "standardized": False},
    "oklab": {"space": "oklab", "position": False, "standardized": False},
    "z-scores": {"space": "rgb", "position": False, "standardized": True},
}


def _measured(tab: Page, name: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - what the script takes
    """Measure every third pixel of every third row of a photo, as scripts do it."""
    rgb = photo(96, 62)
    given = {
        "rgb": numbers(rgb),
        "alpha": None,
        "size": rgb.shape[:2],
        "most": 800,
        "scale": _SPACES[name],
        "share": None,
        "start": [3, 200, 401, 555, 670],
    }
    found: dict[str, Any] = run(tab, _MODULES, _MEASURE, given | other)
    assert found["size"] == [21, 32]
    found["values"] = np.array(found["values"]).reshape(-1, found["axes"])
    return found


def _features(name: str, weights: Floats | None = None) -> Floats:
    """Work out the same with NumPy, scikit-learn and the engine."""
    from sklearn.preprocessing import StandardScaler  # takes long to load

    rgb = photo(96, 62)[::3, ::3]
    rows, columns = np.mgrid[0:62:3, 0:96:3]
    color = rgb.reshape(-1, 3)
    place = np.stack([columns.ravel(), rows.ravel()], axis=1)
    if name == "oklab":
        return Metric("oklab").points(color) / 2**15
    parts = [color, place] if _SPACES[name]["position"] else [color]
    features: Floats = np.concatenate(parts, axis=1).astype(float)
    if not _SPACES[name]["standardized"]:
        return features
    scaled: Floats = StandardScaler().fit_transform(features, sample_weight=weights)
    return scaled


def test_features_each_half_step_and_the_cloud_are_those_of_a_plain_reference(
    blank: Page,
) -> None:
    """In every unit; and the loop ends where scikit-learn's does."""
    for name in _SPACES:
        with case(name):
            found = _measured(blank, name)
            _is_what_k_means_does(found, name)
            _is_as_long_as_k_means_finds_it(found, name)


def _is_what_k_means_does(found: dict[str, Any], name: str) -> None:
    points = _features(name)
    np.testing.assert_allclose(found["values"], points, rtol=1e-9, atol=1e-9)
    variances = points.var(axis=0)
    np.testing.assert_allclose(found["shares"], variances / variances.sum())
    assert found["natural"] == pytest.approx(variances[3:].sum() / variances.sum())
    start = points[[3, 200, 401, 555, 670]]
    expected = list(lloyd(points, np.ones(len(points)), start))
    assert len(found["states"]) == len(expected) > 9
    for mine, theirs in zip(found["states"], expected, strict=True):
        assert (mine["kind"], mine["changed"]) == (theirs["kind"], theirs["changed"])
        assert mine["inertia"] == pytest.approx(theirs["inertia"], rel=1e-9)
        np.testing.assert_array_equal(mine["labels"], theirs["labels"])
    fit = k_means(5, init=start, n_init=1, max_iter=999, tol=0).fit(points)
    assert found["states"][-1]["inertia"] == pytest.approx(fit.inertia_, rel=1e-9)
    assert found["back"] == found["states"]


def _is_as_long_as_k_means_finds_it(found: dict[str, Any], name: str) -> None:
    """Check that what is twice as far apart in what is seen is so for k-means.

    On every axis.
    """
    places, values = np.array(found["places"]).T, found["values"]
    gray = np.full((3, 1), 1 / np.sqrt(3))
    directions = {
        "rgb": np.eye(3),
        "oklab": np.eye(3)[[1, 0, 2]],
        "z-scores": np.eye(3),
    }.get(name)
    if directions is None:
        directions = np.zeros((3, 5))
        directions[0, 3], directions[2, 4] = 1, -1
        directions[1, :3] = gray[:, 0]
    seen = values @ directions.T
    times = np.ptp(places, axis=0) / np.ptp(seen, axis=0)
    assert times == pytest.approx(times[0], rel=1e-5)
    low, high = np.array(found["frame"]["low"]), np.array(found["frame"]["high"])
    assert np.all(places >= low - 1e-3)
    assert np.all(places <= high + 1e-3)
    assert (high - low).max() == pytest.approx(255)
    wanted, reached = found["moved"]
    assert reached == pytest.approx(wanted, abs=1e-3)


def test_position_counts_what_it_is_told_to_and_transparent_pixels_nothing(
    blank: Page,
) -> None:
    alpha = np.random.default_rng(2).integers(0, 256, (62, 96))
    alpha[:20] = 0
    weights = alpha[::3, ::3].ravel() / 255
    for share in (0.0, 0.3, 1.0):
        found = _measured(blank, "in pixels", share=share, alpha=alpha.ravel().tolist())
        assert sum(found["shares"][3:]) == pytest.approx(share)
        values = found["values"]
        variances = np.average(
            (values - np.average(values, axis=0, weights=weights)) ** 2,
            axis=0,
            weights=weights,
        )
        assert variances[3:].sum() / variances.sum() == pytest.approx(share)
    scored = _measured(blank, "five z-scores", alpha=alpha.ravel().tolist())
    np.testing.assert_allclose(
        scored["values"], _features("five z-scores", weights), atol=1e-9
    )


# --- on the page


def _scale(tab: Page, group: str, name: str) -> Locator:
    return (
        stage(tab)
        .get_by_role("group", name=group)
        .get_by_role("button", name=name, exact=True)
    )


def test_position_swamps_the_colors_until_it_is_on_the_same_scale(
    kept: Page, messages: Messages
) -> None:
    with at_act(kept, "4 · Scales"):
        sent = messages.sent
        _weigh_position(kept)
        assert messages.sent == sent
        # The other acts have the picture itself again.
        button(kept, "2 · The loop").click()
        expect(stage(kept).locator(".pixels")).to_have_js_property(
            "width", drawn(kept, "original").shape[1]
        )


def _weigh_position(tab: Page) -> None:
    expect(told(tab)).to_contain_text("Start: 6 pixels drawn at random")
    first, picture = inertia(tab).inner_text(), drawn(tab, "lesson")
    button(tab, "Step forward").press("Enter")
    expect(inertia(tab)).not_to_have_text(first)
    button(tab, "Step back").press("Enter")
    expect(inertia(tab)).to_have_text(first)
    assert np.array_equal(drawn(tab, "lesson"), picture)
    button(tab, "To the end").click()
    expect(told(tab)).to_contain_text("k-means is done")
    note = stage(tab).locator(".scale-note")
    expect(note).to_contain_text("clusters are patches of neighbors")
    swamped = _explained(tab)
    _is_at_rest(tab)
    # Whoever asks for another scale sees what comes of it, in picture and cloud.
    cloud = snapshot(tab, "cloud")
    with resized(tab, (1366, 650), still=True):
        _scale(tab, "Color alone", "Oklab").click()
        expect(note).to_contain_text("In Oklab")
        _scale(tab, "Color alone", "RGB").click()
        expect(note).to_contain_text("need no normalizing")
        expect(told(tab)).to_contain_text("k-means is done")
        assert _explained(tab) > swamped + 10
    wait_for_another_picture(tab, cloud, "cloud")
    _scale(tab, "Color and position", "z-scores").click()
    expect(note).to_contain_text("Position makes 40.0 %")
    weigh = stage(tab).get_by_role("slider", name="How much position counts")
    before = snapshot(tab, "lesson")
    weigh.press("End")
    expect(note).to_contain_text("Position makes 100 %")
    wait_for_another_picture(tab, before, "lesson")
    expect(told(tab)).to_contain_text("k-means is done")
    assert violations(tab, within=PANEL) == []


def _explained(tab: Page) -> float:
    words = stage(tab).locator(".share").inner_text()
    return float(words.removeprefix("explains ").split(" ")[0])


def _is_at_rest(tab: Page) -> None:
    """Check that the patches on show are what k-means on five features rests at."""
    shown, whole = drawn(tab, "lesson")[..., :3], drawn(tab, "original")[..., :3]
    every = -(-whole.shape[0] // shown.shape[0])
    rows, columns = np.mgrid[0 : whole.shape[0] : every, 0 : whole.shape[1] : every]
    color = whole[::every, ::every].reshape(-1, 3)
    points = np.column_stack([color, columns.ravel(), rows.ravel()]).astype(float)
    colors, labels = np.unique(shown.reshape(-1, 3), axis=0, return_inverse=True)
    labels = labels.ravel()
    assert len(colors) == 6
    centers = np.array([points[labels == c].mean(axis=0) for c in range(6)])
    assert np.array_equal(np.floor(centers[:, :3] + 0.5), colors)
    away = ((points[:, None] - centers[None]) ** 2).sum(axis=2)
    assert np.array_equal(away.argmin(axis=1), labels)
    assert figure(tab) == pytest.approx(away.min(axis=1).sum(), abs=1)

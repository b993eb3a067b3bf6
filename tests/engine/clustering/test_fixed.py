"""Colors that are kept: in every palette, unmoved, and the others around them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine import SPACES, ColorTable, Space, Sweep, count_colors, sweep_k
from components.engine.clustering.metric import conversions
from components.engine.drawing.quantize import quantize
from components.engine.source import SourceImage
from tests.engine.strategies import (
    LARGE_PICTURES,
    PICTURES,
    picture,
    pictures,
    squared_distances,
    tables,
)
from tests.references import k_means

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]


def different(most: int = 5) -> st.SearchStrategy[Bytes]:
    """Make up to so many different colors, in any order."""
    one = st.tuples(*[st.integers(0, 255)] * 3)
    some = st.lists(one, min_size=1, max_size=most, unique=True)
    return some.map(lambda colors: np.array(colors, np.uint8))


def check(sweep: Sweep, table: ColorTable, fixed: Bytes, k_max: int) -> None:
    together = len(np.unique(np.vstack([table.colors, fixed]), axis=0))
    assert sweep.k_max == min(k_max, together)
    assert (np.diff(sweep.inertia) <= 0).all()
    assert 0 <= sweep.variance_explained.min() <= sweep.variance_explained.max() <= 1
    for k, centers in enumerate(sweep.centers, start=1):
        assert len(np.unique(centers, axis=0)) == len(centers) == k
        assert set(map(tuple, fixed[:k].tolist())) <= set(map(tuple, centers.tolist()))
    if k_max >= together:
        assert sweep.inertia[-1] == 0
        shown = set(map(tuple, sweep.centers[-1].tolist()))
        assert set(map(tuple, table.colors.tolist())) <= shown


@settings(max_examples=50)
@given(tables(), different(), st.data())
def test_fixed_colors_are_in_every_palette_that_holds_them(
    table: ColorTable, colors: Bytes, data: st.DataObject
) -> None:
    own = hnp.arrays(np.bool_, len(table))
    some = table.colors[data.draw(own)][:3] if data.draw(st.booleans()) else colors
    fixed = some if len(some) else colors
    k_max, space = data.draw(st.integers(1, 16)), data.draw(st.sampled_from(SPACES))
    keep_flat = data.draw(st.booleans())
    sweep = sweep_k(table, k_max, space, keep_flat=keep_flat, fixed=fixed)
    check(sweep, table, fixed, k_max)
    assert len(sweep.flat) == (sweep.k_max if keep_flat else 0)
    if space == "srgb":
        for centers, reached in zip(sweep.centers, sweep.inertia, strict=True):
            away = squared_distances(table.colors, centers).min(axis=1)
            expected = float(away @ table.weights)
            assert reached == pytest.approx(expected, rel=1e-5, abs=1e-3)


@settings(max_examples=30)
@given(pictures(), different(3), st.integers(1, 8))
def test_they_hold_in_pictures_that_are_partly_transparent_too(
    image: SourceImage, fixed: Bytes, k_max: int
) -> None:
    table = count_colors(image)
    assume(len(table))
    sweep = sweep_k(table, k_max, fixed=fixed)
    check(sweep, table, fixed, k_max)
    drawn = quantize(image, sweep.centers[-1])
    assert set(map(tuple, fixed[:k_max])) <= set(map(tuple, drawn.palette))
    # What is seen of a pixel is what it weighs; nothing of what is invisible.
    seen, opacity = image.rgb.reshape(-1, 3), np.full(image.rgb[..., 0].size, 255)
    if image.alpha is not None:
        opacity = image.alpha.reshape(-1)
    away = squared_distances(seen, sweep.centers[-1]).min(axis=1)
    expected = float(away @ (opacity / 255))
    assert sweep.inertia[-1] == pytest.approx(expected, rel=1e-5, abs=1e-3)
    assert drawn.weights.sum() == pytest.approx(opacity.sum() / 255)


def best_of_all(table: ColorTable, fixed: Bytes, k: int) -> float:
    """Try every way to give few colors to k clusters, some with a fixed center."""
    colors, least = table.colors.astype(np.float64), np.inf
    for labels in product(range(k), repeat=len(table)):
        mine, total = np.array(labels), 0.0
        for c in set(labels):
            some, weights = colors[mine == c], table.weights[mine == c]
            center = fixed[c] if c < len(fixed) else weights @ some / weights.sum()
            total += float(((some - center) ** 2).sum(axis=1) @ weights)
        least = min(least, total)
    return least


def test_no_way_around_fixed_colors_is_better_where_all_can_be_tried() -> None:
    random = np.random.default_rng(3)
    for _ in range(12):
        colors = np.unique(random.integers(0, 256, (6, 3), np.uint8), axis=0)
        table = ColorTable(colors, random.integers(1, 100, len(colors)))
        fixed = random.integers(0, 256, (random.integers(1, 3), 3), np.uint8)
        sweep = sweep_k(table, 3, fixed=fixed)
        for k in range(len(fixed), 4):
            best = best_of_all(table, fixed, k)
            assert sweep.inertia[k - 1] <= best * (1 + 1e-6)


def lloyd_around(table: ColorTable, fixed: Floats, start: Floats) -> float:
    """Run Lloyd's algorithm on free centers, the slow and plain way."""
    for _ in range(30):
        centers = np.vstack([fixed, start])
        labels = squared_distances(table.colors, centers).argmin(axis=1) - len(fixed)
        for c in range(len(start)):
            mine = labels == c
            if mine.any():
                start[c] = np.average(table.colors[mine], 0, table.weights[mine])
    away = squared_distances(table.colors, np.vstack([fixed, start]))
    return float(away.min(axis=1) @ table.weights)


@pytest.mark.parametrize("name", ["blobs", "color gradient"])
def test_the_others_are_fitted_as_well_as_from_several_starts(name: str) -> None:
    """The starts are scikit-learn's fits of what is far from the fixed colors."""
    table = count_colors(picture(PICTURES[name]()))
    fixed = np.array([[250, 0, 250], table.colors[len(table) // 2]], np.uint8)
    sweep = sweep_k(table, 8, fixed=fixed)
    for k in (4, 7):
        starts = [
            k_means(k - 2, n_init=1, random_state=seed)
            .fit(table.colors.astype(float), sample_weight=table.weights)
            .cluster_centers_
            for seed in range(3)
        ]
        best = min(lloyd_around(table, fixed.astype(float), each) for each in starts)
        assert sweep.inertia[k - 1] <= 1.02 * best


@pytest.mark.parametrize("space", SPACES)
def test_a_large_picture_costs_a_little_more_around_fixed_colors(space: Space) -> None:
    table = count_colors(picture(LARGE_PICTURES["photo"]()))
    free = sweep_k(table, 20, space)
    fixed = np.vstack([[0, 0, 0], table.colors[::9000]]).astype(np.uint8)
    m = len(fixed)
    sweep = sweep_k(table, 20, space, fixed=fixed)
    check(sweep, table, fixed, 20)
    assert (sweep.inertia[m:] <= free.inertia[:-m] * 1.02).all()
    assert (sweep.inertia >= free.inertia * 0.98).all()
    into, _ = conversions(table, space)
    away = squared_distances(into(table.colors), into(fixed)).min(axis=1)
    assert sweep.inertia[m - 1] == pytest.approx(float(away @ table.weights), rel=1e-5)


def test_without_fixed_colors_nothing_changes() -> None:
    table = count_colors(picture(PICTURES["blobs"]()))
    plain, none = sweep_k(table, 9), sweep_k(table, 9, fixed=np.zeros((0, 3), np.uint8))
    assert plain.inertia.tobytes() == none.inertia.tobytes()
    assert all(map(np.array_equal, plain.centers, none.centers))


@pytest.mark.parametrize(
    ("fixed", "said"),
    [
        (np.zeros((2, 3), np.uint8), "Some of the 2 fixed colors are the same"),
        (np.zeros((1, 3)), "The fixed colors are of the type float64"),
        (np.zeros(3, np.uint8), r"The fixed colors have the shape \(3,\)"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    fixed: NDArray[np.generic], said: str
) -> None:
    table = count_colors(picture([[[1, 2, 3]]]))
    with pytest.raises(ValueError, match=said):
        sweep_k(table, fixed=fixed)  # type: ignore[arg-type]  # that is what it is about


def test_a_picture_nobody_can_see_has_no_palette_even_so() -> None:
    unseen = count_colors(picture([[[1, 2, 3]]], [[0]]))
    assert sweep_k(unseen, fixed=np.zeros((1, 3), np.uint8)).k_max == 0

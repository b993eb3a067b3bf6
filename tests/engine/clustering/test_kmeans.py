"""A sweep: good fits for every k, and what is promised about them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.kmeans import Sweep, sweep_k, variance_explained
from components.engine.clustering.metric import to_space
from components.engine.clustering.spaces import SPACES, Space
from components.engine.drawing.quantize import round_centers
from components.engine.judging.advice import suggest
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.strategies import (
    PICTURES,
    Floats,
    named_sweep,
    picture,
    pictures,
    seen_opacity,
    seen_pixels,
    squared_distances,
    tables,
)
from tests.pictures import photo, soft_badge
from tests.references import k_means

# How much worse than the best of ten k-means++ starts a fit may be.
TOLERANCE = 1.02
# What ten more iterations of Lloyd's algorithm may still gain.
UNFINISHED = 1e-3


def table_of(rgb: NDArray[np.uint8]) -> ColorTable:
    return count_colors(picture(rgb))


def table_from(*rows: tuple[tuple[int, int, int], int]) -> ColorTable:
    colors = np.array([color for color, _ in rows], np.uint8)
    return ColorTable(colors, np.array([count for _, count in rows], np.int64))


def assert_identical(one: Sweep, other: Sweep) -> None:
    assert one.k_max == other.k_max
    assert one.inertia.tobytes() == other.inertia.tobytes()
    assert one.variance_explained.tobytes() == other.variance_explained.tobytes()
    for mine, its in zip(one.centers, other.centers, strict=True):
        assert mine.tobytes() == its.tobytes()


def brute_force_inertia(
    pixels: NDArray[np.uint8], sweep: Sweep, weights: Floats | float = 1.0
) -> list[float]:
    return [
        float((squared_distances(pixels, centers).min(axis=1) * weights).sum())
        for centers in sweep.centers
    ]


# --- what every sweep promises


@given(pictures(), st.integers(1, 256))
def test_there_is_a_fit_for_every_k_up_to_the_number_of_colors(
    image: SourceImage, k_max: int
) -> None:
    table = count_colors(image)
    sweep = sweep_k(table, k_max)
    most = min(k_max, len(table))
    assert sweep.k_max == len(sweep.centers) == most
    assert sweep.inertia.shape == sweep.variance_explained.shape == (most,)
    assert sweep.inertia.dtype == sweep.variance_explained.dtype == np.float64
    for k, centers in enumerate(sweep.centers, start=1):
        assert centers.shape == (k, 3)
        assert centers.dtype == np.float64
        assert centers.min() >= 0
        assert centers.max() <= 255


@given(tables())
def test_inertia_never_rises_with_k(table: ColorTable) -> None:
    assert (np.diff(sweep_k(table, 256).inertia) <= 0).all()


@in_turn("name", PICTURES)
def test_inertia_never_rises_with_k_in_whole_pictures(name: str) -> None:
    sweep = named_sweep(name)
    assert (np.diff(sweep.inertia) <= 0).all()
    assert (np.diff(sweep.variance_explained) >= 0).all()


@given(tables())
def test_variance_explained_goes_from_exactly_0_to_exactly_1(table: ColorTable) -> None:
    sweep = sweep_k(table, 256)
    assert sweep.variance_explained[-1] == 1
    assert sweep.inertia[-1] == 0
    if len(table) > 1:
        assert sweep.variance_explained[0] == 0
    assert ((sweep.variance_explained >= 0) & (sweep.variance_explained <= 1)).all()


@given(pictures())
def test_inertia_is_that_of_every_visible_pixel_by_its_opacity(
    image: SourceImage,
) -> None:
    sweep = sweep_k(count_colors(image), 256)
    expected = brute_force_inertia(seen_pixels(image), sweep, seen_opacity(image))
    np.testing.assert_allclose(sweep.inertia, expected, rtol=1e-9, atol=1e-9)


@in_turn("name", PICTURES)
def test_inertia_is_that_of_every_pixel_of_whole_pictures(name: str) -> None:
    sweep = named_sweep(name)
    expected = brute_force_inertia(PICTURES[name]().reshape(-1, 3), sweep)
    np.testing.assert_allclose(sweep.inertia, expected, rtol=1e-9, atol=1e-9)


# Two colors of millions of pixels, and one as far from the one as from the other.
_BETWEEN = table_from(
    ((0, 0, 34), 1),
    ((0, 0, 37), 1),
    ((5, 0, 32), 6_777_218),
    ((5, 0, 33), 1),
    ((5, 0, 34), 1),
    ((5, 0, 35), 1),
    ((6, 0, 33), 6_777_218),
)


@given(tables())
@example(_BETWEEN)
def test_inertia_stays_exact_with_millions_of_pixels_of_a_color(
    table: ColorTable,
) -> None:
    sweep = sweep_k(table, 256)
    for centers, inertia in zip(sweep.centers, sweep.inertia, strict=True):
        nearest = squared_distances(table.colors, centers).min(axis=1)
        assert inertia == pytest.approx(nearest @ table.weights, rel=1e-9, abs=1e-6)


@given(tables())
def test_centers_stand_in_the_order_of_what_they_cover(table: ColorTable) -> None:
    for centers in sweep_k(table, 256).centers:
        labels = squared_distances(table.colors, centers).argmin(axis=1)
        covered = np.bincount(labels, table.weights, len(centers))
        assert (np.diff(covered) <= 1e-9 * covered[0]).all()


@given(tables())
@example(
    table_from(
        ((234, 136, 114), 1_000_000),
        ((235, 136, 114), 5),
        ((235, 139, 113), 1),
        ((235, 139, 114), 5),
        ((236, 137, 111), 1_000_000),
    )
)
def test_no_center_is_left_without_a_pixel(table: ColorTable) -> None:
    for k, centers in enumerate(sweep_k(table, 256).centers, start=1):
        labels = squared_distances(table.colors, centers).argmin(axis=1)
        assert np.unique(labels).size == k


@given(tables())
def test_the_single_center_is_the_mean_of_all_pixels(table: ColorTable) -> None:
    mean = np.average(table.colors.astype(np.float64), axis=0, weights=table.weights)
    np.testing.assert_allclose(sweep_k(table, 1).centers[0], mean[None], rtol=1e-9)


@given(tables())
def test_with_as_many_centers_as_colors_they_are_the_colors(table: ColorTable) -> None:
    last = sweep_k(table, 256).centers[-1]
    np.testing.assert_array_equal(np.unique(last, axis=0), table.colors)


# --- same picture, same result


@pytest.mark.slow
@in_turn("name", PICTURES)
def test_wherever_its_pixels_stand_a_picture_gives_the_same_bit_by_bit(
    name: str,
) -> None:
    rgb = PICTURES[name]()
    shuffled = np.random.default_rng(0).permutation(rgb.reshape(-1, 3))
    assert_identical(named_sweep(name), sweep_k(table_of(shuffled[:, None])))


def test_what_hides_in_invisible_pixels_makes_no_difference() -> None:
    rgb = PICTURES["blobs"]()
    alpha = np.full(rgb.shape[:2], 255, np.uint8)
    alpha[:, ::3] = 0
    other = rgb.copy()
    other[:, ::3] = 0
    one = sweep_k(count_colors(picture(rgb, alpha)), 12)
    assert_identical(one, sweep_k(count_colors(picture(other, alpha)), 12))


@pytest.mark.slow
def test_sweeps_at_the_same_time_do_not_disturb_each_other() -> None:
    names = [*PICTURES]
    alone = [sweep_k(table_of(PICTURES[name]()), 16) for name in names] * 2
    names *= 2
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda name: sweep_k(table_of(PICTURES[name]()), 16), names)
        for one, other in zip(alone, together, strict=True):
            assert_identical(one, other)


def test_a_sweep_leaves_the_table_as_it_was() -> None:
    table, untouched = (table_of(PICTURES["few colors"]()) for _ in range(2))
    sweep_k(table)
    np.testing.assert_array_equal(table.colors, untouched.colors)
    np.testing.assert_array_equal(table.counts, untouched.counts)
    np.testing.assert_array_equal(table.weights, untouched.weights)


# --- a pixel weighs by what is seen of it


def soft(rgb: NDArray[np.uint8], seed: int = 8) -> SourceImage:
    """Any opacities from 1 on, most of them low, that stay whole when halved."""
    random = np.random.default_rng(seed)
    alpha = 2 * np.ceil(127 * random.random(rgb.shape[:2]) ** 3).clip(1)
    return picture(rgb, alpha)


def badge() -> SourceImage:
    rgba = soft_badge()
    return picture(rgba[..., :3], rgba[..., 3])


def test_a_soft_shadow_takes_no_color_from_what_is_plainly_seen() -> None:
    table = count_colors(badge())
    sweep = sweep_k(table)
    expected = [[220, 40, 50], [250, 250, 250], [60, 30, 80]]
    np.testing.assert_allclose(sweep.centers[2], expected, atol=3)
    (elbow,) = (each for each in suggest(sweep, len(table)) if each.kind == "elbow")
    assert elbow.k == 3
    # Here what is hardly seen decides: its pixels are most.
    by_pixels = sweep_k(ColorTable(table.colors, table.counts)).centers[2]
    assert np.abs(by_pixels - np.roll(expected, 1, axis=0)).max() > 10


def test_a_soft_edge_weighs_as_much_as_in_smaller_pixels() -> None:
    """Each pixel of the one picture is 16 × 16 of the other, some of them empty."""
    y, x = np.mgrid[0:192, 0:192]
    covered = np.hypot(y - 96, x - 90) < 70.3
    fine = picture(np.where(x[..., None] < 80, (9, 9, 200), (250, 9, 9)), 255 * covered)
    amount = covered.reshape(12, 16, 12, 16).mean(axis=(1, 3))
    assert ((amount > 0) & (amount < 1)).sum() > 20
    coarse = picture(fine.rgb[::16, ::16], np.round(255 * amount))
    weights = count_colors(coarse).weights
    np.testing.assert_allclose(256 * weights, count_colors(fine).weights, rtol=1e-3)
    one, other = (sweep_k(count_colors(each), 1).centers[0] for each in (coarse, fine))
    np.testing.assert_allclose(one, other, atol=0.1)


@in_turn(("name", "space"), [*zip(PICTURES, cycle(SPACES))])
def test_half_the_opacity_everywhere_gives_the_same_bit_by_bit(
    name: str, space: Space
) -> None:
    image = soft(PICTURES[name]())
    assert image.alpha is not None
    half = count_colors(picture(image.rgb, image.alpha // 2))
    one, other = sweep_k(count_colors(image), 16, space), sweep_k(half, 16, space)
    assert_identical(one, replace(other, inertia=2 * other.inertia))


@given(tables(), st.floats(1e-3, 1e3))
def test_the_unit_of_the_weights_makes_no_difference(
    table: ColorTable, unit: float
) -> None:
    other = ColorTable(table.colors, table.counts, table.weights * unit)
    one, again = sweep_k(table, 1), sweep_k(other, 1)
    np.testing.assert_allclose(again.centers[0], one.centers[0], atol=1e-6)
    np.testing.assert_allclose(again.inertia, unit * one.inertia, rtol=1e-6, atol=1e-9)


@pytest.mark.slow
@in_turn("name", PICTURES)
def test_inertia_of_soft_pictures_is_what_scikit_learn_says(name: str) -> None:
    image = soft(PICTURES[name]())
    sweep = sweep_k(count_colors(image), 8)
    pixels, opacity = seen_pixels(image).astype(float), seen_opacity(image)
    for k, centers in enumerate(sweep.centers, start=1):
        judge = k_means(k, init=centers, n_init=1, max_iter=1)
        judge.fit(pixels, sample_weight=opacity)
        judge.cluster_centers_ = centers
        cost = -judge.score(pixels, sample_weight=opacity)
        assert sweep.inertia[k - 1] == pytest.approx(cost, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("name", PICTURES)
def test_fits_of_soft_pictures_are_as_good_as_the_best_of_ten(name: str) -> None:
    table = count_colors(soft(PICTURES[name]()))
    assert (table.weights < table.counts).all()
    assert times_as_bad(table, (1, 2, 3, 5, 8, 16)) == {}


# --- the ends of the range


def test_a_picture_of_one_color_is_explained_wholly_by_one_center() -> None:
    sweep = sweep_k(table_of(PICTURES["constant"]()))
    assert sweep.k_max == 1
    assert sweep.centers[0].tolist() == [[12, 200, 99]]
    assert sweep.inertia.tolist() == [0]
    assert sweep.variance_explained.tolist() == [1]


def test_two_colors_are_found_whatever_their_areas() -> None:
    sweep = sweep_k(table_from(((0, 0, 0), 1), ((0, 0, 1), 9_999_999)))
    assert sweep.centers[1].tolist() == [[0, 0, 1], [0, 0, 0]]
    assert sweep.variance_explained.tolist() == [0, 1]


def test_an_empty_table_gives_an_empty_sweep() -> None:
    table = count_colors(picture(np.zeros((2, 2, 3)), np.zeros((2, 2))))
    sweep = sweep_k(table)
    assert sweep.k_max == 0
    assert sweep.centers == ()
    assert sweep.inertia.shape == sweep.variance_explained.shape == (0,)


def test_more_centers_than_colors_is_not_an_error() -> None:
    table = table_of(PICTURES["few colors"]())
    assert_identical(sweep_k(table, 256), sweep_k(table, len(table)))


def test_sixty_four_fits_are_made_unless_told() -> None:
    assert sweep_k(table_of(PICTURES["noise"]())).k_max == 64


def test_the_worst_picture_gets_all_256_fits() -> None:
    sweep = sweep_k(table_of(PICTURES["all distinct"]()), 256)
    assert sweep.k_max == 256
    assert sweep.centers[-1].shape == (256, 3)
    assert (np.diff(sweep.inertia) <= 0).all()
    assert 0.97 < sweep.variance_explained[-1] < 1


@in_turn("k_max", [0, -1, 257, 100_000])
def test_a_k_max_outside_1_to_256_is_refused_with_its_value(k_max: int) -> None:
    with pytest.raises(ValueError, match=f"{k_max};.*256"):
        sweep_k(table_of(PICTURES["two colors"]()), k_max)


def test_an_unknown_color_space_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no such space"):
        sweep_k(
            table_of(PICTURES["two colors"]()),
            space="no such space",  # type: ignore[arg-type]  # on purpose
        )


def test_bad_arguments_are_refused_for_an_empty_table_too() -> None:
    empty = ColorTable(np.zeros((0, 3), np.uint8), np.zeros(0, np.int64))
    with pytest.raises(ValueError, match="257"):
        sweep_k(empty, 257)
    with pytest.raises(ValueError, match="no such space"):
        sweep_k(
            empty,
            space="no such space",  # type: ignore[arg-type]  # on purpose
        )


@given(
    st.lists(st.floats(0, 1e12), min_size=1).map(lambda v: np.array(sorted(v)[::-1]))
)
def test_variance_explained_is_a_share_that_never_falls(
    inertia: NDArray[np.float64],
) -> None:
    explained = variance_explained(inertia)
    assert explained.shape == inertia.shape
    assert ((explained >= 0) & (explained <= 1)).all()
    assert (np.diff(explained) >= 0).all()


# --- telling how far it is


@in_turn("name", PICTURES)
@in_turn("k_max", [1, 2, 30])
def test_progress_goes_from_0_towards_1_and_never_back(name: str, k_max: int) -> None:
    shares: list[float] = []
    sweep_k(table_of(PICTURES[name]()), k_max, progress=shares.append)
    assert shares
    assert (np.diff(shares) >= 0).all()
    assert shares[0] >= 0
    assert shares[-1] <= 1


def test_who_watches_makes_no_difference_to_the_result() -> None:
    table = table_of(PICTURES["blobs"]())
    watched = sweep_k(table, 20, progress=lambda _: None)
    assert_identical(sweep_k(table, 20), watched)


@pytest.mark.parametrize("patience", [0.0, 0.3, 0.6])
def test_an_exception_in_progress_ends_the_sweep(patience: float) -> None:
    class NobodyWaitsError(Exception):
        pass

    shares: list[float] = []

    def watch(share: float) -> None:
        shares.append(share)
        if share >= patience:
            raise NobodyWaitsError

    with pytest.raises(NobodyWaitsError):
        sweep_k(table_of(PICTURES["blobs"]()), 20, progress=watch)
    assert sum(share >= patience for share in shares) == 1


# --- how good the fits are, measured with scikit-learn


def close_grays(steps: int) -> NDArray[np.uint8]:
    random = np.random.default_rng(steps)
    return np.repeat(random.integers(96, 96 + steps, (20, 20, 1), np.uint8), 3, axis=2)


def cloudless_sky() -> NDArray[np.uint8]:
    y, x = np.mgrid[0:60, 0:60]
    return np.stack([100 + x // 8, 140 + x // 8, 200 + y // 8], axis=2).astype(np.uint8)


def close_noise(steps: int) -> NDArray[np.uint8]:
    random = np.random.default_rng(steps)
    return random.integers(40, 40 + steps, (30, 30, 3), np.uint8)


def fog() -> NDArray[np.uint8]:
    random = np.random.default_rng(7)
    return np.clip(random.normal(180, 4, (40, 40, 3)), 0, 255).astype(np.uint8)


def six_close_colors() -> NDArray[np.uint8]:
    """Six colors of a dark drawing."""
    colors = [[0, 8, 12], [0, 12, 15], [0, 13, 15], [1, 6, 15], [3, 4, 3], [14, 4, 1]]
    return np.repeat(np.array(colors, np.uint8), [26, 16, 11, 2, 9, 29], axis=0)[None]


LOW_CONTRAST = {
    "8 grays": lambda: close_grays(8),
    "16 grays": lambda: close_grays(16),
    "cloudless sky": cloudless_sky,
    "noise of 6 steps": lambda: close_noise(6),
    "noise of 14 steps": lambda: close_noise(14),
    "fog": fog,
    "six close colors": six_close_colors,
}


def best_of_ten(table: ColorTable, k: int) -> float:
    starts = k_means(k, n_init=10, random_state=0, tol=1e-6)
    starts.fit(table.colors.astype(np.float64), sample_weight=table.weights)
    return float(starts.inertia_)


def times_as_bad(table: ColorTable, ks: tuple[int, ...]) -> dict[int, float]:
    """Return those k whose fit is worse than allowed, and how bad they are."""
    ks = tuple(k for k in ks if k < len(table))
    sweep = sweep_k(table, 24)
    ratios = {k: sweep.inertia[k - 1] / best_of_ten(table, k) for k in ks}
    return {k: round(float(x), 3) for k, x in ratios.items() if x > TOLERANCE}


@pytest.mark.parametrize("name", PICTURES)
def test_fits_are_as_good_as_the_best_of_ten_random_starts(name: str) -> None:
    table = table_of(PICTURES[name]())
    assert times_as_bad(table, (1, 2, 3, 5, 8, 16)) == {}


@pytest.mark.parametrize("name", LOW_CONTRAST)
def test_fits_of_pictures_of_low_contrast_are_as_good(name: str) -> None:
    table = table_of(LOW_CONTRAST[name]())
    assert times_as_bad(table, (1, 2, 3, 4, 5, 7, 10, 16, 24)) == {}


@in_turn("name", PICTURES)
def test_ten_more_iterations_gain_next_to_nothing(name: str) -> None:
    table, sweep = table_of(PICTURES[name]()), named_sweep(name)
    for k in (2, 3, 5, 8, 13, 21, 32):
        if k >= len(table):
            continue
        more = k_means(
            k,
            init=sweep.centers[k - 1],
            n_init=1,
            max_iter=10,
            tol=0,
            algorithm="lloyd",
        )
        more.fit(table.colors.astype(np.float64), sample_weight=table.weights)
        assert more.inertia_ >= (1 - UNFINISHED) * sweep.inertia[k - 1], k


def test_fits_that_are_offered_soon_are_nearly_as_good() -> None:
    table = count_colors(SourceImage(photo(160, 120), None, "PNG", 0))
    offered: list[Sweep] = []
    final = sweep_k(table, 24, soon=offered.append)
    assert len(offered) == 1
    assert offered[0].k_max == final.k_max
    assert (np.diff(offered[0].inertia) <= 0).all()
    error = [
        k_means(k, init=offered[0].centers[k - 1], n_init=1, max_iter=1)
        .fit(table.colors.astype(float), sample_weight=table.weights)
        .inertia_
        / final.inertia[k - 1]
        for k in (2, 6, 12, 24)
    ]
    assert max(error) < 1.05


@pytest.mark.parametrize(
    ("kind", "space"), [*(("photo", space) for space in SPACES), ("noise", "oklab")]
)
def test_one_iteration_from_the_previous_centers_gives_the_centers(
    kind: str, space: Space
) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (150, 120, 3), dtype=np.uint8)
    table = table_of(photo(160, 120) if kind == "photo" else noise)
    points, back = to_space(table, space)
    sweep = sweep_k(table, 12, space)
    for centers, previous in zip(sweep.centers, sweep.previous, strict=True):
        labels = squared_distances(points, previous).argmin(axis=1)
        sums = [np.bincount(labels, table.weights * points[:, j]) for j in range(3)]
        means = np.stack(sums, axis=1) / np.bincount(labels, table.weights)[:, None]
        np.testing.assert_allclose(back(means), centers, rtol=0, atol=0.02)


def test_at_every_color_kept_the_previous_centers_are_the_colors_too() -> None:
    table = table_from(((9, 9, 9), 4), ((200, 0, 0), 7), ((0, 0, 0), 1))
    sweep = sweep_k(table, 3, "standardized")
    points, _ = to_space(table, "standardized")
    most_first = [1, 0, 2]
    assert np.array_equal(sweep.previous[2], points[most_first])
    assert np.array_equal(sweep.centers[2], table.colors[most_first])


def test_a_mean_half_way_between_two_colors_is_rounded_up_in_z_scores() -> None:
    grays = np.repeat(np.arange(0, 250, 11, dtype=np.uint8)[:, None], 3, axis=1)
    table = ColorTable(grays, np.full(len(grays), 3, np.int64))
    points, _ = to_space(table, "standardized")
    sweep = sweep_k(table, 8, "standardized")
    halves = 0
    for centers, previous in zip(sweep.centers, sweep.previous, strict=True):
        labels = squared_distances(points, previous).argmin(axis=1)
        members = np.bincount(labels)
        means = np.bincount(labels, grays[:, 0]) / members
        assert round_centers(centers)[:, 0].tolist() == np.floor(means + 0.5).tolist()
        halves += int((means % 1 == 0.5).sum())
    assert halves > 3

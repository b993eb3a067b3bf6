"""Distances can be measured in other spaces than sRGB."""

import numpy as np
import pytest
from coloraide.everything import ColorAll
from hypothesis import given
from hypothesis import strategies as st

from components.engine.clustering import spaces
from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.clustering.listed import sweep_list
from components.engine.clustering.metric import FIXED, metric_of, to_space
from components.engine.clustering.spaces import (
    SPACES,
    Space,
    oklab_from_oklrab,
    oklab_from_srgb,
    oklrab_from_srgb,
    srgb_from_oklab,
)
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.pictures import photo
from tests.references import k_means

# CSS Color Module Level 4, W3C, https://www.w3.org/TR/css-color-4/, names the
# primaries of sRGB in Oklab; Ottosson's page says that white is (1, 0, 0).
PUBLISHED = [
    ((255, 255, 255), (1.0, 0.0, 0.0)),
    ((0, 0, 0), (0.0, 0.0, 0.0)),
    ((255, 0, 0), (0.62796, 0.22486, 0.12585)),
    ((0, 255, 0), (0.86644, -0.23389, 0.17950)),
    ((0, 0, 255), (0.45201, -0.03246, -0.31153)),
]

# Ottosson's own table: CIE XYZ (D65) to Oklab, to three decimals.
XYZ_TO_OKLAB = [
    ((0.950, 1.000, 1.089), (1.000, 0.000, 0.000)),
    ((1.000, 0.000, 0.000), (0.450, 1.236, -0.019)),
    ((0.000, 1.000, 0.000), (0.922, -0.671, 0.263)),
    ((0.000, 0.000, 1.000), (0.153, -1.415, -0.449)),
]


def table_of_photo() -> ColorTable:
    """Return the colors of a picture like a photo."""
    return count_colors(SourceImage(photo(80, 60), None, "PNG", 0))


@in_turn(("srgb", "oklab"), PUBLISHED)
def test_oklab_has_the_published_values(
    srgb: tuple[int, ...], oklab: tuple[float, ...]
) -> None:
    assert oklab_from_srgb(np.array(srgb, float)) == pytest.approx(oklab, abs=2e-4)


@in_turn(("xyz", "oklab"), XYZ_TO_OKLAB)
def test_the_matrices_agree_with_ottosson_s_table(
    xyz: tuple[float, ...], oklab: tuple[float, ...]
) -> None:
    # IEC 61966-2-1: linear sRGB from XYZ.
    to_linear = np.array(
        [
            [3.2404542, -1.5371385, -0.4985314],
            [-0.9692660, 1.8760108, 0.0415560],
            [0.0556434, -0.2040259, 1.0572252],
        ]
    )
    lms = spaces.LINEAR_TO_LMS @ to_linear @ np.array(xyz)
    found = spaces.LMS_TO_OKLAB @ np.cbrt(lms)
    assert found == pytest.approx(oklab, abs=2e-3)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_the_way_to_oklab_and_back_is_exact(color: tuple[int, int, int]) -> None:
    there = oklab_from_srgb(np.array(color, float))
    assert srgb_from_oklab(there) == pytest.approx(color, abs=1e-6)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_oklrab_is_what_coloraide_says_in_whole_numbers_too(
    color: tuple[int, int, int],
) -> None:
    """Its L is rounded to 2**-15 before L_r is; the matrices have fewer digits."""
    expected = ColorAll("srgb", [each / 255 for each in color]).convert("oklrab")[:-1]
    there = oklrab_from_srgb(np.array(color, float))
    assert there == pytest.approx(expected, abs=2e-6)
    back = srgb_from_oklab(oklab_from_oklrab(there))
    assert back == pytest.approx(color, abs=1e-6)
    metric = FIXED["oklrab"]
    (whole,) = metric.points(np.array([color], np.uint8))
    assert whole / metric.unit == pytest.approx(expected, abs=1e-4)


def test_colors_outside_srgb_are_cut_off_at_its_ends() -> None:
    assert srgb_from_oklab(np.array([[1.2, 0.0, 0.0], [0.5, 0.4, 0.0]])).max() <= 255
    assert srgb_from_oklab(np.array([[0.5, 0.4, 0.3]])).min() >= 0


def test_standardized_channels_have_mean_0_and_deviation_1() -> None:
    from sklearn.preprocessing import StandardScaler  # takes long to load

    table = table_of_photo()
    points, back = to_space(table, "standardized")
    pixels = np.repeat(table.colors, table.counts, axis=0)
    reference = StandardScaler().fit_transform(pixels)
    ours = np.repeat(points, table.counts, axis=0)
    # Channels are scaled by whole numbers, 65,536 for the one that varies least.
    np.testing.assert_allclose(ours, reference, rtol=5e-5, atol=1e-5)
    np.testing.assert_allclose(back(points.astype(float)), table.colors, atol=1e-3)


def test_a_channel_without_any_difference_can_be_standardized() -> None:
    table = ColorTable(np.array([[0, 9, 7], [4, 9, 1]], np.uint8), np.array([1, 3]))
    assert np.isfinite(to_space(table, "standardized")[0]).all()


def test_nor_is_it_stretched_where_its_mean_is_off_by_rounding() -> None:
    table = ColorTable(
        np.array([[4, 7, 7], [5, 7, 7], [7, 7, 7]], np.uint8), np.array([1, 1, 1])
    )
    assert (table.weights / table.weights.sum()) @ table.colors[:, 1] != 7
    assert metric_of(table, "standardized").unit > 1
    black = np.zeros((1, 3), np.uint8)
    assert sweep_list(table, black, 1, "standardized").inertia < 1_000


@in_turn("space", SPACES)
def test_every_space_keeps_the_guarantees(space: Space) -> None:
    table = table_of_photo()
    sweep = sweep_k(table, 12, space)
    assert (np.diff(sweep.inertia) < 0).all()
    assert sweep.variance_explained[0] == 0
    for k, centers in enumerate(sweep.centers, 1):
        assert centers.shape == (k, 3)
        assert centers.min() >= 0
        assert centers.max() <= 255
    few = ColorTable(table.colors[:5], table.counts[:5])
    last = sweep_k(few, 64, space).centers[-1]
    assert {tuple(c) for c in last.tolist()} == {tuple(c) for c in few.colors.tolist()}


@pytest.mark.slow
@pytest.mark.parametrize("space", SPACES)
def test_fits_in_every_space_are_as_good_as_scikit_learn_s(space: Space) -> None:
    table = table_of_photo()
    points, _ = to_space(table, space)
    sweep = sweep_k(table, 12, space)
    for k in (2, 5, 12):
        reference = k_means(k, n_init=10, random_state=0)
        reference.fit(points.astype(float), sample_weight=table.counts)
        assert sweep.inertia[k - 1] <= 1.01 * reference.inertia_


def test_oklab_gives_other_colors_than_srgb() -> None:
    table = table_of_photo()
    srgb, oklab = (sweep_k(table, 4, each).centers[3] for each in ("srgb", "oklab"))
    assert not np.allclose(srgb, oklab, atol=1)


def test_an_unknown_space_is_refused() -> None:
    with pytest.raises(ValueError, match="not one of srgb, oklab, oklrab"):
        to_space(table_of_photo(), "cmyk")  # type: ignore[arg-type]  # on purpose

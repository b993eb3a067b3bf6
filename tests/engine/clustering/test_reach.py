"""Colors for dots reach further out than centers, and no further than they have to."""

import itertools

import numpy as np
import pytest

from components.engine import ColorTable, count_colors, round_centers, sweep_k
from components.engine.clustering.metric import FIXED
from components.engine.clustering.reach import reach_out
from components.engine.drawing.ordered import FARTHEST, coarseness
from components.engine.source import SourceImage
from tests.pictures import photo

DOTS = FIXED["oklrab-dots"]


def table_of_photo() -> ColorTable:
    return count_colors(SourceImage(photo(120, 90), None, "PNG", 0))


def spread(colors: np.ndarray) -> float:
    """Return how far colors are from their mean, squared, in the space for dots."""
    points = DOTS.points(round_centers(colors)).astype(float)
    return float(((points - points.mean(axis=0)) ** 2).sum(axis=1).mean())


def test_what_is_left_of_a_color_has_no_direction_any_more() -> None:
    """Of any clusters: the error and the color are uncorrelated, all axes together."""
    rng = np.random.default_rng(2)
    points = rng.normal(size=(4000, 3)) * (3, 1, 0.5) + (5, 0, 2)
    labels = np.digitize(points[:, 0], (2, 4, 7))
    means = np.stack([points[labels == each].mean(axis=0) for each in range(4)])
    off = points - points.mean(axis=0)
    explained = 1 - ((points - means[labels]) ** 2).sum() / (off**2).sum()
    arguments = points.mean(axis=0), np.array([explained]), np.array
    (outer,) = reach_out([means], *arguments)
    assert ((means[labels] - points) * off).sum() < -0.1 * (off**2).sum()
    assert ((outer[labels] - points) * off).sum() == pytest.approx(0, abs=1e-6)


def test_colors_for_dots_reach_further_out_and_the_fit_stays_k_means() -> None:
    table = table_of_photo()
    sweep = sweep_k(table, 24, "oklrab-dots")
    assert len(sweep.for_dots) == 24
    np.testing.assert_allclose(sweep.for_dots[0], sweep.centers[0], atol=1e-6)
    for k in (2, 8, 24):
        outer, means = sweep.for_dots[k - 1], sweep.centers[k - 1]
        assert outer.shape == (k, 3)
        assert 0 <= outer.min() <= outer.max() <= 255
        assert spread(outer) > spread(means)
    assert sweep_k(table, 2, "oklrab").for_dots == ()


def test_flat_and_fixed_colors_stay_and_so_do_all_where_none_is_lost() -> None:
    table = table_of_photo()
    counts = table.counts.copy()
    counts[7] = counts.sum()
    marked = ColorTable(table.colors, counts)
    flat = sweep_k(marked, 6, "oklrab-dots", keep_flat=True)
    for taken, outer in zip(flat.flat, flat.for_dots, strict=True):
        assert table.colors[7].tolist() in outer[taken].tolist()
    held = np.array([[255, 0, 0], [3, 4, 5]], np.uint8)
    for outer in sweep_k(table, 6, "oklrab-dots", fixed=held).for_dots[1:]:
        assert all(color in outer.tolist() for color in held.tolist())
    few = ColorTable(table.colors[:5], table.counts[:5])
    every = sweep_k(few, 9, "oklrab-dots")
    assert every.for_dots[-1].tolist() == every.centers[-1].tolist()


def test_the_space_for_dots_is_oklrab_with_b_counted_one_and_a_half_times() -> None:
    colors = table_of_photo().colors
    own, dots = FIXED["oklrab"].points(colors), DOTS.points(colors)
    np.testing.assert_array_equal(dots, own * (2, 2, 3))
    corners = np.array(list(itertools.product((0, 85, 170, 255), repeat=3)), np.uint8)
    points = DOTS.points(corners) >> coarseness(DOTS)
    assert ((points[:, None] - points) ** 2).sum(axis=2).max() <= FARTHEST

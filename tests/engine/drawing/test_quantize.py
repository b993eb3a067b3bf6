"""Every pixel is drawn in its nearest palette color, without approximation."""

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from components.engine.clustering.colors import count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.clustering.metric import metric_of
from components.engine.clustering.spaces import SPACES, Space
from components.engine.drawing import nearest
from components.engine.drawing.nearest import nearest_in_picture, nearest_indices
from components.engine.drawing.quantize import (
    count_coverage,
    quantize,
    round_centers,
    shows_every_pixel,
)
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.strategies import (
    PICTURES,
    palettes,
    picture,
    pictures,
    row,
    seen_opacity,
)

Floats = NDArray[np.float64]


def brute_force(
    pixels: NDArray[np.uint8], palette: NDArray[np.uint8]
) -> NDArray[np.intp]:
    """Compare every pixel with every color, in whole numbers."""
    offsets = pixels[:, None].astype(np.int64) - palette[None].astype(np.int64)
    nearest: NDArray[np.intp] = (offsets**2).sum(axis=2).argmin(axis=1)
    return nearest


@given(pictures(), palettes())
def test_every_visible_pixel_has_its_nearest_color(
    image: SourceImage, centers: Floats
) -> None:
    drawn = quantize(image, centers)
    seen = (
        np.ones(image.rgb.shape[:2], bool) if image.alpha is None else image.alpha > 0
    )
    expected = brute_force(image.rgb[seen], drawn.palette)
    np.testing.assert_array_equal(drawn.indices[seen], expected)
    counts = np.bincount(expected, minlength=len(centers))
    np.testing.assert_array_equal(drawn.counts, counts)
    assert drawn.counts.sum() == seen.sum() == count_colors(image).pixels
    weights = np.bincount(expected, seen_opacity(image), len(centers))
    np.testing.assert_allclose(drawn.weights, weights, rtol=1e-12)
    if not image.soft:
        np.testing.assert_array_equal(drawn.weights, counts)


@given(pictures(), palettes())
def test_the_result_has_the_promised_shapes_and_types(
    image: SourceImage, centers: Floats
) -> None:
    drawn = quantize(image, centers)
    assert drawn.indices.shape == image.rgb.shape[:2]
    assert drawn.palette.shape == centers.shape
    assert drawn.counts.shape == (len(centers),)
    assert drawn.indices.dtype == drawn.palette.dtype == np.uint8
    assert drawn.counts.dtype == np.int64
    assert (drawn.alpha is None) == (image.alpha is None)


@given(pictures(), palettes())
def test_invisible_pixels_have_the_index_of_the_color_that_covers_most(
    image: SourceImage, centers: Floats
) -> None:
    drawn = quantize(image, centers)
    if image.alpha is not None:
        assert set(drawn.indices[image.alpha == 0]) <= {np.argmax(drawn.counts)}


@in_turn("name", PICTURES)
@in_turn("k", [1, 2, 5, 40, 256])
def test_whole_pictures_are_drawn_in_their_nearest_colors(name: str, k: int) -> None:
    rgb = PICTURES[name]()
    centers = np.random.default_rng(k).uniform(0, 255, (k, 3))
    drawn = quantize(picture(rgb), centers)
    expected = brute_force(rgb.reshape(-1, 3), drawn.palette)
    np.testing.assert_array_equal(drawn.indices.reshape(-1), expected)


def test_colors_on_every_border_between_cells_are_drawn_exactly() -> None:
    edges = np.array([0, 7, 8, 9, 31, 32, 63, 64, 127, 128, 247, 248, 255], np.uint8)
    colors = np.stack(np.meshgrid(edges, edges, edges), axis=-1).reshape(-1, 3)
    palette = np.random.default_rng(0).permutation(colors)[:200]
    found = nearest_indices(colors, palette)
    np.testing.assert_array_equal(found, brute_force(colors, palette))


def test_a_palette_of_neighbours_is_told_apart() -> None:
    """All the palette lies within one cell of the cube and around it."""
    steps = np.arange(124, 130)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    palette = cube.astype(np.uint8)
    np.testing.assert_array_equal(nearest_indices(palette, palette), np.arange(216))
    noise = PICTURES["noise"]().reshape(-1, 3)
    found = nearest_indices(noise, palette)
    np.testing.assert_array_equal(found, brute_force(noise, palette))


@pytest.mark.parametrize("many", [nearest._VERY_MANY, 0], ids=["whole", "in halves"])
@pytest.mark.parametrize("space", SPACES)
def test_colors_that_come_again_are_drawn_as_when_they_first_came(
    space: Space, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_VERY_MANY", many)
    random = np.random.default_rng(0)
    few = random.integers(0, 256, (9_000, 3), dtype=np.uint8)
    again = random.integers(0, len(few), 200_000)
    metric = metric_of(count_colors(picture(few[None])), space)
    palette = random.permutation(few)[:256]
    expected = nearest_indices(few, palette, metric)
    assert set(expected) == set(range(256))
    found = nearest_in_picture(few[again], palette, metric)
    np.testing.assert_array_equal(found, expected[again])


def test_the_lowest_index_wins_a_tie() -> None:
    image = row((10, 10, 10))
    left, right = [8.0, 10, 10], [12.0, 10, 10]
    for centers in ([left, right], [right, left], [[90.0, 9, 9], right, left]):
        drawn = quantize(image, np.array(centers))
        assert drawn.indices.item() == len(centers) - 2


def test_of_equal_colors_the_first_is_used() -> None:
    drawn = quantize(row((5, 5, 5), (6, 5, 5)), np.array([[5.2, 5, 5], [4.9, 5, 5]]))
    assert drawn.indices.tolist() == [[0, 0]]
    assert drawn.counts.tolist() == [2, 0]
    assert drawn.colors_used == 1


def test_colors_used_counts_equal_colors_once() -> None:
    image = row((0, 0, 0), (9, 9, 9), (200, 0, 0))
    drawn = quantize(image, np.array([[0.0, 0, 0], [9, 9, 9], [0, 250, 0], [9, 9, 9]]))
    assert drawn.colors_used == 2


def test_centers_are_rounded_before_pixels_choose() -> None:
    # 10 lies nearer to 12.4 than to 7.5, but as near to 12 as to 8.
    drawn = quantize(row((10, 10, 10)), np.array([[7.5] * 3, [12.4] * 3]))
    assert drawn.palette.tolist() == [[8, 8, 8], [12, 12, 12]]
    assert drawn.indices.tolist() == [[0]]


def test_halves_are_rounded_up_and_nothing_leaves_the_range() -> None:
    centers = np.array([[0.5, 1.5, 2.5], [254.5, 255.0, 260.0], [-3.0, 0.49, 0.0]])
    expected = [[1, 2, 3], [255, 255, 255], [0, 0, 0]]
    assert round_centers(centers).tolist() == expected
    assert round_centers(centers).dtype == np.uint8


def test_256_colors_are_all_told_apart() -> None:
    rgb = PICTURES["gray gradient"]()
    levels = np.arange(256.0)[::-1]
    drawn = quantize(picture(rgb), np.repeat(levels[:, None], 3, axis=1))
    np.testing.assert_array_equal(drawn.indices, 255 - rgb[..., 0])
    assert drawn.counts.tolist() == [4] * 256
    np.testing.assert_array_equal(drawn.palette[drawn.indices], rgb)


def test_255_colors_and_transparency_fit_together() -> None:
    rgb = PICTURES["gray gradient"]()[:, :255]
    alpha = np.full(rgb.shape[:2], 255)
    alpha[0] = 0
    centers = np.repeat(np.arange(255.0)[:, None], 3, axis=1)
    drawn = quantize(picture(rgb, alpha), centers)
    np.testing.assert_array_equal(drawn.indices[1:], rgb[1:, :, 0])
    assert drawn.alpha_exact


@pytest.mark.parametrize("k", [0, 257, 300])
def test_a_palette_that_no_indexed_png_holds_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match=f"^{k} colors"):
        quantize(row((1, 2, 3)), np.zeros((k, 3)))


@pytest.mark.parametrize("k", [0, 256, 257])
def test_transparency_takes_one_place_in_the_palette(k: int) -> None:
    with pytest.raises(ValueError, match=f"^{k} colors"):
        quantize(picture([[[1, 2, 3]]], [[0]]), np.zeros((k, 3)))


def test_an_invisible_picture_is_drawn_without_counting_anything() -> None:
    drawn = quantize(
        picture(PICTURES["noise"](), np.zeros((30, 30))),
        np.array([[1.0] * 3, [9.0] * 3]),
    )
    assert drawn.counts.tolist() == [0, 0]
    assert drawn.colors_used == 0
    assert drawn.alpha is not None
    assert not drawn.alpha.any()


def test_soft_edges_that_fit_are_kept_as_they_are() -> None:
    alpha = np.arange(120).reshape(10, 12) * 2
    image = picture(np.zeros((10, 12, 3)), alpha)
    drawn = quantize(image, np.array([[0.0, 0, 0], [255, 255, 255]]))
    np.testing.assert_array_equal(drawn.alpha, alpha)
    assert drawn.alpha_exact
    assert drawn.alpha_steps == 119


def test_it_is_said_when_soft_edges_do_not_fit() -> None:
    alpha = np.tile(np.arange(256), (8, 1))
    rgb = np.zeros((8, 256, 3))
    rgb[...] = np.arange(8)[:, None, None] * 30
    drawn = quantize(picture(rgb, alpha), rgb[:, 0])
    assert not drawn.alpha_exact
    assert drawn.alpha is not None
    partial = set(np.unique(drawn.alpha)) - {0, 255}
    assert drawn.alpha_steps == len(partial) > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["constant", "two colors", "gray gradient", "few colors"]
)
def test_drawing_in_all_of_its_colors_gives_the_picture_itself(name: str) -> None:
    rgb = PICTURES[name]()[:, ::4]  # up to 64 colors
    table = count_colors(picture(rgb))
    drawn = quantize(picture(rgb), sweep_k(table, 64).centers[-1])
    np.testing.assert_array_equal(drawn.palette[drawn.indices], rgb)


@given(pictures(), palettes())
def test_drawing_leaves_picture_and_centers_as_they_were(
    image: SourceImage, centers: Floats
) -> None:
    rgb, before = image.rgb.copy(), centers.copy()
    alpha = None if image.alpha is None else image.alpha.copy()
    quantize(image, centers)
    np.testing.assert_array_equal(image.rgb, rgb)
    np.testing.assert_array_equal(centers, before)
    if alpha is not None:
        np.testing.assert_array_equal(image.alpha, alpha)


@given(pictures())
def test_coverage_can_be_counted_without_drawing(image: SourceImage) -> None:
    table = count_colors(image)
    centers = np.array([[0.0, 0, 0], [90, 200, 10], [255, 255, 255]])
    drawn = quantize(image, centers)
    counted = count_coverage(table, drawn.palette)
    assert counted.dtype == np.int64
    assert counted.tolist() == drawn.counts.tolist()


def test_one_pixel_that_was_lost_is_noticed_if_it_can_be_seen() -> None:
    levels = np.repeat(np.arange(256)[:, None], 3, axis=1)
    rgb = np.repeat(levels[None], 2000, axis=0).astype(np.uint8)
    drawn = quantize(picture(rgb), levels.astype(np.float64))
    assert shows_every_pixel(drawn, picture(rgb))
    other = rgb.copy()
    other[1999, 255, 2] -= 1
    assert not shows_every_pixel(drawn, picture(other))
    alpha = np.full(other.shape[:2], 255)
    alpha[1999, 255] = 0
    clear = quantize(picture(rgb[:, 1:], alpha[:, 1:]), levels[1:].astype(np.float64))
    assert shows_every_pixel(clear, picture(other[:, 1:], alpha[:, 1:]))
    alpha[0, 9] = 254
    assert not shows_every_pixel(clear, picture(other[:, 1:], alpha[:, 1:]))
    assert not shows_every_pixel(clear, picture(rgb[:, 1:]))

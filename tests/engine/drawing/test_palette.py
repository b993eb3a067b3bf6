"""The palette of every k says in advance what drawing will give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine import SourceImage, count_colors, palettes, sweep_k
from components.engine.clustering.metric import metric_of
from components.engine.clustering.spaces import SPACES, Space
from components.engine.drawing.coverage import count_coverages
from components.engine.drawing.palette import Palette
from components.engine.drawing.quantize import (
    QuantizedImage,
    count_coverage,
    quantize,
)
from tests.cases import in_turn
from tests.examples import few

Bytes = NDArray[np.uint8]


@st.composite
def pictures(draw: st.DrawFn) -> SourceImage:
    """Noise of some opacities: none but solid, a few, or all there are.

    Up to twice as many pixels as there are opacities.
    """
    height, width = draw(st.integers(1, 24)), draw(st.integers(1, 24))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    rgb = random.integers(0, 256, (height, width, 3), np.uint8)
    opacities = draw(st.sampled_from([[255], [0, 255], [0, 128, 255], range(256)]))
    alpha = random.choice(np.array(opacities, np.uint8), (height, width))
    return SourceImage(rgb, None if draw(st.booleans()) else alpha, "PNG", 0)


@given(pictures())
@few()  # each sweeps a picture, and draws it in every k
def test_colors_counts_weights_and_opacities_are_those_of_the_drawing(
    image: SourceImage,
) -> None:
    table = count_colors(image)
    centers = sweep_k(table, 12).centers
    for each, palette in zip(centers, palettes(image, table, centers), strict=True):
        drawn = quantize(image, each)
        np.testing.assert_array_equal(palette.colors, drawn.palette)
        np.testing.assert_array_equal(palette.counts, drawn.counts)
        np.testing.assert_allclose(palette.weights, drawn.weights, rtol=1e-12)
        if image.alpha is not None:
            table_of_k = np.arange(256) if palette.opacity is None else palette.opacity
            np.testing.assert_array_equal(table_of_k[image.alpha], drawn.alpha)
        assert (palette.opacity is None) == drawn.alpha_exact
        if palette.opacity is not None:
            assert palette.softened_to == drawn.alpha_steps
        check_opacities_with_dots(image, palette, quantize(image, each, dither=True))


def check_opacities_with_dots(
    image: SourceImage, palette: Palette, drawn: QuantizedImage
) -> None:
    opacity = palette.dithered_opacity
    if image.alpha is not None:
        table_of_k = np.arange(256) if opacity is None else opacity
        np.testing.assert_array_equal(table_of_k[image.alpha], drawn.alpha)
    assert (opacity is None) == drawn.alpha_exact
    if opacity is not None:
        assert palette.dithered_softened_to == drawn.alpha_steps


@in_turn("space", SPACES)
def test_many_palettes_draw_as_many_pixels_as_each_by_itself(space: Space) -> None:
    """Tiles of few and of many colors; palettes with several colors in a tile."""
    random = np.random.default_rng(1)
    near = random.normal(128, 12, (4_000, 3))
    colors = np.concatenate([near, random.uniform(0, 255, (4_000, 3))]).astype(np.uint8)
    table = count_colors(SourceImage(colors[None], None, "PNG", 0))
    found = [random.permutation(colors)[:k] for k in (1, 2, 7, 64, 256)]
    metric = metric_of(table, space)
    together = count_coverages(table, found, metric)
    for palette, counts in zip(found, together, strict=True):
        alone = count_coverage(table, palette, metric)
        np.testing.assert_array_equal(counts, alone)


def test_colors_that_draw_nothing_are_not_in_use() -> None:
    image = SourceImage(np.full((2, 2, 3), 9, np.uint8), None, "PNG", 0)
    centers = [np.array([[9.0, 9, 9], [200, 0, 0]])]
    (palette,) = palettes(image, count_colors(image), centers)
    assert palette.used == 1


@pytest.mark.parametrize("alpha", [None, 255, 0])
def test_without_soft_pixels_no_opacity_changes(alpha: int | None) -> None:
    rgb = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    layer = None if alpha is None else np.full((4, 4), alpha, np.uint8)
    if layer is not None:
        layer[0, 0] = 255
    image = SourceImage(rgb, layer, "PNG", 0)
    table = count_colors(image)
    found = palettes(image, table, sweep_k(table, 3).centers)
    assert all(palette.opacity is None for palette in found)

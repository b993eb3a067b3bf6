"""Pairs of color and label are counted exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.clustering.colors import count_colors
from components.engine.drawing.quantize import quantize, round_centers
from components.engine.judging.color_pairs import count_pairs, nearest_pairs
from components.engine.source import SourceImage
from tests.engine.drawings import drawn_anyhow
from tests.engine.strategies import Floats, palettes, picture, pictures


@given(pictures(), st.data())
def test_pairs_are_what_numpy_finds_among_visible_pixels(
    image: SourceImage, data: st.DataObject
) -> None:
    drawn = data.draw(drawn_anyhow(image))
    pairs = count_pairs(image, drawn)
    visible = image.opacity > 0
    rows = np.dstack([image.rgb, drawn.indices])[visible]
    values, each, counts = np.unique(
        rows, axis=0, return_inverse=True, return_counts=True
    )
    opacity = np.bincount(each.reshape(-1), image.opacity[visible], len(values))
    np.testing.assert_array_equal(pairs.weights, opacity / 255)
    np.testing.assert_array_equal(np.c_[pairs.colors, pairs.labels], values)
    np.testing.assert_array_equal(pairs.counts, counts)
    assert pairs.counts.dtype == np.int64
    assert pairs.colors.dtype == pairs.labels.dtype == np.uint8


@given(pictures(), palettes())
def test_pairs_of_nearest_colors_need_no_drawing(
    image: SourceImage, centers: Floats
) -> None:
    counted = count_pairs(image, quantize(image, centers))
    known = nearest_pairs(count_colors(image), round_centers(centers))
    np.testing.assert_array_equal(counted.colors, known.colors)
    np.testing.assert_array_equal(counted.labels, known.labels)
    np.testing.assert_array_equal(counted.counts, known.counts)
    np.testing.assert_array_equal(counted.weights, known.weights)


def test_white_in_the_last_of_256_colors_is_one_pair() -> None:
    white = picture(np.full((3, 4, 3), 255))
    palette = np.stack([np.arange(256)] * 3, axis=1).astype(float)
    pairs = count_pairs(white, quantize(white, palette))
    assert pairs.labels.tolist() == [255]
    assert pairs.counts.tolist() == [12]


def test_pictures_of_other_sizes_are_refused() -> None:
    drawn = quantize(picture(np.zeros((3, 4, 3))), np.zeros((1, 3)))
    with pytest.raises(ValueError, match=r"\(4, 3\).*\(3, 4\)"):
        count_pairs(picture(np.zeros((4, 3, 3))), drawn)

"""Color tables of many pictures add up to that of all their pixels, to the bit."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.engine import ColorTable, add_tables, count_colors
from components.engine.clustering import adding
from components.engine.clustering.adding import TallySum, tally_of
from components.engine.source import SourceImage
from tests.engine.strategies import picture, pictures, row

SOME = st.lists(pictures(), max_size=6)


def side_by_side(images: list[SourceImage]) -> SourceImage:
    """Return one picture with the pixels of all."""
    rgb = [image.rgb.reshape(1, -1, 3) for image in images]
    alpha = [image.opacity.reshape(1, -1) for image in images]
    nothing = np.zeros((1, 0, 3), np.uint8)
    return picture(np.hstack([nothing, *rgb]), np.hstack([nothing[..., 0], *alpha]))


def check_same(one: ColorTable, other: ColorTable) -> None:
    np.testing.assert_array_equal(one.colors, other.colors)
    np.testing.assert_array_equal(one.counts, other.counts)
    np.testing.assert_array_equal(one.weights, other.weights)
    assert one.colors.dtype == other.colors.dtype == np.uint8
    assert one.counts.dtype == other.counts.dtype == np.int64


@given(SOME)
def test_added_tables_are_the_table_of_the_joined_pixels(
    images: list[SourceImage],
) -> None:
    check_same(
        add_tables(map(count_colors, images)), count_colors(side_by_side(images))
    )


@given(SOME, st.randoms(), st.booleans())
def test_the_order_and_the_grouping_change_nothing(
    images: list[SourceImage], random: Random, equally: bool
) -> None:
    tables = [count_colors(image) for image in images]
    shuffled = random.sample(tables, len(tables))
    cut = len(tables) // 2
    parts = adding.OF_A_PICTURE if equally else 255
    total = TallySum(parts)
    for half in (shuffled[:cut], shuffled[cut:]):
        part = TallySum(parts)
        for table in half:
            part.add(tally_of(table, equally))
        total.add(part.tally())
    check_same(total.tally().table(), add_tables(tables, equally))


@settings(max_examples=8, deadline=None)
@given(SOME, st.booleans())
def test_a_sum_with_a_place_for_every_color_is_the_same(
    images: list[SourceImage], equally: bool
) -> None:
    tables = [count_colors(image) for image in images]
    expected = add_tables(tables, equally)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding, "_DENSE", 5)
        check_same(add_tables(tables, equally), expected)


def test_pictures_that_weigh_alike_do_so_however_large_they_are() -> None:
    small, large = row((9, 9, 9)), picture(np.full((40, 50, 3), 200))
    table = add_tables(map(count_colors, (small, large)), equally=True)
    assert table.weights.tolist() == [1.0, 1.0]
    assert table.counts.tolist() == [1, 2000]


def test_a_picture_whose_parts_are_no_whole_shares_weighs_as_much_all_the_same() -> (
    None
):
    thirds = row((1, 1, 1), (2, 2, 2), (3, 3, 3))
    table = add_tables([count_colors(thirds)], equally=True)
    np.testing.assert_allclose(table.weights, 1 / 3, rtol=1e-11)


def test_what_is_hardly_there_is_there() -> None:
    rgb = np.zeros((1000, 1000, 3), np.uint8)
    rgb[0, 0] = 255
    alpha = np.full((1000, 1000), 255, np.uint8)
    alpha[0, 0] = 1
    table = add_tables([count_colors(picture(rgb, alpha))], equally=True)
    np.testing.assert_allclose(table.weights[1], 1 / 255e6, rtol=0.01)


def test_nothing_adds_up_to_nothing() -> None:
    assert len(add_tables([])) == 0
    invisible = count_colors(picture([[[1, 2, 3]]], [[0]]))
    assert len(add_tables([invisible, invisible], equally=True)) == 0


def test_weights_of_pixels_and_of_pictures_are_not_added() -> None:
    table = count_colors(row((1, 2, 3)))
    with pytest.raises(ValueError, match="255 parts cannot go to"):
        TallySum(adding.OF_A_PICTURE).add(tally_of(table))

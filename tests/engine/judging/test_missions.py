"""A mission is checked by the picture alone, and no sentence gives its answer away."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from components.engine import (
    SourceImage,
    ciede2000,
    count_colors,
    lab_from_srgb,
    palettes,
    sweep_k,
)
from components.engine.judging.missions import (
    KEPT,
    Area,
    Check,
    check_bend,
    check_color,
    check_eye,
    check_gain,
    check_half,
    mean_color,
    most_vivid,
)
from tests.cases import in_turn
from tests.pictures import photo

Bytes = NDArray[np.uint8]

RED = np.array([200, 20, 30], np.uint8)


def with_a_red_tag() -> Bytes:
    """Draw a photo with a red tag, and nothing else that is red."""
    rgb = photo(60, 40)
    gray: Bytes = rgb.mean(axis=2, keepdims=True).astype(np.uint8).repeat(3, axis=2)
    gray[5:11, 30:39] = RED
    return gray


def of_the_tag(k: int) -> Check:
    image = SourceImage(with_a_red_tag(), None, "PNG", 9000)
    target = mean_color(image, Area(5 / 40, 30 / 60, 6 / 40, 9 / 60))
    assert target is not None
    table = count_colors(image)
    found = palettes(image, table, sweep_k(table, 16).centers)
    return check_color(target, [each.colors for each in found], k, "the red tag")


def numbers(words: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", words)]


@pytest.mark.slow
def test_the_fewest_colors_that_keep_a_tag_are_those_at_which_it_is_there() -> None:
    checks = [of_the_tag(k) for k in range(1, 17)]
    right = [k for k, each in enumerate(checks, 1) if each.right]
    assert len(right) == 1
    (answer,) = right
    assert answer > 1  # one color is gray
    red = lab_from_srgb(RED[None])
    for k, each in enumerate(checks, 1):
        assert each.answer == answer
        nearest = np.array([list(bytes.fromhex(each.nearest[1:]))], np.uint8)
        kept = float(ciede2000(red, lab_from_srgb(nearest))[0]) <= KEPT
        assert ("lost" in each.says.partition(", and")[0]) == (not kept)
        assert kept or k != answer
        if k < answer:
            assert each.says.startswith(f"The red tag is lost at {k} color")
            assert each.nearest in each.says
        elif k > answer and kept:
            assert each.says == "The red tag is kept. Fewer will do."


def test_a_color_is_kept_until_people_see_another_one() -> None:
    """That is from a CIEDE2000 of 5 on, here by scikit-image."""
    gray = np.full(3, 100, np.uint8)
    lab = rgb2lab(np.arange(100, 125)[:, None].repeat(3, axis=1) / 255)
    expected = (deltaE_ciede2000(lab[:1], lab) <= 5).tolist()
    assert len(set(expected)) == 2
    each_one = np.arange(100, 125, dtype=np.uint8)[:, None, None].repeat(3, axis=2)
    assert [check_color(gray, [each], 1).right for each in each_one] == expected


def test_nothing_is_said_of_a_color_that_no_palette_keeps_but_that() -> None:
    gray = np.full((1, 3), 90, np.uint8)
    found = check_color(RED, [gray, np.repeat(gray, 2, axis=0)], 2)
    assert (found.right, found.answer) == (False, None)
    assert "No palette of up to 2 colors keeps it." in found.says


def test_a_color_that_is_kept_and_lost_again_is_told_to_have_been_kept() -> None:
    gray = np.full(3, 90, np.uint8)
    found = check_color(RED, [gray[None], np.array([gray, RED]), gray[None]], 3)
    assert not found.right
    assert found.says.endswith("With fewer it was kept.")


def test_what_is_transparent_is_no_part_of_a_color() -> None:
    rgb = np.array([[[200, 0, 0], [0, 0, 0]]], np.uint8)
    half = SourceImage(rgb, np.array([[255, 0]], np.uint8), "PNG", 70)
    all_of_it = Area(0, 0, 1, 1)
    found = mean_color(half, all_of_it)
    assert found is not None
    assert found.tolist() == [200, 0, 0]
    none = SourceImage(rgb, np.zeros((1, 2), np.uint8), "PNG", 70)
    assert mean_color(none, all_of_it) is None


def test_a_speck_is_not_the_most_vivid_color() -> None:
    colors = np.array([[120, 110, 100], [255, 0, 0], [90, 140, 90]], np.uint8)
    vivid = most_vivid(colors, np.array([9000.0, 2.0, 500.0]))
    assert vivid.tolist() == [90, 140, 90]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_after_the_right_number_no_color_takes_away_a_hundredth(
    heights: list[float],
) -> None:
    explained = np.array([0.0, *sorted(heights)])
    ks = range(1, explained.size + 1)
    checks = [check_gain(explained, k, complete=True) for k in ks]
    assert sum(each.right for each in checks) == 1
    answer = checks[0].answer
    assert answer is not None
    gains = np.diff(explained)
    assert (gains[answer - 1 :] < 0.01).all()
    if answer > 1:
        assert gains[answer - 2] >= 0.00995  # as it is shown: 1.00 %
    for k, each in enumerate(checks, 1):
        assert each.right == (k == answer)
        assert each.right or (k > answer) == each.says.startswith("Fewer will do")


def test_a_curve_that_ends_while_it_is_steep_has_no_such_number() -> None:
    found = check_gain(np.array([0.0, 0.4, 0.7]), 3)
    assert (found.right, found.answer) == (False, None)


@in_turn(
    ("k", "right", "begins"),
    [
        (3, False, "Not yet"),
        (4, True, "Right"),
        (7, True, "Right"),
        (8, False, "Fewer will do"),
    ],
)
def test_the_whole_range_of_the_bend_is_right(k: int, right: bool, begins: str) -> None:
    found = check_bend((4, 7), k)
    assert (found.right, found.says.startswith(begins)) == (right, True)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=30), st.integers(1, 200))
def test_half_of_the_bytes_is_saved_with_as_many_colors_as_can_be(
    sizes: list[int], loaded: int
) -> None:
    checks = [check_half(sizes, loaded, k) for k in range(1, len(sizes) + 1)]
    small = [k for k, size in enumerate(sizes, 1) if 2 * size <= loaded]
    right = [k for k, each in enumerate(checks, 1) if each.right]
    assert right == small[-1:]
    assert {each.answer for each in checks} == {right[0] if right else None}


def test_the_eye_accepts_where_one_color_fewer_is_noticed() -> None:
    scores = (None, 60.0, 69.9, 70.0, 80.0)
    found = [
        check_eye(score, before, 70, k, reached=k < 4).right
        for k, (before, score) in enumerate(pairwise(scores), 1)
        if score is not None
    ]
    assert found == [False, False, True, False]


def test_no_sentence_names_the_number_before_it_is_found() -> None:
    explained = np.array([0.0, 0.5, 0.8, 0.85, 0.9, 0.905, 0.91, 0.912])
    for k in range(1, 9):
        for found in (
            of_the_tag(k),
            check_gain(explained, k),
            check_bend((5, 6), k),
            check_half((10, 20, 30, 40, 50, 60, 70, 80), 103, k),
        ):
            said = re.sub(r"#\w+|\d+\.\d+ %|1 %", "", found.says)
            assert found.right or found.answer not in {*numbers(said)} - {k}

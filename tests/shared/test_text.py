"""Figures in words never claim more than is true."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine import Quality, Spot, looks_the_same
from components.shared import text

FACTORS = {"byte": 1, "bytes": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}


@given(st.integers(0, 10**12))
def test_a_size_is_short_and_within_five_percent(count: int) -> None:
    number, unit = text.size(count).split(" ")
    assert float(number) * FACTORS[unit] == pytest.approx(count, rel=0.051)
    assert len(number) <= 3 or count >= 999_500_000_000


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_950, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (999_500_000, "1.0 GB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_sizes_change_unit_before_they_show_a_thousand(
    count: int, expected: str
) -> None:
    assert text.size(count) == expected


@given(st.floats(-1, 2))
def test_all_and_nothing_are_said_only_of_all_and_nothing(share: float) -> None:
    said = text.percent(share)
    assert (said == "100 %") == (share >= 1)
    assert (said == "0 %") == (share <= 0)
    assert said not in ("0.0 %", "100.0 %")


@given(st.floats(0.001, 0.999))
def test_a_share_in_between_is_rounded_to_a_tenth_of_a_percent(share: float) -> None:
    number, sign = text.percent(share).split(" ")
    assert sign == "%"
    assert float(number) == pytest.approx(100 * share, abs=0.0501)


@given(st.integers(0, 2**24))
def test_a_number_of_colors_can_be_read_back(count: int) -> None:
    number, noun = text.colors(count).split(" ")
    assert int(number.replace(",", "")) == count
    assert noun == ("color" if count == 1 else "colors")


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_direction_of_a_change_is_told_rightly(before: int, after: int) -> None:
    said = text.change(before, after)
    assert said.endswith("smaller") == (after < before)
    assert (said == "the same size") == (after == before)
    assert said.endswith(("larger", "times as large")) == (after > before)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_no_change_is_said_to_be_nothing(before: int, after: int) -> None:
    assert not re.match(r"0(\.0)? %", text.change(before, after))


@pytest.mark.parametrize(
    ("before", "after"), [(1000, 4), (10_000_000, 2_300), (201, 1)]
)
def test_a_file_that_still_has_bytes_is_not_100_percent_smaller(
    before: int, after: int
) -> None:
    assert not text.change(before, after).startswith("100 %")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1000, 990, "1 % smaller"),
        (1000, 991, "less than 1 % smaller"),
        (1000, 1009, "less than 1 % larger"),
        (1000, 1010, "1 % larger"),
        (1000, 2000, "100 % larger"),
        (1000, 3000, "3.0 times as large"),
        (100, 12_345, "123.5 times as large"),
    ],
)
def test_changes_are_told_in_words_that_fit_their_size(
    before: int, after: int, expected: str
) -> None:
    assert text.change(before, after) == expected


QUALITIES = st.builds(
    Quality,
    mean_difference=st.floats(0, 20),
    p95_difference=st.floats(0, 40),
    psnr=st.just(30.0),
    ssim=st.floats(0, 1),
    false_contours=st.floats(0, 3),
    recolored=st.floats(0, 0.003),
)
SEEN = "A difference that most people see"
WHERE = [f"{SEEN}{where}." for where in ("", " in smooth areas", " in some places",
                                         " in fine detail")]  # fmt: skip
GRADES = [
    "No difference that can be seen.",
    "A difference that only a practiced eye finds.",
    SEEN,
    "A clear difference.",
    "A clear difference; some parts have quite another color.",
    "Quite another picture.",
]


def grade_of(quality: Quality) -> int:
    """Return how bad it is said to be."""
    said = text.in_words(quality)
    return GRADES.index(SEEN if said in WHERE else said)


@given(QUALITIES)
def test_what_looks_the_same_and_nothing_else_is_said_to(quality: Quality) -> None:
    grade = grade_of(quality)
    assert (grade < 2) == looks_the_same(quality)
    assert grade > 0 or quality.p95_difference <= 1


@given(QUALITIES, QUALITIES)
def test_a_picture_worse_in_everything_is_not_said_to_be_better(
    one: Quality, other: Quality
) -> None:
    worse = Quality(
        max(one.mean_difference, other.mean_difference),
        max(one.p95_difference, other.p95_difference),
        30.0,
        min(one.ssim, other.ssim),
        max(one.false_contours, other.false_contours),
        max(one.recolored, other.recolored),
    )
    grade = grade_of(worse)
    assert grade >= grade_of(one)


@given(QUALITIES)
def test_smooth_areas_are_named_only_where_there_are_bands(quality: Quality) -> None:
    said = text.in_words(quality)
    assert "smooth areas" not in said or text.bands(quality) == "many"
    assert "some places" not in said or quality.recolored > 0.001


@pytest.mark.parametrize("row", [0, 50, 99])
@pytest.mark.parametrize("column", [0, 100, 199])
def test_a_spot_is_told_with_its_colors_its_size_and_where_it_is(
    row: int, column: int
) -> None:
    spot = Spot((255, 0, 0), (128, 128, 128), row, column, 7, 1200, 0.0005)
    said = text.spot_in_words(Quality(1.6, 4.2, 35.0, 0.97, spot=spot), (100, 200))
    for words in ("1,200 × 7 pixels", "red (#ff0000)", "(#808080)."):
        assert words in said
    down, across = (
        ("upper", "", "lower")[row // 34],
        ("left", "", "right")[column // 67],
    )
    middle = {
        "": "in the middle",
        "upper": "at the top",
        "lower": "at the bottom",
        "left": "at the left",
        "right": "at the right",
    }
    place = f"at the {down} {across}" if down and across else middle[down or across]
    assert said.startswith(f"A spot {place}, ")


def test_a_spot_where_all_else_looks_the_same_is_told_as_an_exception() -> None:
    spot = Spot((255, 0, 0), (128, 128, 128), 5, 5, 7, 9, 0.0005)
    same = Quality(0.1, 0.4, 48.0, 0.999, spot=spot)
    assert text.spot_in_words(same, (100, 200)).startswith("But a spot")
    several = replace(same, spot=replace(spot, spots=1200, share=0.02))
    said = text.spot_in_words(several, (100, 200))
    assert said.startswith("But 1,200 parts have quite another color, most of all one")
    assert text.spot_in_words(replace(same, spot=None), (100, 200)) == ""

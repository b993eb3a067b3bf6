"""Colors are called by the nearest name of CSS."""

import numpy as np
import pytest
import tinycss2.color4
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from components.engine.judging.vision import NAMED_COLORS, nearest_name


def test_there_are_the_148_names_of_css_in_alphabetical_order() -> None:
    assert len(NAMED_COLORS) == 148
    assert list(NAMED_COLORS) == sorted(NAMED_COLORS)
    assert "rebeccapurple" in NAMED_COLORS  # the one that level 4 added


@pytest.mark.parametrize("name", NAMED_COLORS)
def test_a_name_has_the_color_that_another_implementation_of_css_gives_it(
    name: str,
) -> None:
    # Not coloraide's: its mediumpurple and palevioletred are those of an old draft.
    found = tinycss2.color4.parse_color(name)
    assert (
        "#" + bytes(round(255 * part) for part in found[:3]).hex()
        == (NAMED_COLORS[name])
    )


def test_a_named_color_is_called_by_its_own_name_the_first_of_two() -> None:
    codes = list(NAMED_COLORS.values())
    colors = np.array([list(bytes.fromhex(code[1:])) for code in codes], np.uint8)
    for code, found in zip(codes, nearest_name(colors), strict=True):
        assert NAMED_COLORS[found] == code
    assert nearest_name(np.array([[0, 255, 255]], np.uint8)) == ("aqua",)


@given(st.lists(st.integers(0, 255), min_size=3, max_size=3))
def test_no_other_name_is_nearer_in_oklab(rgb: list[int]) -> None:
    color = Color("srgb", [value / 255 for value in rgb])
    (name,) = nearest_name(np.array([rgb], np.uint8))
    distances = {
        other: color.delta_e(Color(code), method="ok")
        for other, code in NAMED_COLORS.items()
    }
    assert distances[name] == pytest.approx(min(distances.values()), abs=1e-6)

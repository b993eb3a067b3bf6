"""Colors are called by names that people give them, no two alike if it can be."""

import functools
import random
from collections.abc import Sequence

import numpy as np
import pytest
import tinycss2.color4
from coloraide import Color
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from components.engine.judging.vision import NAMED_COLORS, nearest_name
from components.engine.judging.vision.color_names import CSS_COLORS, TOLERANCE
from tests.cases import in_turn

# Not of the survey: dull colors, and grays between its own.
OURS = list(NAMED_COLORS)[720:]

LEFT_OUT = {
    *("barf", "bile", "booger", "diarrhea", "gross", "icky", "nasty", "piss", "poo"),
    *("poop", "puke", "shit", "sick", "sickly", "snot", "ugly", "vomit"),
}

palettes = st.lists(
    st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=24, unique=True
)
# Like each other, as those of one photo are: names are scarce.
similar = st.lists(
    st.tuples(*[st.integers(60, 90)] * 3), min_size=1, max_size=24, unique=True
)


def rgb(code: str) -> list[int]:
    return list(bytes.fromhex(code.removeprefix("#")))


def named(*colors: str | tuple[int, ...]) -> tuple[str, ...]:
    listed = [rgb(each) if isinstance(each, str) else list(each) for each in colors]
    return nearest_name(np.array(listed, np.uint8))


@functools.cache
def place(color: tuple[int, ...]) -> NDArray[np.float64]:
    """Return where a color is in Oklab, a and b counted twice."""
    found = Color("srgb", [value / 255 for value in color]).convert("oklab")
    return np.array(found.coords()) * (1, 2, 2)


def apart(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how far two colors are apart there."""
    return float(np.linalg.norm(place(tuple(one)) - place(tuple(other))))


# --- the list


def test_names_of_the_survey_have_the_colors_that_another_copy_of_it_gives_them() -> (
    None
):
    from matplotlib.colors import XKCD_COLORS  # takes long to load

    for name, code in NAMED_COLORS.items():
        if name not in OURS:
            as_there = name.replace("gray", "grey").replace("vermilion", "vermillion")
            assert XKCD_COLORS[f"xkcd:{as_there}"] == code
    assert len(OURS) == 38


def test_the_names_of_css_are_those_of_another_implementation() -> None:
    for name, code in CSS_COLORS.items():
        found = tinycss2.color4.parse_color(name.replace(" ", ""))
        assert [round(255 * part) for part in found[:3]] == rgb(code), name
    assert len(set(CSS_COLORS.values())) == len(CSS_COLORS) == 139


def test_every_name_is_plain_lower_case_american_and_none_is_crude() -> None:
    for name in [*NAMED_COLORS, *CSS_COLORS]:
        words = name.replace("'", "").split(" ")
        assert all(word.isascii() and word.isalpha() for word in words), name
        assert name == name.lower()
        assert "grey" not in name
        assert not set(words) & LEFT_OUT, name


def test_no_color_has_two_names() -> None:
    assert len(set(NAMED_COLORS.values())) == len(NAMED_COLORS)


# --- one color


@in_turn(
    ("code", "name"),
    [
        ("#270a05", "very dark brown"),
        ("#1f140a", "brownish black"),
        ("#9e7a62", "mocha"),
        ("#222222", "very dark gray"),
        ("#f4f4f4", "almost white"),
        ("#000000", "black"),
        ("#ffffff", "white"),
        ("#00ffff", "cyan"),
        ("#191970", "midnight blue"),  # as CSS has it
        ("#2f4f4f", "dark slate gray"),
    ],
)
def test_a_color_has_the_name_that_somebody_would_give_it(code: str, name: str) -> None:
    assert named(code) == (name,)


def test_a_color_of_css_has_its_name_and_one_beside_it_has_not() -> None:
    for name, code in CSS_COLORS.items():
        assert named(code) == (name,)
    only_of_css = CSS_COLORS.keys() - NAMED_COLORS.keys()
    beside = [[min(254, v) ^ 1 for v in rgb(CSS_COLORS[each])] for each in only_of_css]
    assert not only_of_css & set(named(*map(tuple, beside)))


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_no_other_name_is_nearer(color: tuple[int, ...]) -> None:
    (name,) = named(color)
    if name in NAMED_COLORS:
        least = min(apart(color, rgb(code)) for code in NAMED_COLORS.values())
        # As CSS has it, or to a rounding.
        exact = CSS_COLORS.get(name) == "#" + bytes(color).hex()
        assert exact or apart(color, rgb(NAMED_COLORS[name])) <= least + 3e-4


# --- a palette


def most_names(colors: list[tuple[int, ...]], tolerance: float) -> int:
    """Return how many different names fit if each color has its own or none."""
    codes = np.array([rgb(code) for code in NAMED_COLORS.values()])
    away = np.array([[apart(color, code) for code in codes] for color in colors])
    fits = away <= away.min(axis=1, keepdims=True) + tolerance
    found = maximum_bipartite_matching(csr_array(fits), perm_type="column")
    return int((found >= 0).sum())


@pytest.mark.slow
@settings(max_examples=20)
@given(palettes | similar)
def test_as_few_colors_as_possible_share_a_name(colors: list[tuple[int, ...]]) -> None:
    assume(not {"#" + bytes(each).hex() for each in colors} & {*CSS_COLORS.values()})
    different = len(set(named(*colors)))
    # To a rounding of the distances.
    assert most_names(colors, TOLERANCE / 1e4 - 3e-4) <= different
    assert different <= most_names(colors, TOLERANCE / 1e4 + 3e-4)


@given(palettes | similar)
def test_no_name_is_farther_off_than_it_may_be(colors: list[tuple[int, ...]]) -> None:
    for color, name in zip(colors, named(*colors), strict=True):
        if name in NAMED_COLORS and "#" + bytes(color).hex() not in CSS_COLORS.values():
            (alone,) = named(color)
            least = apart(color, rgb(NAMED_COLORS[alone]))
            assert apart(color, rgb(NAMED_COLORS[name])) <= least + TOLERANCE / 1e4 + (
                3e-4
            )


@given(palettes | similar, st.randoms())
def test_names_do_not_depend_on_the_order(
    colors: list[tuple[int, ...]], chance: random.Random
) -> None:
    before = dict(zip(colors, named(*colors), strict=True))
    chance.shuffle(colors)
    assert dict(zip(colors, named(*colors), strict=True)) == before


def test_a_color_that_is_there_twice_has_one_name_and_takes_it_from_nobody() -> None:
    assert named("#9e7a62", "#9c7861", "#9e7a62") == ("mocha", "reddish gray", "mocha")


def test_no_colors_have_no_names() -> None:
    assert nearest_name(np.zeros((0, 3), np.uint8)) == ()


def test_sixteen_grays_have_sixteen_names() -> None:
    grays = np.repeat(np.arange(0, 256, 17, dtype=np.uint8)[:, None], 3, axis=1)
    assert len(set(nearest_name(grays))) == 16

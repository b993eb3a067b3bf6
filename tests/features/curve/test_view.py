"""The sentence below the curve says what the curve says."""

from collections.abc import Iterator

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from components.engine import Sweep, machine_code
from components.features.curve.view import about_sizes, reading
from components.model.style import Style

SWEEP = Sweep(
    tuple(np.zeros((k, 3)) for k in (1, 2, 3, 4)),
    np.array([100.0, 20.0, 19.999, 0.0]),
    np.array([0.0, 0.8, 0.80001, 1.0]),
)


def test_one_color_explains_nothing() -> None:
    assert reading(SWEEP, 1, Style()).startswith("k = 1 explains 0 %")


def test_the_gain_of_one_more_color_is_told_in_points() -> None:
    assert "add 80.00 percentage points" in reading(SWEEP, 1, Style())
    assert "add less than 0.01 percentage points" in reading(SWEEP, 2, Style())


def test_it_tells_how_many_of_the_kept_colors_are_there() -> None:
    said = [reading(SWEEP, k, Style(), kept=3) for k in (1, 2, 3, 4)]
    assert "It has 2 of the 3 colors you keep." in said[1]
    assert "It has the colors you keep and no other." in said[2]
    assert "you keep" not in said[3]


def test_at_the_end_nothing_more_is_promised() -> None:
    said = reading(SWEEP, 4, Style())
    assert "100 %" in said
    assert "more color" not in said


def test_what_dots_and_a_smaller_file_add_to_the_error_is_not_in_the_share() -> None:
    for style, more in (
        (Style(), ""),
        (Style(dither=True), " before dithering"),
        (Style(dither=True, smaller="strong"), " before dithering"),
        (Style(smaller="same"), ""),
        (Style(smaller="strong"), " before the file is made smaller"),
    ):
        assert f"color variance{more}. One" in reading(SWEEP, 2, style)


GENTLE = (100, 900, 1400, 1800, 2100, 2300, 2450, 2550, 2600, *range(2650, 3100, 50))


def test_steps_are_told_only_where_the_sizes_have_them() -> None:
    assert "step" not in about_sizes(None)
    assert "step" not in about_sizes(GENTLE)
    assert "step" not in about_sizes(GENTLE[:2])
    assert "step" not in about_sizes((100,))
    deep = tuple(size if i < 4 else 2 * size for i, size in enumerate(GENTLE))
    assert about_sizes(deep).endswith(
        "It grows in a step after 4 colors: a pixel takes 4 bits instead of 2."
    )
    both = tuple(size if i < 16 else 2 * size for i, size in enumerate(deep))
    assert "in steps after 4 and 16 colors" in about_sizes(both)
    assert about_sizes(both).endswith("4 bits instead of 2, then 8 bits instead of 4.")


def page() -> None:
    """Say whether the chart is drawn, of a picture and fits as the session says."""
    import streamlit as st

    from components.features.curve.view import is_drawn

    st.write(str(is_drawn(st.session_state["picture"], st.session_state["final"])))


def drawn(at: AppTest, picture: str, final: bool) -> bool:
    at.session_state["picture"], at.session_state["final"] = picture, final
    return at.run().markdown[0].value == "True"


@pytest.fixture
def nothing_compiled() -> Iterator[None]:
    machine_code.announce()
    yield
    machine_code.arrive()


def test_the_chart_waits_for_the_best_colors() -> None:
    at = AppTest.from_function(page)
    assert not drawn(at, "one", final=False)
    assert drawn(at, "one", final=True)
    assert not drawn(at, "another", final=False)


@pytest.mark.usefixtures("nothing_compiled")
def test_it_does_not_wait_for_a_compiler_and_stays_when_that_is_done() -> None:
    at = AppTest.from_function(page)
    assert drawn(at, "one", final=False)
    machine_code.arrive()
    assert drawn(at, "one", final=False)
    assert not drawn(at, "another", final=False)
    assert drawn(at, "one", final=True)
    assert not drawn(at, "one", final=False)

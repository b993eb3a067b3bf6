"""While loops are compiled, what can be shown is shown, and the rest is waited for."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from components.engine import machine_code
from components.model.document import Document
from components.model.fits import Fits
from components.model.style import Style
from components.shared import work
from tests.serving import NOTHING_COMPILED, ROOT
from tests.shared.test_first_sweep import PICTURE

# Draws the samples as a page that has just started does; prints what is compiled.
DRAW = """
from pathlib import Path

from numba.core import event

from components.engine import machine_code
from components.features.curve.view import reading
from components.model.document import Document
from components.model.fits import Fits
from components.model.given import ANY
from components.model.style import Style
from components.shared import work


class Compiled(event.Listener):
    def on_start(self, event):
        print(event.data["dispatcher"].py_func.__qualname__)

    def on_end(self, event): ...


machine_code.announce()
event.register("numba:compile", Compiled())
for sample in ("logo.png", "coffee.jpg", "color-wheel.png"):
    data = Path("sample_images", sample).read_bytes()
    picture = work.load(sample, data)
    sweep = work.first_sweep(picture, 8, "oklab", False, ANY)
    document = Document(Fits(picture, "oklab", sweep, False, False, ANY), Style())
    assert len(work.palettes(document.fits)) == 8
    assert work.drawing(print, document, 8).png.startswith(b"\\x89PNG")
    assert work.preview_drawing(document, 2).png
    assert reading(document.sweep, 8, document.style)
"""


@pytest.fixture
def on_its_way() -> Iterator[None]:
    """Let machine code be on its way, as on a server that was just installed."""
    machine_code.announce(machine_code.PAGE, machine_code.DOTS)
    yield
    machine_code.arrive()
    machine_code.arrive(machine_code.DOTS)


@pytest.mark.slow
def test_nothing_is_compiled_where_somebody_waits_for_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        cwd=ROOT,
        env={**os.environ, **NOTHING_COMPILED},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""


@pytest.mark.usefixtures("on_its_way")
def test_a_drawing_with_dots_waits_for_what_makes_them() -> None:
    sweep = work.first_sweep(PICTURE, 2, "oklab")
    document = Document(Fits(PICTURE, "oklab", sweep, final=False), Style(dither=True))
    told: list[float] = []

    def watch(share: float) -> None:
        told.append(share)
        machine_code.arrive(machine_code.DOTS)

    machine_code.arrive()
    assert work.drawing(watch, document, 2).png
    assert told == [0.0]


def choices() -> None:
    """Show which of three styles go on while the best colors are waited for."""
    import streamlit as st

    from components.model.given import ANY
    from components.model.style import Style
    from components.shared import begun
    from tests.shared.test_first_sweep import PICTURE

    wanted: begun.Wanted = (PICTURE, 8, "oklab", False, ANY)
    for style in (Style(), Style(dither=True), Style(smaller="same")):
        st.write(str(begun.goes_on(wanted, style, 2)))


def those_that_go_on() -> list[bool]:
    return [
        each.value == "True" for each in AppTest.from_function(choices).run().markdown
    ]


@pytest.mark.usefixtures("on_its_way")
def test_figures_of_the_first_colors_are_shown_where_these_can_be_drawn() -> None:
    assert those_that_go_on() == [True, False, False]
    machine_code.arrive(machine_code.DOTS)
    assert those_that_go_on() == [True, True, False]


def test_where_all_is_compiled_the_best_colors_are_waited_for() -> None:
    assert those_that_go_on() == [False, False, False]


@pytest.mark.usefixtures("on_its_way")
def test_who_waits_for_dots_is_told_so() -> None:
    assert "Dots follow" in work.making(Style(dither=True))
    assert "smaller" in work.making(Style())
    machine_code.arrive(machine_code.DOTS)
    assert "smaller" in work.making(Style(dither=True))

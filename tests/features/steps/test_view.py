"""How few colors are enough for the eye: what is found, and what its buttons do."""

import re
from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from components.features.steps.row import difference
from components.features.steps.trials import Trial, Way, others
from components.model.document import Document
from components.model.rendering import Rendering
from components.shared import steps, visual
from components.work.job import Watch
from tests.pictures import encoded
from tests.test_page import marked, page, parts, shows_k, upload

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

COLORS = 40


def gradient() -> bytes:
    """Return a picture of so many colors."""
    level = np.arange(COLORS, dtype=np.uint8)
    row = np.stack([5 * level, 6 * level, 200 - 4 * level], -1)
    return encoded(np.repeat(row[None], 8, axis=0))


class Measure:
    """Takes the place of the job that measures; notes how often."""

    def __init__(self, score: Callable[[Rendering], float]) -> None:
        self._score = score
        self.known: dict[str, float] = {}
        self.made = 0

    def peek(self, rendering: Rendering) -> float | None:
        """Return what was measured."""
        return self.known.get(rendering.key)

    def wait(self, watch: Watch, rendering: Rendering) -> float:
        """Measure, unless that was done."""
        watch(0.0)
        if rendering.key not in self.known:
            self.made += 1
            self.known[rendering.key] = self._score(rendering)
        return self.known[rendering.key]


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> Measure:
    """Measure what needs all of its colors."""

    def score(drawn: Rendering) -> float:
        k = len(drawn.centers)
        return 100 if k == 12 else 60 + k

    made = Measure(score)
    monkeypatch.setattr(visual, "score", made)
    return made


def buttons(at: AppTest) -> dict[str, str]:
    """Return what the buttons of the four steps say, by key."""
    assert not at.exception
    keys = [button for button in at.button if "step_" in (button.key or "")]
    return {str(button.key): button.label for button in keys}


def lines(at: AppTest) -> list[str]:
    """Return the four lines."""
    return [
        html.proto.body for html in at.get("html") if 'class="step"' in html.proto.body
    ]


def test_flat_art_needs_all_of_its_colors_and_each_button_takes_its_number(
    measure: Measure,
) -> None:
    at = page(sample="pixel-art", k="3")
    assert set(buttons(at).values()) == {"Use …"}  # until somebody asks
    at = at.button(key="find_steps").click().run()
    found = buttons(at)
    assert len(found) == 4
    assert any("All 12 colors" in line for line in lines(at))
    key = list(found)[-1]
    k = int(key.rpartition("_")[2])
    assert found[key] == f"Use {k}"
    made = measure.made
    at = at.button(key=key).click().run()
    assert shows_k(at, k, k)
    assert buttons(at) == found
    assert measure.made == made  # all is known
    assert key in marked(at)


def test_what_brings_a_step_into_reach_is_found_and_taken_with_one_click(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most = {
        ("srgb", "flat"): 71,
        ("srgb", "gentle"): 81,
        ("oklab", "flat"): 82,
        ("oklab", "gentle"): 87,
    }

    def score(drawn: Rendering) -> float:
        (limit,) = (most[way] for way in most if {*way} <= {*drawn.key.split()})
        return min(len(drawn.centers) + 50, limit)

    monkeypatch.setattr(visual, "score", Measure(score))
    at = upload(page(sample="pixel-art", k="5"), "gradient.png", gradient())
    at = at.button(key="find_steps").click().run()
    assert list(buttons(at).values()) == [
        "Use 20",
        "Use 30 with gentle dither in Oklab",
        "Use 35 with gentle dither in Oklab",
        "Out of reach",
    ]
    assert ["Not in 40 colors" in line for line in lines(at)] == [
        False,
        *(True,) * 3,
    ]
    at = at.button(key="use_step_80_otherwise").click().run()
    assert at.query_params["space"] == "oklab"
    assert at.query_params["dither"] == "1"
    assert at.query_params["dots"] == "gentle"
    assert at.slider(key="k").value == 30
    assert list(buttons(at).values())[:3] == ["Use 20", "Use 30", "Use 35"]
    assert "use_step_80_30" in marked(at)
    rings = parts(at.slider(key="k").set_value(31).run())["curve"]["mark"]
    assert {"20", "30", "35"} <= {*re.findall(r"nth-child\((\d+)\)", rings)}


def test_each_other_way_has_the_colors_that_the_page_would_find_for_it() -> None:
    """In Oklrab those for dots with dots, and the others without."""
    document = cast(Document, None)
    here = Trial(document, (64, 256), Way("oklrab-dots", "bayer"))
    tried = [(each.way.space, each.way.dots) for each in others(here)]
    assert tried == [
        ("oklrab", False),
        ("oklrab-dots", "gentle"),
        ("oklab", "bayer"),
        ("oklab", False),
        ("oklab", "gentle"),
    ]
    said = [difference(each.way, here.way) for each in others(here)]
    assert said[:2] == ["without dither", "with gentle dither"]


def test_fewer_colors_that_score_higher_are_found_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was out of reach in all colors is reached while another step is tried."""
    scores = [60] * 24 + [95] * 15 + [89]
    measure = Measure(lambda drawn: scores[len(drawn.centers) - 1])
    monkeypatch.setattr(visual, "score", measure)
    at = upload(page(sample="pixel-art", k="5"), "gradient.png", gradient())
    at = at.button(key="find_steps").click().run()
    assert list(buttons(at).values()) == ["Use 25"] * 4


@pytest.mark.parametrize("k", [2, 12])
def test_what_was_lost_is_told_in_the_same_steps(k: int, measure: Measure) -> None:
    at = page(sample="pixel-art", k=str(k), tab="Lost")
    told = " ".join(html.proto.body for html in at.get("html"))
    (score,) = measure.known.values()
    assert (score == 100) == (k == 12)
    assert f"<strong>{steps.in_words(score)}</strong> The measure" in told

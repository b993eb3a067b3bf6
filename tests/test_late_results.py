"""What is being worked out while the page is drawn is on the page in the end.

Its result may come at any moment: while another visitor waits for it too, or when a run
of the page takes the place of one that had begun the work.
"""

import json
from typing import Any, Final

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.features.suggestions.view import LOOKING
from components.shared import work
from components.shared.tabs import Name
from components.work.job import Job
from tests.pictures import decoded
from tests.test_page import page, parts

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

COLORS = 12  # that the picture has

# As they are written on the page.
_FIGURE, _BAR = "<dd>…</dd>", "measuring …"


class Looks:
    """Looks at what is known; as many as are wanted find nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made = 0
        self.in_vain = 0
        peek = Job.peek

        def look(job: Job[..., Any], *arguments: Any) -> object:  # noqa: ANN401
            self.made += 1
            return peek(job, *arguments) if self.made > self.in_vain else None

        monkeypatch.setattr(Job, "peek", look)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    return Looks(monkeypatch)


def visit(looks: Looks, in_vain: int, tab: Name) -> AppTest:
    """Open the page with a tab; results become known after so many looks."""
    looks.made, looks.in_vain = 0, in_vain
    return page(sample="pixel-art", k="5", tab=tab)


def unfinished(at: AppTest) -> list[str]:
    """Name the parts of the page that still wait for a result."""
    assert not at.exception
    sent = parts(at)
    found = [each.proto.body for each in at.get("html") if _FIGURE in each.proto.body]
    found += [each.label for each in at.button if each.key == "looking"]
    found += [each.value for each in at.markdown if each.value == LOOKING]
    found += ["sizes for the drag"] * (len(sent["sizes"]["sizes"]) < COLORS)
    bars = sent.get("late_bars", sent.get("bars"))
    found += ["bars"] * (_BAR in json.dumps(bars, ensure_ascii=False))
    rungs = sent["ladder"]["ks"] if "ladder" in sent else []
    known = sent["sizes"]["sizes"]
    found += ["sizes of the small pictures"] * any(str(k) not in known for k in rungs)
    return found


# Fewer would mean that something on the page is no longer looked at.
_LOOKS: Final[dict[Name, int]] = {"Stop": 5, "Sizes": 11, "Lost": 4}


@pytest.mark.parametrize("tab", _LOOKS)
def test_whenever_a_result_becomes_known_it_is_on_the_page_in_the_end(
    looks: Looks, tab: Name
) -> None:
    visit(looks, 0, tab)  # all is worked out
    assert unfinished(visit(looks, 0, tab)) == []
    many = looks.made
    assert many >= _LOOKS[tab]
    for in_vain in range(1, many + 1):
        assert unfinished(visit(looks, in_vain, tab)) == [], f"after {in_vain} looks"


@pytest.fixture
def best_colors_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have runs of the page end where they begin to wait for the best colors."""
    soon = work.sweep.wait_for_first

    def first(*asked: Any) -> object:  # noqa: ANN401
        return soon(*asked)[0], False

    monkeypatch.setattr(work.sweep, "wait_for_first", first)
    monkeypatch.setattr(work.sweep, "wait", lambda *asked: st.stop())


@pytest.mark.usefixtures("best_colors_take_their_time")
def test_who_moves_k_before_there_are_the_best_colors_has_the_figures_of_what_is_seen(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = page(sample="pixel-art", k="5")
    assert "download_png" not in offered  # nobody is in a hurry: the best are soon here
    for k in (7, 5):
        offered.clear()
        at.slider(key="k").set_value(k).run()
        assert not at.exception
        assert parts(at)["viewer"]["k"] == k
        colors = np.unique(
            decoded(offered["download_png"]["data"]).reshape(-1, 4), axis=0
        )
        assert len(colors[colors[:, 3] > 0]) == k
        assert str(k) in parts(at)["sizes"]["sizes"]


@pytest.mark.usefixtures("best_colors_take_their_time")
def test_a_file_that_takes_long_is_not_made_before_there_are_the_best_colors(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = page(sample="pixel-art", smaller="same")
    at.slider(key="k").set_value(7).run()
    assert not at.exception
    assert "download_png" not in offered

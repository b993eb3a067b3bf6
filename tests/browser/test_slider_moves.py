"""Whether a move of the slider or a click was later, where one answer is to both."""

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.modules import run
from tests.cases import case

pytestmark = pytest.mark.browser

# A slider at 14 and a button; what somebody does to them; then Python tells of the
# button's 12, and what is told once more because of that is waited for.
_PLAY: Final = """async ({ SliderMoves }, acts) => {
    document.body.innerHTML =
        '<div class="st-key-k"><input type="range" min="1" max="64" value="14"></div>' +
        '<button>12</button>';
    const slider = document.querySelector("input");
    const told = [];
    const moves = new SliderMoves((wish) => told.push(wish));
    const said = (wanted, revision, by_slider) =>
        moves.told({ k: wanted, wanted, revision, by_slider, doubted: null });
    said(14, 1, false);
    for (const act of acts) {
        if (act === "click") document.querySelector("button").click();
        else {
            const key = { key: act, bubbles: true };
            slider.dispatchEvent(new KeyboardEvent("keydown", key));
            slider.value = act === "Home" ? 1 : 64;
            await new Promise((done) => setTimeout(done));
        }
    }
    slider.value = 12;
    said(12, 3, false);
    const all = { open: [...moves.open], told };
    moves.stop();
    return all;
}"""


# What is done one after the other, and which moves are wanted still.
_ACTS: Final = {
    "click Home": [1],
    "Home click": [],
    "click Home End": [1, 64],
    "Home click End": [1, 64],
    "End Home click": [],
    "click": [],
}


def test_a_move_is_wanted_still_unless_something_else_was_pressed_after_it(
    blank: Page,
) -> None:
    for acts, still_wanted in _ACTS.items():
        with case(acts):
            found = run(blank, ["static/slider_moves.js"], _PLAY, acts.split())
            assert found == {"open": still_wanted, "told": []}

"""The test of one's own eye: what it finds, by keyboard and by touch."""

import itertools
import re
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Window
from tests.browser.dragging import Messages
from tests.browser.modules import run
from tests.browser.sized import night, small_targets, violations
from tests.browser.view import all_there, expect_k, show, snapshot

pytestmark = pytest.mark.browser

MODULES = [f"features/blind_test/{name}.js" for name in ("threshold", "verdict")]

# Of made-up people, each with a threshold and a slope: choices, and what is found.
_PEOPLE = """({ Threshold, chance }, { people, least, most }) => {
    let seed = 1; // a small generator, so that all is the same each time (mulberry32)
    const random = () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
    return people.map(([threshold, slope]) => {
        const test = new Threshold(least, most);
        const choices = [];
        while (!test.done) {
            const k = test.next();
            const right = random() < chance(k, threshold, slope);
            choices.push([k, right]);
            test.answer(k, right);
        }
        return { choices, ...test.range };
    });
}"""

# What is said of people who are right up to some k, and beyond in every other choice.
_SAID = """({ Threshold, verdict, mistaken }, people) =>
    people.map(({ most, all, sees, wrong }) => {
        const test = new Threshold(2, most);
        while (!test.done) {
            const k = test.next();
            test.answer(k, !wrong && (k <= sees || test.choices % 2 === 0));
        }
        return { ...verdict(test, all), mistaken: mistaken(test) };
    })"""


def quantiles(choices: list[tuple[int, bool]]) -> NDArray[np.float64]:
    """Find the threshold by Bayes' rule on a fine grid, 5, 50 and 95 %."""
    thresholds = np.geomspace(0.5, 256, 4001)[:, None]
    slopes = np.array([1.5, 2.4, 3.8])
    weight = np.ones((thresholds.size, slopes.size))
    for k, right in choices:
        chance = 0.5 + 0.48 / (1 + (k / thresholds) ** slopes)
        weight *= chance if right else 1 - chance
    reached = np.cumsum(weight.sum(axis=1)) / weight.sum()
    at = np.searchsorted(reached, [0.05, 0.5, 0.95])
    return np.asarray(thresholds[at, 0])


def test_thresholds_of_made_up_people_are_found_as_surely_as_is_said(
    blank: Page,
) -> None:
    """Three slopes, thresholds from 4 to 48; half of a doubling is a factor of 1.4."""
    people = [
        [float(threshold), slope]
        for threshold in np.geomspace(4, 48, 40)
        for slope in (1.5, 2.4, 3.8)
    ]
    found = run(blank, MODULES, _PEOPLE, {"people": people, "least": 2, "most": 64})
    assert max(len(each["choices"]) for each in found) <= 15
    true = np.array(people)[:, 0]
    low, middle, high = (
        np.array([each[name] for each in found]) for name in ("low", "middle", "high")
    )
    off = np.log2(middle / true)
    assert np.median(np.abs(off)) < 0.6
    assert abs(np.mean(off)) < 0.25
    assert np.mean((low <= true) & (true <= high)) > 0.87
    for each in found[:10]:
        expected = quantiles(each["choices"])
        told = [each["low"], each["middle"], each["high"]]
        assert told == pytest.approx(expected, rel=0.05)  # a grid of 9 %


def test_what_was_found_is_said_also_where_nothing_can_be_told_apart(
    blank: Page,
) -> None:
    usual, sharp, blind, few, mistaken = run(
        blank,
        MODULES,
        _SAID,
        [
            {"most": 64, "all": None, "sees": 20},
            {"most": 64, "all": None, "sees": 64},
            {"most": 64, "all": None, "sees": 0},
            {"most": 8, "all": 9, "sees": 8},
            {"most": 64, "all": None, "sees": 0, "wrong": True},
        ],
    )
    said = re.fullmatch(
        r"You could no longer tell from about (\d+) colors on\.", usual["found"]
    )
    between = re.fullmatch(r"90 % sure: (\d+) to (\d+)\.", usual["sure"])
    assert said
    assert between
    assert int(between[1]) < 20 < int(between[2])
    assert usual["k"] == int(said[1])
    assert sharp["found"] == "You could still tell at 64 colors."
    assert re.fullmatch(r"9\d % sure\.", sharp["sure"])
    assert sharp["k"] is None
    assert blind["k"] < 8
    assert few["found"] == "You could still tell at 8 colors."
    assert (few["advice"], few["k"]) == ("With all 9 colors nothing is lost.", 9)
    assert mistaken["found"] == "You could not even tell at 2 colors."
    assert [each["mistaken"] for each in (usual, blind, mistaken)] == [
        False,
        False,
        True,
    ]


PLACE = ".st-key-blind_test"


def place(tab: Page) -> Locator:
    """Find the part of the page that it is, for what is asked for many times."""
    return tab.locator(PLACE)


def opener(tab: Page) -> Locator:
    return place(tab).get_by_role("button", name="Test your own eye")


def dialog(tab: Page) -> Locator:
    return place(tab).get_by_role("dialog", name="Test your own eye")


# Of the pair on show: in which place the picture differs, and in how many colors it is.
_ODD = """pair => {
    const words = (canvas) => {
        const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        return new Uint32Array(data.buffer);
    };
    const [original, over] = [...pair.children[0].children].map(words);
    const odd = over.some((word, i) => word !== original[i]) ? 0 : 1;
    return [odd, new Set(odd === 0 ? over : words(pair.children[1].lastChild)).size];
}"""


# When three changes in a row were, in ms; the first of them is that there is a pair.
_CHANGES = """pair => new Promise((done) => {
    const changes = [];
    new MutationObserver(() => {
        if (pair.classList.contains("blank")) return;
        if (changes.push(performance.now()) === 3) done(changes);
    }).observe(pair, { attributeFilter: ["class"] });
})"""


def make_choices(tab: Page, choose: Callable[[int, int], None]) -> str:
    """Make choices to the end; return the first picture in few colors.

    Parameters
    ----------
    tab : Page
        The page, with the first pair on its way.
    choose : callable
        Makes a choice, given the place of the picture in few colors and their number.
    """
    pair, first = dialog(tab).locator(".pair"), ""
    for turn in range(1, 16):
        counted = dialog(tab).get_by_text(f"Choice {turn} of at most 15")
        expect(counted.or_(result(tab))).to_be_visible()
        if result(tab).is_visible():
            break
        dialog(tab).locator(".pair:not(.blank)").wait_for()  # `expect` costs more
        odd, k = pair.evaluate(_ODD)
        place = pair.get_by_role("button").nth(odd)
        first = first or place.evaluate("place => place.lastChild.toDataURL()")
        choose(odd, k)
    expect(result(tab)).to_be_visible()
    return first


def result(tab: Page) -> Locator:
    return dialog(tab).get_by_role("heading", name="You could")


def test_by_keyboard_alone_the_test_finds_a_k_and_sends_nothing_till_it_is_used(
    kept: Page, messages: Messages
) -> None:
    show(kept, "/?k=7")
    all_there(kept)
    redrawn, before = snapshot(kept), messages.sent
    opener(kept).focus()
    kept.keyboard.press("Enter")
    for name in ("Leave", "Side by side"):
        kept.keyboard.press("Tab")
        expect(dialog(kept).get_by_role("button", name=name)).to_be_focused()
    kept.keyboard.press("Enter")
    expect(dialog(kept).get_by_role("heading", name="the original?")).to_be_focused()
    boxes: list[FloatRect | None] = []

    guesses_right = itertools.cycle((False, True))

    def choose(odd: int, k: int) -> None:
        """See every difference up to 20 colors; beyond, guess right every other time.

        Whoever guesses at random may be lucky.
        """
        boxes.extend(
            p.bounding_box() for p in dialog(kept).locator(".pair button").all()
        )
        original = 1 - odd if k <= 20 or next(guesses_right) else odd
        kept.keyboard.press(("ArrowLeft", "ArrowRight")[original])

    assert make_choices(kept, choose) == redrawn  # as the page draws 7 colors
    sizes = {(box["width"], box["height"], box["y"]) for box in boxes if box}
    assert len(sizes) == 1  # always, and on both sides
    assert messages.sent == before
    use = dialog(kept).get_by_role("button", name="Use k =")
    k = int(use.inner_text().split()[-1])
    assert 8 < k < 64
    kept.keyboard.press("Tab")
    expect(use).to_be_focused()
    kept.keyboard.press("Enter")
    expect(dialog(kept)).to_be_hidden()
    expect(opener(kept)).to_be_focused()
    expect_k(kept, k)
    kept.keyboard.press("Enter")
    expect(dialog(kept)).to_be_visible()
    kept.keyboard.press("Escape")
    expect(dialog(kept)).to_be_hidden()
    expect(opener(kept)).to_be_focused()


def test_by_touch_who_sees_every_flicker_is_told_so(kept_phone: Window) -> None:
    tab, messages = kept_phone.tab, kept_phone.messages
    show(tab, "/?sample=coffee&k=7&dither=1")
    tab.emulate_media(reduced_motion="reduce")
    with night(tab):
        all_there(tab)
        redrawn, before = snapshot(tab), messages.sent
        opener(tab).tap()
        expect(dialog(tab)).to_contain_text("photosensitive epilepsy")
        expect(dialog(tab)).to_contain_text("Your device asks for little motion")
        expect(dialog(tab)).to_contain_text("The picture in fewer colors is dithered")
        # The page behind cannot be reached, and is looked at in `test_axe.py`.
        assert violations(tab, within=PLACE) == []
        assert small_targets(tab) == []
        pair = dialog(tab).locator(".pair")
        dialog(tab).get_by_role("button", name="Flicker").tap()
        changes = pair.evaluate(_CHANGES)  # of the first pair
        assert np.diff(changes).min() > 1000 / 3  # never three changes a second
        places = pair.get_by_role("button")

        def choose(odd: int, _: int) -> None:
            places.nth(odd).tap()

        assert make_choices(tab, choose) == redrawn
        expect(result(tab)).to_have_text("You could still tell at 64 colors.")
        expect(dialog(tab)).to_contain_text("lets k go up to 256")
        assert messages.sent == before
        dialog(tab).get_by_role("button", name="Leave").tap()
        expect(dialog(tab)).to_be_hidden()
    tab.emulate_media(reduced_motion=None)

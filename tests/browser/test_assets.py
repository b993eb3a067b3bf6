"""The page's own modules, in a real browser."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from components.engine.judging.vision import nearest_name
from components.engine.judging.vision.color_names import CSS_COLORS
from components.shared import text
from tests.browser.conftest import PATIENCE
from tests.browser.dragging import canvas
from tests.browser.modules import run
from tests.browser.view import (
    expect_k,
    give,
    open_picture,
    settled,
    slider,
)
from tests.cases import case
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser


def test_the_page_comes_before_the_server_has_said_how_it_is_set_up_and_never_bare(
    tab: Page,
) -> None:
    with without_cookies(tab):
        is_there_before_that_and_never_bare(tab)


@contextmanager
def without_cookies(tab: Page) -> Iterator[None]:
    """Let a window begin as if its browser had never heard of the server.

    Other windows of the browser may need theirs again.
    """
    context = tab.context
    before = context.cookies()
    context.clear_cookies()
    try:
        yield
    finally:
        context.clear_cookies()
        for each in before:
            name, value, domain = each["name"], each["value"], each["domain"]
            context.add_cookies(
                [{"name": name, "value": value, "domain": domain, "path": "/"}]
            )


def is_there_before_that_and_never_bare(tab: Page) -> None:
    """Open the page while the server says nothing of itself, and styles come last."""
    setup = hold(tab, re.compile("/_stcore/(health|host-config)$"))
    styles = hold(tab, "**/assets/**/*.css")
    tab.goto("/?sample=coffee&k=5", wait_until="commit")
    with case("while its styles, held back, come last of all, there is no widget"):
        expect(slider(tab)).to_be_visible()
        expect(canvas(tab)).to_have_count(0)
        assert styles.held
        styles.release()
        expect(canvas(tab)).to_have_attribute("data-k", "5")
        frame = tab.locator(".st-key-viewer .stages")
        assert frame.evaluate("s => getComputedStyle(s).display") == "grid"
    with case("all this before the server has said how it is set up"):
        assert len(setup.held) >= 2  # asked, and still without an answer
    assert tab.evaluate("document.cookie") == ""
    setup.release()
    # Uploads need what comes with the first answer.
    wait_until(tab, "document.cookie.includes('_streamlit_xsrf=')")
    give(tab, "holiday.png", encoded(photo(24, 18)))
    expect(tab.get_by_role("button", name="Your picture")).to_be_visible()


class Held:
    """Requests that get no answer until they are released."""

    def __init__(self) -> None:
        self.held: list[Route] = []
        self._released = False

    def take(self, route: Route) -> None:
        """Hold a request, or let it go on."""
        if self._released:
            route.continue_()
        else:
            self.held.append(route)

    def release(self) -> None:
        """Let all go on that are held, and all that come."""
        self._released = True
        for route in self.held:
            route.continue_()


def hold(tab: Page, addresses: str | re.Pattern[str]) -> Held:
    """Hold all requests for some addresses."""
    held = Held()
    tab.route(addresses, held.take)
    return held


def test_what_is_loaded_ahead_is_run_while_the_server_has_said_nothing(
    tab: Page,
) -> None:
    tab.route_web_socket("**/_stcore/stream", lambda socket: None)
    tab.goto("/", wait_until="commit")
    wait_until(tab, "Symbol.for('k-colors') in window")  # static/store.js


def wait_until(tab: Page, holds: str) -> None:
    """Wait until something holds. The policy forbids to have that asked as text."""
    tab.evaluate(
        f"""(patience) => new Promise((done, fail) => {{
            setTimeout(() => fail(new Error("It never held.")), patience);
            const look = () => ({holds}) ? done() : setTimeout(look, 5);
            look();
        }})""",
        PATIENCE,
    )


# What a widget is; what that needs, and what is needed later. Styles along with these.
FAILING = (
    "viewer/viewer.js",
    "viewer/viewer.css",
    "static/store.js",
    "static/dither.js",
)


def test_what_could_not_be_loaded_is_asked_for_again(bare: Page) -> None:
    failed: Counter[str] = Counter()

    def fail(name: str, route: Route) -> None:
        """Give no answer the first time, and an error the second."""
        failed[name] += failed[name] <= 2
        if failed[name] == 1:
            route.abort()
        elif failed[name] == 2:
            route.fulfill(status=503, body="Try again")
        else:
            route.continue_()

    for name in FAILING:
        bare.route(f"**/{name}", partial(fail, name))
    open_picture(bare, "/?sample=coffee&k=5")
    settled(bare)
    assert failed == dict.fromkeys(FAILING, 3)
    slider(bare).press("ArrowRight")
    expect_k(bare, 6)
    expect(canvas(bare)).to_have_attribute("data-k", "6")
    assert bare.get_by_test_id("stException").count() == 0
    expect(bare.get_by_text("BidiComponent Error")).to_have_count(0)


# --- what Python and JavaScript both know


def test_both_call_the_colors_of_a_palette_alike(blank: Page) -> None:
    chance = np.random.default_rng(1)
    palettes = [chance.integers(0, 256, (k, 3)) for k in (1, 2, 16, 64, 256)]
    # Like each other, as in a photo of one thing: names are scarce.
    palettes += [chance.integers(low, low + 40, (48, 3)) for low in (0, 90, 210)]
    palettes += [np.arange(0, 256, 5).repeat(3).reshape(-1, 3)]
    palettes += [np.array([list(bytes.fromhex(c[1:])) for c in CSS_COLORS.values()])]
    found = run(
        blank,
        ["static/color_names.js"],
        """async ({ loadNames, namesOf }, palettes) => {
            const before = namesOf([0]);
            await loadNames();
            return [before, ...palettes.map(namesOf)];
        }""",
        [(palette @ [65536, 256, 1]).tolist() for palette in palettes],
    )
    assert found[0] is None  # they are asked for when somebody wants one
    for palette, names in zip(palettes, found[1:], strict=True):
        assert names == list(nearest_name(palette.astype(np.uint8)))


def test_both_write_a_share_in_percent_alike(blank: Page) -> None:
    shares = [0, 1e-9, 0.0009, 0.001, 0.00449, 0.125, 0.5, 0.9949, 0.999, 0.9995, 1]
    shares += [0.8997, 0.8999999999, 0.9, 0.95, 0.29, 0.57, 0.1225]
    shares += [n / 1000 for n in range(1001)]
    task = "({ percent }, shares) => shares.map(percent)"
    found = run(blank, ["static/text.js"], task, shares)
    assert found == [text.percent(share) for share in shares]


def test_both_write_a_difference_alike(blank: Page) -> None:
    values = [0, 1e-9, 0.04, 0.05, 0.25, 0.349, 1, 2.45, 8, 8.04, 18.45, 99.99, 100]
    task = """({ difference, below }, values) =>
        values.map((each) => [difference(each), below(each)])"""
    found = run(blank, ["static/text.js"], task, values)
    assert found == [[text.difference(each), text.below(each)] for each in values]

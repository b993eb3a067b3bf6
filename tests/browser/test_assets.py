"""The page's own modules, in a real browser."""

import re
from collections import Counter
from functools import partial
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from components.engine.judging.vision import nearest_name
from components.engine.judging.vision.color_names import CSS_COLORS
from components.shared import text
from components.shared.assets import FOLDER, address
from tests.browser.conftest import PATIENCE
from tests.browser.dragging import canvas
from tests.browser.messages import Received, receive
from tests.browser.modules import run
from tests.browser.view import (
    all_there,
    expect_k,
    give,
    open_picture,
    open_tab,
    settled,
    slider,
    snapshot,
    visit,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

# Bytes that widgets may be sent for a new k.
BUDGET = 8_000
# And for a run more, where a slow server is told of the move again.
ONCE_MORE = 1_000

# Whether widgets began long after the page had been loaded. The button for pictures
# asks for its looks when the viewer does, which has them ahead.
_SLOW = """() => {
    const looks = performance.getEntriesByType("resource")
        .find(({ name }) => name.endsWith("/picker/loader.css"));
    const [page] = performance.getEntriesByType("navigation");
    return looks.startTime - page.loadEventEnd > 2000;
}"""

WIDGETS = (
    "viewer/viewer",
    "curve/curve",
    "ladder/ladder",
    "sizes/short",
    "picker/loader",
)


def test_a_new_k_sends_little_to_the_widgets(tab: Page) -> None:
    received = receive(tab)
    visit(tab)
    with case("the default page"):
        sends_little(tab, received, "ArrowRight", 17)
    with case("a photo"):
        before = snapshot(tab)
        give(tab, "holiday.png", encoded(photo(384, 256)))
        wait_for_another_picture(tab, before)
        all_there(tab)
        sends_little(tab, received, "ArrowLeft", 16)
    moves = (("Sizes", "ArrowRight", 17), ("Lost", "ArrowRight", 18))
    for name, key, k in (*moves, ("Take away", "ArrowLeft", 17)):
        with case(name):
            open_tab(tab, name)
            all_there(tab)
            sends_little(tab, received, key, k)


def sends_little(tab: Page, received: Received, key: str, k: int) -> None:
    """Move the slider by a key to the next k; weigh what comes."""
    received.clear()
    slider(tab).press(key)
    expect_k(tab, k)
    all_there(tab)
    told = {name for name, _ in received.sizes}
    assert {"compare", "curve"} <= told
    assert received.total <= BUDGET + ONCE_MORE * received.again, received.sizes


def test_nothing_is_loaded_or_decoded_twice_and_nothing_in_vain(
    stranger: Page,
) -> None:
    tab = stranger
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(urlsplit(request.url).path))
    warnings: list[str] = []
    tab.on("console", lambda line: warnings.append(line.text))
    tab.add_init_script(
        """{
            window.unpacked = 0;
            const Original = DecompressionStream;
            window.DecompressionStream = class extends Original {
                constructor(...all) { super(...all); window.unpacked++; }
            };
        }"""
    )
    visit(tab, "/?sample=coffee&k=5")
    assert tab.evaluate("unpacked") == 1
    ours = [path for path in asked if path.startswith(f"/{FOLDER}")]
    assert sorted(ours) == sorted(set(ours))
    assert {f"/{address(f'features/{each}.js')}" for each in WIDGETS} <= set(ours)
    # What is used late, on a slow machine, looks as if it were not used.
    assert tab.evaluate(_SLOW) or not [each for each in warnings if "preload" in each]
    names = address("engine/judging/vision/color_names.csv")
    assert f"/{names}" not in ours
    tab.locator('[data-role="swatch"]').first.hover()
    expect(tab.locator(".st-key-viewer .probe")).to_contain_text(
        re.compile("#[0-9a-f]{6}, [a-z ]+: ")
    )
    assert asked.count(f"/{names}") == 1
    # The picture that was decoded is there for whoever asks.
    again = """async (names) => {
        const [store, picture] = names.map((name) => new URL(name, document.baseURI));
        const { picture: message } = (await import(store.href)).store.items;
        const { decoded } = await import(picture.href);
        const all = [await decoded(message), await decoded({ ...message })];
        return [new Set(all).size, all[0].width, window.unpacked];
    }"""
    modules = [address("static/store.js"), address("static/picture.js")]
    width = int(canvas(tab).get_attribute("width") or 0)
    assert tab.evaluate(again, modules) == [1, width, 1]


def test_the_page_comes_before_the_server_has_said_how_it_is_set_up_and_never_bare(
    stranger: Page,
) -> None:
    setup = hold(stranger, re.compile("/_stcore/(health|host-config)$"))
    styles = hold(stranger, "**/assets/**/*.css")
    stranger.goto("/?sample=coffee&k=5", wait_until="commit")
    with case("while its styles, held back, come last of all, there is no widget"):
        expect(slider(stranger)).to_be_visible()
        expect(canvas(stranger)).to_have_count(0)
        assert styles.held
        styles.release()
        expect(canvas(stranger)).to_have_attribute("data-k", "5")
        frame = stranger.locator(".st-key-viewer .stages")
        assert frame.evaluate("s => getComputedStyle(s).display") == "grid"
    with case("all this before the server has said how it is set up"):
        assert len(setup.held) >= 2  # asked, and still without an answer
    setup.release()
    # Uploads need what comes with the first answer.
    wait_until(stranger, "document.cookie.includes('_streamlit_xsrf=')")
    give(stranger, "holiday.png", encoded(photo(24, 18)))
    expect(stranger.get_by_role("button", name="Your picture")).to_be_visible()


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
    stranger: Page,
) -> None:
    stranger.route_web_socket("**/_stcore/stream", lambda socket: None)
    stranger.goto("/", wait_until="commit")
    wait_until(stranger, "Symbol.for('k-colors') in window")  # static/store.js


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
@pytest.mark.parametrize(
    "names",
    [
        {"viewer/viewer.js": "no answer", "viewer/viewer.css": "no answer"},
        {
            "static/store.js": "an error",
            "viewer/viewer.css": "an error",
            "static/dither.js": "no answer",
        },
    ],
    ids=["a widget", "what it needs"],
)
def test_what_could_not_be_loaded_is_asked_for_again(
    bare: Page, names: dict[str, str]
) -> None:
    failed: Counter[str] = Counter()

    def fail(name: str, route: Route) -> None:
        if failed[name] >= 3:
            route.continue_()
            return
        failed[name] += 1
        if names[name] == "no answer":
            route.abort()
        else:
            route.fulfill(status=503, body="Try again")

    for name in names:
        bare.route(f"**/{name}", partial(fail, name))
    open_picture(bare, "/?sample=coffee&k=5")
    settled(bare)
    assert failed == dict.fromkeys(names, 3)
    slider(bare).press("ArrowRight")
    expect_k(bare, 6)
    expect(canvas(bare)).to_have_attribute("data-k", "6")
    assert bare.get_by_test_id("stException").count() == 0
    expect(bare.get_by_text("BidiComponent Error")).to_have_count(0)


# --- what Python and JavaScript both know


def test_both_call_the_colors_of_a_palette_alike(tab: Page) -> None:
    chance = np.random.default_rng(1)
    palettes = [chance.integers(0, 256, (k, 3)) for k in (1, 2, 16, 64, 256)]
    # Like each other, as in a photo of one thing: names are scarce.
    palettes += [chance.integers(low, low + 40, (48, 3)) for low in (0, 90, 210)]
    palettes += [np.arange(0, 256, 5).repeat(3).reshape(-1, 3)]
    palettes += [np.array([list(bytes.fromhex(c[1:])) for c in CSS_COLORS.values()])]
    found = run(
        tab,
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


def test_both_write_a_share_in_percent_alike(tab: Page) -> None:
    shares = [0, 1e-9, 0.0009, 0.001, 0.00449, 0.125, 0.5, 0.9949, 0.999, 0.9995, 1]
    shares += [0.8997, 0.8999999999, 0.9, 0.95, 0.29, 0.57, 0.1225]
    shares += [n / 1000 for n in range(1001)]
    task = "({ percent }, shares) => shares.map(percent)"
    found = run(tab, ["static/text.js"], task, shares)
    assert found == [text.percent(share) for share in shares]


def test_both_write_a_difference_alike(tab: Page) -> None:
    values = [0, 1e-9, 0.04, 0.05, 0.25, 0.349, 1, 2.45, 8, 8.04, 18.45, 99.99, 100]
    task = """({ difference, below }, values) =>
        values.map((each) => [difference(each), below(each)])"""
    found = run(tab, ["static/text.js"], task, values)
    assert found == [[text.difference(each), text.below(each)] for each in values]

"""What breaks between browser and server, and how the page comes back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.coming_back import (
    nothing_is_left_of_it,
    own_picture,
    somebody,
    upload,
)
from tests.browser.view import (
    download,
    drawn,
    expect_k,
    give,
    open_picture,
    settled,
    show,
    slider,
    snapshot,
)
from tests.browser.wire import Wire, wired
from tests.cases import case
from tests.pictures import decoded, encoded, photo

pytestmark = pytest.mark.browser

FINDING = "Finding the best colors for every k"


@pytest.fixture(scope="module")
def far(browser: Browser, address: str) -> Iterator[tuple[Wire, BrowserContext]]:
    """Lay a wire to the server, and start a browser at its end."""
    port = urlsplit(address).port
    assert port is not None
    with wired(port) as wire, somebody(browser, wire.address) as context:
        yield wire, context


@pytest.fixture
def wire(far: tuple[Wire, BrowserContext]) -> Wire:
    """Return the wire, to be cut; it is whole."""
    far[0].mend()
    return far[0]


@pytest.fixture(scope="module")
def window(far: tuple[Wire, BrowserContext]) -> Iterator[Page]:
    """Open one window at the end of the wire, for all tests."""
    tab = far[1].new_page()
    yield tab
    tab.close()


def expect_connected(tab: Page, connected: bool) -> None:
    """Wait until the page knows whether the server is there."""
    there = '[data-test-connection-state="CONNECTED"]'
    state = there if connected else f":not({there})"
    tab.locator(f'[data-testid="stApp"]{state}').wait_for(state="attached")


# Notes at every frame: the bar's words, the download's, the width of the original, and
# whether the palette is seen before that picture has one.
_RECORD = """() => {
    const viewer = document.querySelector('[data-role="original"]') ? document
        : [...document.querySelectorAll(".st-key-viewer *")]
            .find((each) => each.shadowRoot?.querySelector("canvas")).shadowRoot;
    const seen = (each) => each && getComputedStyle(each).visibility === "visible";
    const part = (of, what) => of.querySelector(what);
    window.noted = [];
    const note = () => {
        if (!window.noted) return;
        const save = part(document, ".st-key-download_png button");
        const early = part(viewer, ".pending") && seen(part(viewer, ".strip"));
        const now = [
            part(document, ".st-key-status")?.innerText.trim() ?? "",
            seen(save) ? save.innerText : "",
            part(viewer, "[data-role=original]").width,
            Boolean(early),
        ];
        if (String(now) !== String(noted.at(-1))) noted.push(now);
        requestAnimationFrame(note);
    };
    note();
}"""
# The window stays: no more is noted.
_NOTED = """() => {
    const { noted } = window;
    delete window.noted;
    return noted;
}"""


def test_while_a_large_picture_is_worked_out_nothing_old_can_be_taken_for_it(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=12")
    settled(tab)  # no bar is to be noted that is still the sample's
    tab.evaluate(_RECORD)
    give(tab, "large.png", encoded(photo(1400, 1050)))
    expect(tab.get_by_text("Polishing the colors")).to_be_visible()
    expect(tab.locator(".st-key-viewer .facts")).to_contain_text("as PNG")
    expect(tab.get_by_role("progressbar")).to_have_count(0)
    noted = tab.evaluate(_NOTED)
    old, new = noted[0], noted[-1]
    assert old[1] != new[1] != ""
    bars = [bar for bar, *_ in noted]
    begun, ended = bars.index(next(filter(None, bars))), len(bars) - 1
    while not bars[ended]:
        ended -= 1
    during = noted[begun + 1 : ended]
    # It stays from the first to the last.
    assert all(bar for bar, *_ in during), noted
    for _, save, width, early in during:
        assert save in ("", new[1])
        assert not early
        assert width in (old[2], new[2])


def test_when_the_websocket_breaks_also_while_the_tab_sleeps_upload_k_and_sample_stay(
    window: Page, wire: Wire, tmp_path: Path
) -> None:
    tab = window
    open_picture(tab, "/?sample=coffee&k=9")
    settled(tab)
    with case("a sample is looked at"):
        break_and_mend(wire, tab)
        expect_k(tab, 9)
        assert "sample=coffee" in tab.url

    control = tab.context.new_cdp_session(tab)
    shown = snapshot(tab)
    with case("it sleeps, and nothing breaks"):
        control.send("Page.setWebLifecycleState", {"state": "frozen"})
        control.send("Page.setWebLifecycleState", {"state": "active"})
        expect_k(tab, 9)
        assert snapshot(tab) == shown
        slider(tab).press("ArrowRight")
        expect_k(tab, 10)
        nothing_is_left_of_it(tab)

    mine = upload(tab, photo())
    with case("an upload is looked at"):
        break_and_mend(wire, tab)
        slider(tab).press("ArrowRight")
        expect_k(tab, 11)
        assert snapshot(tab, "original") == mine
        expect(own_picture(tab)).to_be_visible()
        saved = decoded(download(tab, tmp_path).read_bytes())
        assert np.array_equal(saved, drawn(tab, "quantized"))
        nothing_is_left_of_it(tab)

    with case("it breaks in the sleep"):
        control.send("Page.setWebLifecycleState", {"state": "frozen"})
        wire.cut()
        wire.mend()
        with tab.expect_websocket():  # not until then does it know that it was cut off
            control.send("Page.setWebLifecycleState", {"state": "active"})
        expect_connected(tab, True)
        expect(slider(tab)).to_be_enabled()
        slider(tab).press("ArrowRight")
        expect_k(tab, 12)
        assert snapshot(tab, "original") == mine
        nothing_is_left_of_it(tab)


def break_and_mend(wire: Wire, tab: Page) -> None:
    """Cut a wire till the page knows, and mend it till it is connected again."""
    wire.cut()
    expect_connected(tab, False)
    wire.mend()
    expect_connected(tab, True)


def test_after_a_reload_or_a_break_in_the_middle_of_a_sweep_all_is_as_it_was(
    window: Page, wire: Wire
) -> None:
    tab = window
    # No other test has so many of its colors found, in this browser or another.
    tab.goto("/?sample=astronaut&k=200")
    expect(tab.get_by_text(FINDING)).to_be_visible()
    tab.reload()
    expect(tab.get_by_text(FINDING)).to_be_visible()
    wire.cut()
    expect_connected(tab, False)
    wire.mend()
    expect_k(tab, 200)
    assert "sample=astronaut" in tab.url
    nothing_is_left_of_it(tab)

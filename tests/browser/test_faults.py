"""What breaks between browser and server, and how the page comes back."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PATIENCE, wait_until_healthy
from tests.browser.view import (
    download,
    drawn,
    expect_k,
    give,
    open_picture,
    settled,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.browser.wire import Wire, wired
from tests.pictures import decoded, encoded, photo
from tests.serving import ROOT, free_port, serving

pytestmark = pytest.mark.browser

FINDING = "Finding the best colors for every k"


@contextmanager
def somebody(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Start a browser whose windows may complain while the server is away."""
    context = browser.new_context(base_url=address, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def far(browser: Browser, address: str) -> Iterator[tuple[Wire, BrowserContext]]:
    """Lay a wire to the server, and start a browser at its end."""
    port = urlsplit(address).port
    assert port is not None
    with wired(port) as wire, somebody(browser, wire.address) as context:
        # As long as there is a window, there is the process with the scripts.
        context.new_page().goto("/_stcore/health")
        yield wire, context


@pytest.fixture
def wire(far: tuple[Wire, BrowserContext]) -> Wire:
    """Return the wire, to be cut; it is whole."""
    far[0].mend()
    return far[0]


@pytest.fixture
def window(far: tuple[Wire, BrowserContext]) -> Iterator[Page]:
    """Open a window at the end of the wire."""
    tab = far[1].new_page()
    yield tab
    tab.close()


class Server:
    """The page on a port that stays the same, however often it is started."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(
            serving(self.port), cwd=ROOT, stdout=subprocess.DEVNULL
        )
        wait_until_healthy(self.process, self.address)

    def stop(self) -> None:
        """End it as nobody should: at once."""
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    """Start the page on a port of its own, to be started anew."""
    server = Server()
    yield server
    server.stop()


def expect_connected(tab: Page, connected: bool) -> None:
    """Wait until the page knows whether the server is there."""
    there = '[data-test-connection-state="CONNECTED"]'
    state = there if connected else f":not({there})"
    tab.locator(f'[data-testid="stApp"]{state}').wait_for(state="attached")


def nothing_is_left_of_it(tab: Page) -> None:
    """See that no error stands on the page."""
    settled(tab)
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("alert")).to_have_count(0)
    expect(tab.get_by_text("Traceback")).to_have_count(0)


def own_picture(tab: Page) -> Locator:
    """Find the button of one's own picture, there as long as the server has it."""
    return tab.get_by_role("button", name="Your picture")


def upload(tab: Page) -> str:
    """Load a picture; return what the screen then shows."""
    before = snapshot(tab, "original")
    give(tab, "mine.png", encoded(photo()))
    wait_for_another_picture(tab, before, "original")
    settled(tab)
    assert np.array_equal(drawn(tab, "original")[..., :3], photo())
    return snapshot(tab, "original")


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


def test_while_a_large_picture_is_worked_out_nothing_old_can_be_taken_for_it(
    tab: Page,
) -> None:
    open_picture(tab, "/?sample=coffee&k=12")
    tab.evaluate(_RECORD)
    give(tab, "large.png", encoded(photo(1400, 1050)))
    expect(tab.get_by_text("Polishing the colors")).to_be_visible()
    expect(tab.locator(".st-key-viewer .facts")).to_contain_text("as PNG")
    expect(tab.get_by_role("progressbar")).to_have_count(0)
    noted = tab.evaluate("noted")
    old, new = noted[0], noted[-1]
    assert old[1] != new[1] != ""
    bars = [bar for bar, *_ in noted]
    begun, ended = bars.index(next(filter(None, bars))), len(bars) - 1
    while not bars[ended]:
        ended -= 1
    during = noted[begun + 1 : ended]
    assert all(bar for bar, *_ in during)  # it stays from the first to the last
    for _, save, width, early in during:
        assert save in ("", new[1])
        assert not early
        assert width in (old[2], new[2])


def test_a_tab_that_slept_goes_on_also_if_its_connection_was_lost_meanwhile(
    window: Page, wire: Wire
) -> None:
    tab = window
    open_picture(tab, "/?sample=coffee&k=9")
    settled(tab)
    shown = snapshot(tab)
    control = tab.context.new_cdp_session(tab)
    control.send("Page.setWebLifecycleState", {"state": "frozen"})
    control.send("Page.setWebLifecycleState", {"state": "active"})
    expect_k(tab, 9)
    assert snapshot(tab) == shown
    slider(tab).press("ArrowRight")
    expect_k(tab, 10)
    nothing_is_left_of_it(tab)

    mine = upload(tab)
    control.send("Page.setWebLifecycleState", {"state": "frozen"})
    wire.cut()
    wire.mend()
    with tab.expect_websocket():  # not until then does it know that it was cut off
        control.send("Page.setWebLifecycleState", {"state": "active"})
    expect_connected(tab, True)
    expect(slider(tab)).to_be_enabled()
    slider(tab).press("ArrowRight")
    expect_k(tab, 11)
    assert snapshot(tab, "original") == mine
    nothing_is_left_of_it(tab)


def test_when_the_websocket_breaks_the_upload_k_and_sample_stay(
    window: Page, wire: Wire, tmp_path: Path
) -> None:
    tab = window
    open_picture(tab, "/?sample=sunset&k=9")
    settled(tab)
    wire.cut()
    expect_connected(tab, False)
    wire.mend()
    expect_connected(tab, True)
    expect_k(tab, 9)
    assert "sample=sunset" in tab.url

    mine = upload(tab)
    wire.cut()
    expect_connected(tab, False)
    wire.mend()
    expect_connected(tab, True)
    slider(tab).press("ArrowRight")
    expect_k(tab, 10)
    assert snapshot(tab, "original") == mine
    expect(own_picture(tab)).to_be_visible()
    saved = decoded(download(tab, tmp_path).read_bytes())
    assert np.array_equal(saved, drawn(tab, "quantized"))
    nothing_is_left_of_it(tab)


def test_when_the_server_starts_anew_k_and_sample_stay_and_an_upload_is_told_to_be_gone(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    with somebody(browser, server.address) as context:
        on_a_sample, on_an_upload = context.new_page(), context.new_page()
        for tab in (on_a_sample, on_an_upload):
            open_picture(tab, "/?sample=pixel-art&k=9")
            slider(tab).press("ArrowRight")
            expect_k(tab, 10)
        upload(on_an_upload)
        before = snapshot(on_a_sample)
        server.stop()
        for tab in (on_a_sample, on_an_upload):
            expect_connected(tab, False)
        with on_a_sample.expect_websocket() as connection:
            server.start()
        connection.value.wait_for_event("framereceived")  # the page runs again

        tab = on_a_sample
        expect_k(tab, 10)
        assert "sample=pixel-art" in tab.url
        assert snapshot(tab) == before
        # The files of the server before are gone; those of this one are there.
        saved = decoded(download(tab, tmp_path).read_bytes())
        assert np.array_equal(saved, drawn(tab, "quantized"))
        nothing_is_left_of_it(tab)

        tab = on_an_upload
        gone = tab.get_by_role("alert").filter(has_text="no longer here")
        expect(gone).to_be_visible()
        expect_k(tab, 10)
        expect(own_picture(tab)).to_have_count(0)
        expect(tab.get_by_role("dialog")).to_have_count(0)

        upload(tab)  # once more
        expect_k(tab, 10)
        expect(own_picture(tab)).to_be_visible()
        nothing_is_left_of_it(tab)

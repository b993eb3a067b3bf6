"""The page as somebody else may host it: below a path, in a frame, and far away.

What breaks between browser and server is here too, and how the page comes back: one
server and one browser are enough for all of it.
"""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.coming_back import (
    nothing_is_left_of_it,
    own_picture,
    somebody,
    upload,
)
from tests.browser.conftest import Open, serve
from tests.browser.view import (
    download,
    drawn,
    expect_k,
    open_picture,
    settled,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.browser.wire import Wire, wired
from tests.cases import case
from tests.pictures import decoded, encoded, photo
from tests.server.visitor import witnessed

pytestmark = pytest.mark.browser

FINDING = "Finding the best colors for every k"


@contextmanager
def school(folder: Path) -> Iterator[str]:
    """Serve a folder as another site; its address."""

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


def frame(folder: Path, address: str) -> None:
    """Write a page that has ours in a frame."""
    text = f'<iframe src="{address}" width="1200" height="900"></iframe>'
    (folder / "index.html").write_text(text)


@dataclass
class Hosted:
    """The page on a server of its own, below a path; a school may have it in a frame.

    Attributes
    ----------
    address : str
        Of the page, at the end of a wire.
    wire : Wire
        Through it all visitors come.
    school : str
        Address of the school's site.
    folder : Path
        What the school shows.
    broken : Path
        As long as there is such a file, the sample "logo" cannot be read.
    hold : Path
        As long as there is such a file, no colors are found that are not known.
    """

    address: str
    wire: Wire
    school: str
    folder: Path
    broken: Path
    hold: Path


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """Start one such server for all tests: that takes longer than they do."""
    folder = tmp_path_factory.mktemp("school")
    log = tmp_path_factory.mktemp("hosted")
    with school(folder) as site:
        settings = {
            **witnessed(log / "log"),
            "KCOLORS_BREAK": str(log / "broken"),
            "KCOLORS_HOLD": str(log / "hold"),
            "KCOLORS_EMBEDDERS": site,
            "STREAMLIT_SERVER_BASE_URL_PATH": "tools/colors",
        }
        with serve(settings) as there:
            at = urlsplit(there)
            assert at.port is not None
            with wired(at.port) as wire:
                address = f"{wire.address}{at.path}"
                files = (log / "broken", log / "hold")
                yield Hosted(address, wire, site, folder, *files)


@pytest.fixture(scope="module")
def visitor(browser: Browser, hosted: Hosted) -> Iterator[Page]:
    """Open one window for all tests."""
    with somebody(browser, hosted.address) as context:
        yield context.new_page()


@pytest.fixture
def wire(hosted: Hosted) -> Wire:
    """Return the wire to the server, to be cut; it is whole."""
    hosted.wire.mend()
    return hosted.wire


def test_below_a_path_the_page_finds_its_modules_too(
    visitor: Page, hosted: Hosted
) -> None:
    tab = visitor
    # Also without the slash at its end, with which all others come.
    open_picture(tab, f"{hosted.address}?sample=pixel-art&k=5")
    slider(tab).press("ArrowRight")
    expect_k(tab, 6)
    assert tab.url.startswith(f"{hosted.address}/?")


def test_whatever_goes_wrong_is_told_in_a_sentence_and_can_be_tried_again(
    visitor: Page, hosted: Hosted
) -> None:
    tab = visitor
    show(tab, f"{hosted.address}/?sample=pixel-art&k=5")
    before = snapshot(tab, "original")
    hosted.broken.touch()
    tab.locator(".st-key-sample_logo").get_by_role("button").click()
    alert = tab.get_by_test_id("stAlert")
    expect(alert).to_contain_text("Something went wrong here")
    expect(alert).to_be_in_viewport(ratio=1)  # the page's end may be out of sight
    for inside in ("Traceback", "RuntimeError", "cannot be opened", "/", ".py"):
        expect(alert).not_to_contain_text(inside)
    assert tab.get_by_test_id("stException").count() == 0
    hosted.broken.unlink()
    tab.get_by_role("button", name="Try again").click()
    wait_for_another_picture(tab, before, "original")
    expect(alert).to_have_count(0)
    expect(slider(tab)).to_have_value("5")
    settled(tab)


def test_when_the_websocket_breaks_also_while_the_tab_sleeps_upload_k_and_sample_stay(
    visitor: Page, hosted: Hosted, wire: Wire, tmp_path: Path
) -> None:
    tab = visitor
    show(tab, f"{hosted.address}/?sample=logo&k=9")
    with case("a sample is looked at"):
        break_and_mend(wire, tab)
        expect_k(tab, 9)
        assert "sample=logo" in tab.url

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

    mine = upload(tab, photo(48, 36))
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


def expect_connected(tab: Page, connected: bool) -> None:
    """Wait until the page knows whether the server is there."""
    there = '[data-test-connection-state="CONNECTED"]'
    state = there if connected else f":not({there})"
    tab.locator(f'[data-testid="stApp"]{state}').wait_for(state="attached")


def test_other_sites_cannot_put_the_page_into_a_frame(
    opened: Open, address: str, tmp_path: Path
) -> None:
    frame(tmp_path, address)
    with school(tmp_path) as site:
        tab = opened(False).tab
        refused: list[str] = []
        tab.on("console", lambda line: refused.append(line.text))
        tab.goto(site)
        assert any("frame-ancestors" in each for each in refused)
        assert "streamlit" not in tab.frames[1].content().lower()
        tab.close()


def test_a_site_that_is_named_can_and_the_page_works_there(
    visitor: Page, hosted: Hosted
) -> None:
    frame(hosted.folder, f"{hosted.address}/?sample=pixel-art&k=5")
    # As long as the other window is there, so are the scripts that it has compiled.
    tab = visitor.context.new_page()
    tab.goto(hosted.school)
    inside = tab.frame_locator("iframe")
    place = inside.locator(".st-key-download_png")
    button = place.get_by_role("button", name="Download as PNG")
    button.wait_for()
    chooser = inside.get_by_test_id("stFileUploaderDropzoneInput")
    small = encoded(photo(6, 4))
    chooser.set_input_files(
        FilePayload(name="a.png", mimeType="image/png", buffer=small)
    )
    original = inside.locator('[data-role="original"]')
    expect(original).to_have_attribute("width", "6")
    tab.close()


def test_after_a_reload_or_a_break_in_the_middle_of_a_sweep_all_is_as_it_was(
    visitor: Page, hosted: Hosted, wire: Wire
) -> None:
    tab = visitor
    # In this space nobody has had its colors found.
    hosted.hold.touch()
    tab.goto(f"{hosted.address}/?sample=pixel-art&k=7&space=oklab")
    tab.get_by_text(FINDING).wait_for()
    tab.reload()
    tab.get_by_text(FINDING).wait_for()
    break_and_mend(wire, tab)
    hosted.hold.unlink()
    expect_k(tab, 7)
    assert "sample=pixel-art" in tab.url
    assert "space=oklab" in tab.url
    nothing_is_left_of_it(tab)

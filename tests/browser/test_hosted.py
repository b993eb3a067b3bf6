"""The page as somebody else may host it: below a path, and in the frame of a site."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import Open, open_window, serve
from tests.browser.view import (
    expect_k,
    open_picture,
    settled,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import encoded, photo
from tests.server.visitor import witnessed

pytestmark = pytest.mark.browser


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
        Of the page.
    school : str
        Address of the school's site.
    folder : Path
        What the school shows.
    broken : Path
        As long as there is such a file, the sample "logo" cannot be read.
    """

    address: str
    school: str
    folder: Path
    broken: Path


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """Start one such server for all tests: that takes longer than they do."""
    folder = tmp_path_factory.mktemp("school")
    log = tmp_path_factory.mktemp("hosted")
    with school(folder) as site:
        settings = {
            **witnessed(log / "log"),
            "KCOLORS_BREAK": str(log / "broken"),
            "KCOLORS_EMBEDDERS": site,
            "STREAMLIT_SERVER_BASE_URL_PATH": "tools/colors",
        }
        with serve(settings) as address:
            yield Hosted(address, site, folder, log / "broken")


@pytest.fixture(scope="module")
def visitor(browser: Browser, hosted: Hosted) -> Iterator[Page]:
    """Open one window for all tests."""
    window = open_window(browser, hosted.address)
    yield window.tab
    window.tab.context.close()


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
    open_picture(tab, f"{hosted.address}/?sample=pixel-art&k=5")
    before = snapshot(tab, "original")
    hosted.broken.touch()
    tab.get_by_role("button", name="Logo").click()
    alert = tab.get_by_test_id("stAlert")
    expect(alert).to_contain_text("Something went wrong here")
    for inside in ("Traceback", "RuntimeError", "cannot be opened", "/", ".py"):
        expect(alert).not_to_contain_text(inside)
    assert tab.get_by_test_id("stException").count() == 0
    hosted.broken.unlink()
    tab.get_by_role("button", name="Try again").click()
    wait_for_another_picture(tab, before, "original")
    expect(alert).to_have_count(0)
    expect(slider(tab)).to_have_value("5")
    settled(tab)


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
    visitor.goto(hosted.school)
    inside = visitor.frame_locator("iframe")
    button = inside.get_by_role("button", name="Download as PNG")
    expect(button).to_be_visible()
    chooser = inside.get_by_test_id("stFileUploaderDropzoneInput")
    picture = FilePayload(name="a.png", mimeType="image/png", buffer=encoded(photo()))
    chooser.set_input_files(picture)
    original = inside.locator('[data-role="original"]')
    expect(original).to_have_attribute("width", "320")

"""The real page in a real browser."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests import serving
from tests.browser.dragging import Messages, listen
from tests.serving import ROOT, free_port

PATIENCE = int(1000 * serving.PATIENCE)  # ms
expect.set_options(timeout=PATIENCE)

_FAILED = pytest.StashKey[bool]()

# No sandbox because tests often run as root; the rest keeps Chromium from asking
# other hosts for things of its own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What makes a visit cost less than half of its time of the processor: windows share a
# process, and with it the scripts that it has compiled; what runs very often
# is compiled well, not as well as can be; memory is tidied up less often; and no script
# is read a second time beside the page. Nothing that is drawn or said depends on it.
SPARING = [
    "--process-per-site",
    "--js-flags=--no-opt --invocation-count-for-maglev=3000"
    " --min-semi-space-size=32 --max-semi-space-size=64",
    # It stands for Playwright's own list, of which this browser knows the others.
    "--disable-features=ScriptStreaming,PaintHolding,HttpsUpgrades,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,ThirdPartyStoragePartitioning",
]


def chromium() -> str:
    """Path of the system's Chromium or Chrome.

    Debian's build without a window comes first: a page costs a quarter less in it.
    """
    names = [os.environ.get("KCOLORS_CHROMIUM", ""), "chromium-headless-shell"]
    names += ["chromium", "chromium-browser", "google-chrome"]
    for name in names:
        path = shutil.which(name) if name else None
        if path:
            return path
    raise RuntimeError("The browser tests need Chromium; `make test` installs it.")


def wait_until_healthy(server: "subprocess.Popen[bytes]", address: str) -> None:
    """Return as soon as a server answers."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health"):
                return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise RuntimeError("The page did not start.")


@contextmanager
def serve(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start the page on a port of its own; its address."""
    with start(environment) as (at, _):
        yield at


@contextmanager
def start(
    environment: Mapping[str, str] | None = None, folder: Path = ROOT
) -> Iterator[tuple[str, int]]:
    """Start the page of a checkout on a port of its own; its address and process."""
    port = free_port()
    settings = {**os.environ, **(environment or {})}
    below = settings.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    at = f"http://127.0.0.1:{port}/{below}".rstrip("/")
    with subprocess.Popen(
        serving.serving(port), cwd=folder, stdout=subprocess.DEVNULL, env=settings
    ) as server:
        try:
            wait_until_healthy(server, at)
            yield at, server.pid
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Start the page; its address."""
    with serve() as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, *SPARING]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@dataclass
class Window:
    """A window on the page.

    Attributes
    ----------
    tab : Page
        What is seen in it.
    complaints : list of str
        Errors that it has told of.
    messages : Messages
        What it has sent to the server.
    """

    tab: Page
    complaints: list[str]
    messages: Messages


def open_window(browser: Browser, address: str, phone: bool = False) -> Window:
    """Open a window on the page, of a browser that has never seen it."""
    return _watched(_browser_of(browser, address, phone).new_page())


def _browser_of(browser: Browser, address: str, phone: bool) -> BrowserContext:
    """Start the browser of somebody with a desk, or with a phone."""
    width, height = (390, 844) if phone else (1440, 1000)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        base_url=address,
        accept_downloads=True,
        has_touch=phone,
        is_mobile=phone,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(PATIENCE)
    return context


def _watched(tab: Page) -> Window:
    """Note what a window complains of, and what it sends."""
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))

    def hear(line: ConsoleMessage) -> None:
        if line.type == "error":
            complaints.append(line.text)

    tab.on("console", hear)
    return Window(tab, complaints, listen(tab))


Open = Callable[[bool], Window]


@pytest.fixture(scope="session")
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Open new windows, of a desk or a phone, in a browser that stays.

    In one that has just been started a visit costs twice as much: all scripts are
    compiled anew.
    """
    contexts: dict[bool, BrowserContext] = {}

    def open_one(phone: bool) -> Window:
        if phone not in contexts:
            contexts[phone] = _browser_of(browser, address, phone)
            # As long as there is a window, there is the process with the scripts.
            contexts[phone].new_page().goto("/_stcore/health")
        return _watched(contexts[phone].new_page())

    yield open_one
    for context in contexts.values():
        context.close()


@pytest.fixture
def tab(opened: Open) -> Iterator[Page]:
    """Open a new window on the page; fails if anything in it complains."""
    window = opened(False)
    yield window.tab
    window.tab.close()
    assert window.complaints == []


@pytest.fixture
def bare(opened: Open) -> Iterator[Page]:
    """Open a new window that may complain."""
    tab = opened(False).tab
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def blank(opened: Open) -> Iterator[Page]:
    """Open a window for all of a file that runs modules alone, without the page.

    See `modules.run`: what it runs has nothing but what it is given, so no test finds
    anything that the one before has left.
    """
    window = opened(False)
    yield window.tab
    window.tab.close()
    assert window.complaints == []


@pytest.fixture
def stranger(browser: Browser, address: str) -> Iterator[Page]:
    """Open a window of a browser that has never seen the page, and has kept nothing."""
    window = open_window(browser, address)
    yield window.tab
    window.tab.context.close()
    assert window.complaints == []


Keep = Callable[[bool], Window]


@pytest.fixture(scope="session")
def windows() -> dict[bool, Window]:
    """Keep a window, and a phone's, for tests that need no new one.

    There is none before the first of them.
    """
    return {}


@pytest.fixture
def keep(
    request: pytest.FixtureRequest, windows: dict[bool, Window], opened: Open
) -> Iterator[Keep]:
    """Open a window, or take that of the test before; fails if anything complains.

    Loading the page takes longer than most of what is done with it. `view.show` says
    where it is to be. A test that fails may leave anything behind: the next begins
    with a new window.
    """
    taken: list[Window] = []

    def take(phone: bool) -> Window:
        if phone not in windows:
            windows[phone] = opened(phone)
        taken.append(windows[phone])
        return windows[phone]

    yield take
    complaints = [each for window in taken for each in window.complaints]
    if _FAILED in request.node.stash or complaints:
        for window in windows.values():
            window.tab.close()
        windows.clear()
    assert complaints == []


@pytest.fixture
def kept_window(keep: Keep) -> Window:
    """Return a window that may be open already."""
    return keep(False)


@pytest.fixture
def kept(kept_window: Window) -> Page:
    """Return what is seen in a window that may be open already."""
    return kept_window.tab


@pytest.fixture
def kept_phone(keep: Keep) -> Window:
    """Return a phone's window that may be open already."""
    return keep(True)


@pytest.fixture
def phone(kept_phone: Window) -> Page:
    """Return what is seen in a phone's window that may be open already."""
    return kept_phone.tab


@pytest.fixture
def messages(kept_window: Window) -> Messages:
    """Count what the window that is kept sends to the server."""
    return kept_window.messages


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note which tests fail, for what comes after them."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report

"""The real page in a real browser."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.serving import ROOT, free_port, serving

PATIENCE = 60_000  # ms; the first run of all may have to compile
expect.set_options(timeout=PATIENCE)

_REPLACED = "Download Button source error - 404"

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


def chromium() -> str:
    """Path of the system's Chromium or Chrome."""
    names = [os.environ.get("KCOLORS_CHROMIUM", "")]
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
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, int]]:
    """Start the page on a port of its own; its address, and its process."""
    port = free_port()
    settings = {**os.environ, **(environment or {})}
    below = settings.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    at = f"http://127.0.0.1:{port}/{below}".rstrip("/")
    with subprocess.Popen(
        serving(port), cwd=ROOT, stdout=subprocess.DEVNULL, env=settings
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
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Open a new window on the page; fails if anything in it complains."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000},
        base_url=address,
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))

    def listen(line: ConsoleMessage) -> None:
        # Streamlit looks whether the file behind a download button is there; when k
        # moves quickly, a newer run has replaced that file and its address already.
        replaced = "/media/" in line.location.get("url", "")
        if line.type == "error" and not replaced and _REPLACED not in line.text:
            complaints.append(line.text)

    tab.on("console", listen)
    yield tab
    context.close()
    assert complaints == []

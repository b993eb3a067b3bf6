"""What is seen of a page that lost its server, for the tests of what breaks."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.view import (
    drawn,
    give,
    settled,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import encoded


@contextmanager
def somebody(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Start a browser whose windows may complain while the server is away."""
    context = browser.new_context(base_url=address, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def nothing_is_left_of_it(tab: Page) -> None:
    """See that no error stands on the page."""
    settled(tab)
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("alert")).to_have_count(0)
    expect(tab.get_by_text("Traceback")).to_have_count(0)


def own_picture(tab: Page) -> Locator:
    """Find the button of one's own picture, there as long as the server has it."""
    return tab.get_by_role("button", name="Your picture")


def upload(tab: Page, pixels: NDArray[np.uint8]) -> str:
    """Load a picture; return what the screen then shows."""
    before = snapshot(tab, "original")
    give(tab, "mine.png", encoded(pixels))
    wait_for_another_picture(tab, before, "original")
    settled(tab)
    assert np.array_equal(drawn(tab, "original")[..., :3], pixels)
    return snapshot(tab, "original")

"""A browser at a replica that dies."""

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE
from tests.browser.view import expect_k, open_picture, slider, snapshot
from tests.deploy.running import COOKIE, Fleet, running

pytestmark = [pytest.mark.browser, pytest.mark.replicas]


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """Start two replicas, looked after."""
    with running(2) as fleet:
        yield fleet


def test_a_browser_comes_back_at_a_living_replica_with_the_same_k_and_sample(
    fleet: Fleet, browser: Browser
) -> None:
    context = browser.new_context(base_url=fleet.address)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    open_picture(tab, "/?sample=coffee&k=9")
    slider(tab).press("ArrowRight")
    expect_k(tab, 10)
    before = snapshot(tab)
    (cookie,) = (c for c in context.cookies() if c["name"] == COOKIE)
    victim = fleet.replicas[int(cookie["value"]) - 1]
    os.kill(victim.process, signal.SIGKILL)
    with tab.expect_websocket():
        pass
    expect_k(tab, 10)
    assert snapshot(tab) == before
    expect(slider(tab)).to_be_enabled()  # it is not while there is no connection
    slider(tab).press("ArrowRight")
    expect_k(tab, 11)
    assert "sample=coffee" in tab.url
    expect(tab.get_by_role("alert")).to_have_count(0)
    expect(tab.get_by_role("dialog")).to_have_count(0)
    context.close()

"""A server that was just installed, and may write nothing, serves the page at once."""

import sys

import pytest

from tests.browser.conftest import serve
from tests.load.client import PICTURE, Client
from tests.loop import run
from tests.serving import NOTHING_COMPILED

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="who waits is told on Linux"),
]


class Guest(Client):
    """A visitor who reads what the page says of how far it is."""

    def is_told(self, words: str) -> bool:
        """Tell whether that stands beside a progress bar."""
        bars = (e.progress.text for _, e in self._page.values())
        return any(words in text for text in bars)

    def has_no_curve_yet(self) -> bool:
        """Tell whether the page says that the curve is still to come."""
        return self.sent("store_readings")["drawn"] is False


async def visit(address: str) -> None:
    guest = Guest(address)
    await guest.open(until=PICTURE, sample="pixel-art", k=5)
    await guest._wait(lambda: guest.is_told("This page has just started"))
    assert guest.has_no_curve_yet()
    await guest.close()
    assert not guest.exceptions


def test_colors_are_there_before_the_compiler_is_done() -> None:
    with serve(NOTHING_COMPILED) as address:
        run(visit(address))

"""A server that was just installed, and may write nothing, serves the page at once.

systemd has started it, and is told how it is.
"""

import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.browser.conftest import PATIENCE, serve
from tests.load.client import FIGURES, PICTURE, Client
from tests.loop import run
from tests.serving import NOTHING_COMPILED

pytestmark = pytest.mark.server


@dataclass(frozen=True)
class Cold:
    """A server that has compiled nothing; its address, and where systemd listens."""

    address: str
    systemd: socket.socket


@pytest.fixture(scope="module")
def cold() -> Iterator[Cold]:
    """Start such a server, as systemd does."""
    with (
        TemporaryDirectory() as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd,
    ):
        systemd.settimeout(PATIENCE / 1000)
        path = str(Path(folder, "notify"))
        systemd.bind(path)
        told = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "600000"}
        with serve({**NOTHING_COMPILED, **told}) as address:
            yield Cold(address, systemd)


class Guest(Client):
    """A visitor who reads what the page says of how far it is."""

    def is_told(self, words: str) -> bool:
        """Tell whether that stands beside a progress bar."""
        bars = (e.progress.text for _, e in self._page.values())
        return any(words in text for text in bars)

    def sees_the_curve(self) -> bool:
        """Tell whether the curve is drawn."""
        return self.sent("store_readings")["drawn"] is True


async def visit(address: str) -> None:
    guest = Guest(address)
    run = await guest.open(until=FIGURES, sample="pixel-art", k=5)
    assert PICTURE in run.arrived
    await guest._wait(lambda: guest.is_told("This page has just started"))
    assert guest.sees_the_curve()
    assert guest.sent("bars_short")["k"] == 5
    await guest.close()
    assert not guest.exceptions


@pytest.mark.skipif(sys.platform != "linux", reason="who waits is told on Linux")
def test_curve_and_download_are_there_before_the_compiler_is_done(cold: Cold) -> None:
    run(visit(cold.address))


def test_systemd_is_told_that_the_server_is_ready_and_then_that_it_answers(
    cold: Cold,
) -> None:
    assert cold.systemd.recv(100) == b"READY=1"
    assert cold.systemd.recv(100) == b"WATCHDOG=1"
    assert cold.systemd.recv(100) == b"WATCHDOG=1"

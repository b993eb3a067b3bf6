"""A server that systemd has started tells it how it is."""

import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.browser.conftest import PATIENCE, serve


@pytest.mark.server
def test_systemd_is_told_that_the_server_is_ready_and_then_that_it_answers() -> None:
    with (
        TemporaryDirectory() as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd,
    ):
        systemd.settimeout(PATIENCE / 1000)
        address = str(Path(folder, "notify"))
        systemd.bind(address)
        told = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "600000"}
        with serve(told):
            assert systemd.recv(100) == b"READY=1"
            assert systemd.recv(100) == b"WATCHDOG=1"
            assert systemd.recv(100) == b"WATCHDOG=1"

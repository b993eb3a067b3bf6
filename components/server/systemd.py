"""Telling systemd that the server is there, and goes on answering.

See sd_notify(3). Where systemd has not started the server, nothing is told.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def notifying() -> AsyncIterator[None]:
    """Say that the server is ready, and then that it is well, as often as is asked."""
    address = os.environ.pop("NOTIFY_SOCKET", "")  # not for the processes it starts
    if not address:
        yield
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to_systemd:
        to_systemd.setblocking(False)
        to_systemd.connect(address.replace("@", "\0", 1))  # abstract, if it has an @
        telling = asyncio.create_task(_tell(to_systemd))
        try:
            yield
        finally:
            telling.cancel()


async def _tell(to_systemd: socket.socket) -> None:
    """Tell it in the server's own loop: where that hangs, systemd misses it."""
    to_systemd.send(b"READY=1")
    seconds = int(os.environ.get("WATCHDOG_USEC", "0")) / 1_000_000
    while seconds:
        await asyncio.sleep(seconds / 3)
        with suppress(OSError):  # the next one will do
            to_systemd.send(b"WATCHDOG=1")

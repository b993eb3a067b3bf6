"""A wire between browser and server that can be cut."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.serving import free_port

_PIECE = 2**16


class Wire:
    """Passes on everything between a port and a server, until it is cut.

    Parameters
    ----------
    to : int
        Port of the server.
    """

    def __init__(self, to: int) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._to = to
        self._whole = True
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()

    def cut(self) -> None:
        """Break all connections; new ones are broken at once."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result()

    def mend(self) -> None:
        """Let new connections through again."""
        self._whole = True

    async def _cut(self) -> None:
        self._whole = False
        for end in self._open:
            end.transport.abort()

    async def _connect(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            if self._whole:
                there = await asyncio.open_connection("127.0.0.1", self._to)
                ends = {writer, there[1]}
                self._open |= ends
                await asyncio.gather(
                    _pass_on(reader, there[1]), _pass_on(there[0], writer)
                )
                self._open -= ends
        writer.close()

    def run(self, ready: threading.Event) -> None:
        """Pass on until `stop`."""

        async def listen() -> None:
            await asyncio.start_server(self._connect, "127.0.0.1", self.port)
            ready.set()

        self._loop.create_task(listen())
        self._loop.run_forever()

    def stop(self) -> None:
        """Cut it for good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()


@contextmanager
def wired(to: int) -> Iterator[Wire]:
    """Lay a wire to a server."""
    wire, ready = Wire(to), threading.Event()
    thread = threading.Thread(target=wire.run, args=(ready,), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield wire
    finally:
        wire.stop()
        thread.join(10)

"""What a file weighs is told first; then the page runs for that k.

A browser asks for both when somebody lets go of the slider in a large picture. Done at
once, they take the processor from each other, and the browser goes over all of its
page for the run before it comes to show the size. So the run begins when the file is
written, for which it would have to wait later.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

# Seconds that a run waits at most. What takes longer is told by the run.
_MOST: Final = 0.3
# Seconds by which the question for a size comes later than that for a run, and for how
# long somebody who has asked for a size is taken to be about to ask for another.
_LATER: Final = 0.015
_AGAIN: Final = 60.0


@dataclass
class _Visitor:
    """Whoever has asked for a size lately."""

    asked: float = 0.0
    writing: set["asyncio.Future[None]"] = field(default_factory=set)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    def asks_no_more(self) -> bool:
        """Tell whether the last question is answered, and was long ago."""
        return not self.writing and self.asked < time.monotonic() - _AGAIN


_VISITORS: Final[dict[str, _Visitor]] = {}


def visitor(connection: HTTPConnection) -> str:
    """Return what tells the browser that asks from others; empty if nothing does."""
    return connection.cookies.get(XSRF_COOKIE_NAME, "")


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Hold runs of the page back while the file is written whose size was asked for.

    Parameters
    ----------
    name : str
        Of the visitor who asked, as of `visitor`.
    """
    _forget()
    someone = _VISITORS.setdefault(name, _Visitor())
    someone.asked = time.monotonic()
    written = asyncio.get_running_loop().create_future()
    someone.writing.add(written)
    someone.begun.set()
    try:
        yield
    finally:
        someone.writing.discard(written)
        if not someone.writing:
            someone.begun.clear()
        written.set_result(None)


def _forget() -> None:
    """Let go of those who have not asked for long."""
    for name, someone in list(_VISITORS.items()):
        if someone.asks_no_more():
            del _VISITORS[name]


class SizesFirst:
    """Middleware that lets what a browser says wait until it has been told a size."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes over a websocket, in its order, some of it later."""
        name = visitor(HTTPConnection(scope)) if scope["type"] == "websocket" else ""
        if not name:
            await self._app(scope, receive, send)
            return

        async def hear() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and name in _VISITORS:
                await _wait_for(_VISITORS[name])
            return message

        await self._app(scope, hear, send)


async def _wait_for(someone: _Visitor) -> None:
    if someone.asks_no_more():
        return
    with suppress(TimeoutError):
        await asyncio.wait_for(someone.begun.wait(), _LATER)
    if someone.writing:
        await asyncio.wait(set(someone.writing), timeout=_MOST)

"""Admission control: which requests are served, and how many visitors at once."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# What Streamlit offers beside the page and this page has no use for: how much memory
# it takes, how it can be driven by programs, how to log in.
_BLOCKED: Final = (
    "/_stcore/metrics",
    "/_stcore/agent/",
    "/_stcore/script-health-check",
    "/auth/",
    "/oauth2callback",
)
_POLICY_VIOLATION: Final = {"type": "websocket.close", "code": 1008}
_TRY_AGAIN_LATER: Final = {"type": "websocket.close", "code": 1013}


class Admission:
    """Middleware that blocks what is not for visitors, and admits only so many.

    A websocket is taken only from a page that this server has sent: the page's
    origin must be the host that was asked, or one that is named. Streamlit's own
    check comes after and would ask another host for this machine's address, so it
    is not shown an origin that is good already.

    Parameters
    ----------
    app : ASGI application
        What answers.
    visitors : int
        Most concurrent visitors, that is open tabs.
    origins : collection of str
        Further origins of the page, where a proxy does not pass on the host.
    """

    def __init__(
        self, app: ASGIApp, visitors: int, origins: Collection[str] = ()
    ) -> None:
        self._app = app
        self._max_visitors = visitors
        self._origins = frozenset(origins)
        self._visitors = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit, or refuse."""
        if scope["type"] == "websocket":
            await self._admit(scope, receive, send)
        elif scope["type"] == "http" and any(p in scope["path"] for p in _BLOCKED):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None:
            if not self._is_same_origin(origin, headers.get("host")):
                await send(_POLICY_VIOLATION)
                return
            scope = {**scope, "headers": _without(scope, b"origin")}
        if self._visitors >= self._max_visitors:
            await send(_TRY_AGAIN_LATER)
            return
        self._visitors += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._visitors -= 1

    def _is_same_origin(self, origin: str, host: str | None) -> bool:
        return origin in self._origins or (host is not None and _netloc(origin) == host)


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _without(scope: Scope, name: bytes) -> list[tuple[bytes, bytes]]:
    return [pair for pair in scope["headers"] if pair[0] != name]

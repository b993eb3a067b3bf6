"""Who is let in, and to what."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# What Streamlit offers beside the page and this page has no use for: how much memory
# it takes, how it can be driven by programs, how to log in.
_SHUT: Final = (
    "/_stcore/metrics",
    "/_stcore/agent/",
    "/_stcore/script-health-check",
    "/auth/",
    "/oauth2callback",
)
_TURNED_AWAY: Final = {"type": "websocket.close", "code": 1008}
_FULL: Final = {"type": "websocket.close", "code": 1013}


class Admission:
    """Middleware that shuts what is not for visitors, and lets in only so many.

    A websocket is taken only from a page that this server has sent: the page's
    origin must be the host that was asked, or one that is named. Streamlit's own
    check comes after and would ask another host for this machine's address, so it
    is not shown an origin that is good already.

    Parameters
    ----------
    app : ASGI application
        What answers.
    visitors : int
        Most visitors at once, that is open tabs.
    origins : collection of str
        Further origins of the page, where a proxy does not pass on the host.
    """

    def __init__(
        self, app: ASGIApp, visitors: int, origins: Collection[str] = ()
    ) -> None:
        self._app = app
        self._most = visitors
        self._origins = frozenset(origins)
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or turn away."""
        if scope["type"] == "websocket":
            await self._let_in(scope, receive, send)
        elif scope["type"] == "http" and any(p in scope["path"] for p in _SHUT):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None:
            if not self._is_ours(origin, headers.get("host")):
                await send(_TURNED_AWAY)
                return
            scope = {**scope, "headers": _without(scope, b"origin")}
        if self._here >= self._most:
            await send(_FULL)
            return
        self._here += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._here -= 1

    def _is_ours(self, origin: str, host: str | None) -> bool:
        return origin in self._origins or (host is not None and _host(origin) == host)


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _without(scope: Scope, name: bytes) -> list[tuple[bytes, bytes]]:
    return [pair for pair in scope["headers"] if pair[0] != name]

"""Whoever only looks whether there is a file behind a link is not sent the file.

Streamlit's script fetches the file of each download button as soon as the button is on
the page, and reads none of it. Where it is of a megabyte, the browser waits with the
rest of it till somebody does, and holds the connection. It has six for a server: after
six such files nothing more could be asked for or sent, neither pictures nor downloads,
until the browser tidied up its memory. And smaller files were sent for nothing.
"""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.security_headers import is_of_visitors

# How scripts ask, in the words of browsers; who clicks on a link, navigates.
_FETCH: Final = ("cors", "empty")

# Browsers say that only to servers that they trust, by TLS or on the same machine.
# Else scripts are known by what they take, and programs by not naming themselves so.
_ANYTHING: Final = "*/*"
_BROWSER: Final = "Mozilla/"


class LinkChecks:
    """Middleware that leaves out what no script reads of a visitor's file."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with or without the file."""
        if not _only_looks(scope):
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Length"] = "0"
            elif message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_head)


def _only_looks(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if not is_of_visitors(scope["path"]):
        return False
    headers = Headers(scope=scope)
    if "sec-fetch-mode" in headers:
        asks = headers["sec-fetch-mode"], headers.get("sec-fetch-dest")
        return asks == _FETCH
    takes, name = headers.get("accept"), headers.get("user-agent", "")
    return takes == _ANYTHING and name.startswith(_BROWSER)

"""The page's own rules of style, in the HTML that the page begins as.

Streamlit puts rules on a page as one of its parts, which come one by one: until they
are there, what is there already stands elsewhere, and then jumps.
"""

import hashlib
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# At the end: Streamlit's rules, which its scripts write into the head, give way.
_END: Final = b"</body>"


class PageStyles:
    """Middleware that writes rules of style into the page.

    Parameters
    ----------
    app : ASGI application
        What answers.
    rules : str
        CSS.
    more : str
        HTML that comes before them.
    """

    def __init__(self, app: ASGIApp, rules: str, more: str = "") -> None:
        self._app = app
        self._added = f"{more}<style>{rules}</style>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the rules if the answer is the page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def send_with_rules(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message  # held until it is known how long the answer is
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body", False):
                return
            whole = body.replace(_END, self._added + _END, 1)
            headers = MutableHeaders(scope=start)
            # Those that there are belong to the file, which is not all of it.
            tag = f'"{hashlib.sha256(whole).hexdigest()[:16]}"'
            del headers["Last-Modified"]
            headers["ETag"] = tag
            if tag in Headers(scope=scope).get("if-none-match", ""):
                start["status"], whole = 304, b""
                del headers["Content-Type"]
            headers["Content-Length"] = str(len(whole))
            await send(start)
            await send({"type": "http.response.body", "body": whole})

        await self._app(scope, receive, send_with_rules)


def _is_html(message: Message) -> bool:
    headers = MutableHeaders(scope=message)
    plain = "content-encoding" not in headers
    kind = headers.get("content-type", "")
    return message["status"] == 200 and plain and kind.startswith("text/html")

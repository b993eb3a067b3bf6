"""The page's own rules of style, in the HTML that the page begins as.

Streamlit puts rules on a page as one of its parts, which come one by one: until they
are there, what is there already stands elsewhere, and then jumps.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server import packed

# At the end: Streamlit's rules, which its scripts write into the head, give way.
_END: Final = b"</body>"


@dataclass(frozen=True)
class _Page:
    """The page as it is sent, from what Streamlit's was."""

    before: bytes
    whole: bytes
    packed: bytes
    tag: str


class PageStyles:
    """Middleware that writes rules of style into the page, and compresses it.

    Compressed, it is in the browser with the first packets of an answer.

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
        self._page = self._with_rules(b"")

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
            if body != self._page.before:
                self._page = self._with_rules(body)
            asked = Headers(scope=scope)
            content = self._answer(self._page, asked, start)
            await send(start)
            await send({"type": "http.response.body", "body": content})

        await self._app(scope, receive, send_with_rules)

    def _with_rules(self, before: bytes) -> _Page:
        whole = before.replace(_END, self._added + _END, 1)
        tag = f'"{hashlib.sha256(whole).hexdigest()[:16]}"'
        return _Page(before, whole, packed.pack(whole), tag)

    def _answer(self, page: _Page, asked: Headers, start: Message) -> bytes:
        """Write the head of the answer; return the rest of it."""
        headers = MutableHeaders(scope=start)
        # Those that there are belong to the file, which is not all of it.
        for name in ("Last-Modified", "Accept-Ranges"):
            del headers[name]
        headers["ETag"] = f"W/{page.tag}"  # of both, compressed or not
        headers["Vary"] = packed.HEADERS["Vary"]
        content = page.whole
        if page.tag in asked.get("if-none-match", ""):
            start["status"], content = 304, b""
            del headers["Content-Type"]
        elif packed.is_taken(asked):
            headers.update(packed.HEADERS)
            content = page.packed
        headers["Content-Length"] = str(len(content))
        return content


def _is_html(message: Message) -> bool:
    headers = MutableHeaders(scope=message)
    plain = "content-encoding" not in headers
    kind = headers.get("content-type", "")
    return message["status"] == 200 and plain and kind.startswith("text/html")

"""The headers that every answer of the server carries."""

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server import policy

# What a page could ask a visitor or a device for. Copying is all that ours does.
_DISABLED_FEATURES: Final = [
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock",
    "serial", "usb", "xr-spatial-tracking",
]  # fmt: skip

# Sent with everything. TLS ends at a proxy, so Strict-Transport-Security is said there.
ALWAYS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [f"{name}=()" for name in _DISABLED_FEATURES] + ["clipboard-write=(self)"]
    ),
}

# What other sites' pages may read of the answers: nothing, so these are taken out.
_CORS_HEADERS: Final = (
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
)

# Pictures and downloads of one visitor: no cache keeps them, shared or not.
_OURS_ALONE: Final = "/media/"
# Streamlit's fonts are everybody's.
_FONTS: Final = "/static/media/"

# Where nothing is the page.
_FILES: Final = (_OURS_ALONE, "/static/", "/_stcore/", "/component/", "/assets/")


class Headers:
    """Middleware that writes the headers.

    Parameters
    ----------
    app : ASGI application
        What answers.
    index : str
        The HTML that the page begins as.
    embedders : sequence of str
        Origins whose pages may show this one in a frame.
    """

    def __init__(self, app: ASGIApp, index: str, embedders: Sequence[str] = ()) -> None:
        self._app = app
        self._page = policy.page(index, embedders)
        self._embedded = bool(embedders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._write(MutableHeaders(scope=message), scope["path"])
            await send(message)

        if scope["type"] == "http":
            await self._app(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send)

    def _write(self, headers: MutableHeaders, path: str) -> None:
        headers.update(ALWAYS)
        for name in _CORS_HEADERS:
            del headers[name]
        if is_of_visitors(path):
            headers["Cache-Control"] = "no-store"
        page = _is_page(path, headers.get("content-type"))
        headers["Content-Security-Policy"] = self._page if page else policy.FILE
        if self._embedded:
            _partition_cookies(headers)
        else:  # for browsers that do not know frame-ancestors
            headers["X-Frame-Options"] = "DENY"


def is_of_visitors(path: str) -> bool:
    """Tell whether what is at a path is made for a visitor, and is his alone.

    Examples
    --------
    >>> is_of_visitors("/media/5f1c.png"), is_of_visitors("/static/media/font.woff2")
    (True, False)
    """
    return _OURS_ALONE in path.replace(_FONTS, "/")


def _partition_cookies(headers: MutableHeaders) -> None:
    """Partition cookies by embedding site.

    Others are refused, in a frame, by browsers that want no tracking; without the
    cookie against forged requests nothing can be uploaded.
    """
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        headers.append("set-cookie", f"{cookie}; Partitioned")


def _is_page(path: str, kind: str | None) -> bool:
    """Tell whether an answer is the page, or says that it has not changed.

    The latter has no content type, and a browser that comes back takes its headers
    in the place of those it remembers.

    Examples
    --------
    >>> _is_page("/", "text/html; charset=utf-8"), _is_page("/", None)
    (True, True)
    >>> _is_page("/favicon.png", "image/png"), _is_page("/media/a.html", "text/html")
    (False, False)
    """
    html = kind is None or kind.startswith("text/html")
    return html and not any(part in path for part in _FILES)

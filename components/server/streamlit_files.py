"""Streamlit's own scripts, styles and fonts, from memory and compressed.

A first visit asks for a hundred of them, 3 MB, before there is anything on the screen.
Streamlit reads each from the disk, in another thread, and sends it as it stands there.
Here a file is read and compressed once, when it is first asked for: it takes the server
half the time, and the visitor's line a third of the bytes.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.server import packed

_FOLDER: Final = "static"  # where they are, below the page and in Streamlit's folder

_TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
}
_COMPRESSED: Final = ".woff2"  # already

# Their names say what is in them, as Streamlit's own answers say too.
_FOR_GOOD: Final = "public, immutable, max-age=31536000"


@dataclass(frozen=True)
class _Kept:
    body: bytes
    headers: Mapping[str, str]


class StreamlitFiles:
    """Middleware that answers for these files, to browsers that take gzip.

    What can be asked for is known when the server starts: a name is looked up and never
    becomes a path. So no more is kept than there is, some 8 MB if all were asked for.

    Parameters
    ----------
    app : ASGI application
        What answers otherwise.
    folder : Path
        Streamlit's files.
    below : str
        Path below which the page is, as ``/colors``; empty if it is below none.
    """

    def __init__(self, app: ASGIApp, folder: Path, below: str) -> None:
        self._app = app
        self._paths = {
            f"{below}/{path.relative_to(folder).as_posix()}": path
            for path in (folder / _FOLDER).rglob("*")
            if path.suffix in _TYPES
        }
        self._kept: dict[str, _Kept] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if not self._answers(scope):
            await self._app(scope, receive, send)
            return
        name = scope["path"]
        if name not in self._kept:
            self._kept[name] = await asyncio.to_thread(_read, self._paths[name])
        kept = self._kept[name]
        await Response(kept.body, headers=dict(kept.headers))(scope, receive, send)

    def _answers(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        if scope["path"] not in self._paths:
            return False
        headers = Headers(scope=scope)
        return "range" not in headers and packed.is_taken(headers)


def _read(path: Path) -> _Kept:
    data = path.read_bytes()
    headers = {"Cache-Control": _FOR_GOOD, "Content-Type": _TYPES[path.suffix]}
    if path.suffix == _COMPRESSED:
        return _Kept(data, headers)
    headers["Content-Type"] += "; charset=utf-8"
    return _Kept(packed.pack(data), {**headers, **packed.HEADERS})

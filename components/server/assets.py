"""Browsers get the page's own modules and styles, and nothing else of its files.

What can be asked for was read when the server started: a name is looked up and never
becomes a path.
"""

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.server import packed
from components.shared.assets import FILES, PREFIX, TYPES, address

_ETAGS: Final[Mapping[str, str]] = {
    name: f'"{hashlib.sha256(data).hexdigest()[:16]}"' for name, data in FILES.items()
}

_PACKED: Final[Mapping[str, bytes]] = {
    name: packed.pack(data) for name, data in FILES.items()
}

# Folders of what brings the picture and draws it. The rest may come later.
_FIRST: Final = ("static/", "features/viewer/")
# Of tabs that are rarely open at first, and of whoever comes near the slider.
_LATER: Final = ("static/link.", "static/for_all.", "static/ahead_worker.")


def route(below: str) -> Route:
    """Return the way to the files.

    Parameters
    ----------
    below : str
        Path below which the page is, as ``/colors``; empty if it is below none.
    """
    # Whatever the age is that is asked for, there are only files of this one.
    return Route(f"{below}/{PREFIX}/{{age}}/{{name:path}}", _answer)


async def _answer(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        return PlainTextResponse("Not Found", 404)
    # A browser may keep it, and asks each time whether it is still the same.
    headers = {"Cache-Control": "no-cache", "ETag": _ETAGS[name]}
    kind = TYPES[_suffix(name)]
    if _ETAGS[name] in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers, kind)
    if packed.is_taken(request.headers):
        return Response(_PACKED[name], 200, {**headers, **packed.HEADERS}, kind)
    return Response(FILES[name], 200, headers, kind)


def first() -> list[str]:
    """Return where the files are that a browser needs first, as seen from the page."""
    return [
        address(name)
        for name in FILES
        if name.startswith(_FIRST) and not name.startswith(_LATER)
    ]


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix

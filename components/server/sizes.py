"""Browsers learn what a file weighs in colors that no run of the page has told of yet.

While the slider is held, and until the page has run for the new k: the file is written
meanwhile, and the run finds it there.
"""

import asyncio
import time
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.model.document import Document
from components.server import sizes_first
from components.shared import file_sizes, seen, work
from components.shared.file_sizes import PREFIX

_HEADERS: Final = {"Cache-Control": "no-store"}

# Seconds for which somebody waits until a core is idle, and between two looks.
_PATIENCE: Final = 2.0
_LOOK: Final = 0.05


def route(below: str) -> Route:
    """Return the way to the sizes.

    Parameters
    ----------
    below : str
        Path below which the page is, as ``/colors``; empty if it is below none.
    """
    return Route(f"{below}/{PREFIX}/{{name}}/{{k:int}}", _answer)


async def _answer(request: Request) -> Response:
    document, k = seen.find(request.path_params["name"]), request.path_params["k"]
    if document is None or k not in document.fits.every_k:
        return _nothing()
    if not work.is_quick(document.style) or not await _begun(request, document, k):
        return _nothing()
    with sizes_first.writing(sizes_first.visitor(request)):
        message = await asyncio.to_thread(_message, document, k)
    return Response(message, 200, _HEADERS, "application/octet-stream")


def _nothing() -> Response:
    """Say that there is nothing to tell: no failure, which a browser would note."""
    return Response(None, 204, _HEADERS)


async def _begun(request: Request, document: Document, k: int) -> bool:
    """Wait until the file is being written, for as long as somebody wants to know.

    Where many people are at work, whoever has let go of the slider comes first.
    """
    rendering, ends = document.drawn_in(k), time.monotonic() + _PATIENCE
    while not work.quick_drawing.begin(rendering):
        if time.monotonic() > ends or await request.is_disconnected():
            return False
        await asyncio.sleep(_LOOK)
    return True


def _message(document: Document, k: int) -> bytes:
    drawing = work.quick_drawing(document.drawn_in(k))
    return file_sizes.message(document, {k: len(drawing.png)})

"""Browsers learn what a file weighs in colors that no run of the page has told of yet.

While the slider is held, and until the page has run for the new k: the file is written
meanwhile, and the run finds it there.
"""

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.model.document import Document
from components.shared import file_sizes, seen, work
from components.shared.file_sizes import PREFIX

_HEADERS: Final = {"Cache-Control": "no-store"}

# None of these is a failure, which a browser would note for whoever looks there.
_NOTHING: Final = 204  # to be told of that: it is not on anybody's page, or takes long
_LATER: Final = 202  # there is other work to do


def route(base: str) -> Route:
    """Return the way to the sizes.

    Parameters
    ----------
    base : str
        Path below which the page is, without slashes at its ends.
    """
    below = f"/{base}" if base else ""
    return Route(f"{below}/{PREFIX}/{{name}}/{{k:int}}", _answer)


async def _answer(request: Request) -> Response:
    document, k = seen.find(request.path_params["name"]), request.path_params["k"]
    if document is None or k not in document.fits.every_k:
        return Response(None, _NOTHING, _HEADERS)
    if not work.is_quick(document.style):
        return Response(None, _NOTHING, _HEADERS)
    # Where many people are at work, whoever has let go of the slider comes first.
    if not work.quick_drawing.begin(document.drawn_in(k)):
        return Response(None, _LATER, _HEADERS)
    message = await asyncio.to_thread(_message, document, k)
    return Response(message, 200, _HEADERS, "application/octet-stream")


def _message(document: Document, k: int) -> bytes:
    drawing = work.quick_drawing(document.drawn_in(k))
    return file_sizes.message(document, {k: len(drawing.png)})

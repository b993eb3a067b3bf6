"""The server begins with the page before Streamlit's scripts in the browser ask for it.

They have to be read and run first, which takes the browser as long as the page takes
the server. A few lines in the page (`early_run.js`) send what the address asks for, as
text; here a request is made of it, as Streamlit's own would be, and that one is left
out when it comes. If it asks for anything else, the page runs once more.
"""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

_RECEIVED: Final = "websocket.receive"


class EarlyRun:
    """Middleware that takes an early request for the page from a websocket.

    What the browser tells of itself besides (its language, time zone and colors) is
    not known to such a run; the page asks for none of it.

    Parameters
    ----------
    app : ASGI application
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with such a request in the place of the text that stands for it."""
        if scope["type"] == "websocket":
            receive = _early(receive)
        await self._app(scope, receive, send)


def _early(receive: Receive) -> Receive:
    """Change what comes first, if it is text, and leave out what asks for the same."""
    first = True
    asked: str | None = None

    async def receive_early() -> Message:
        nonlocal first, asked
        message = await receive()
        if message["type"] != _RECEIVED:
            return message
        if first and message.get("text") is not None:
            first, asked = False, message["text"]
            return {"type": _RECEIVED, "bytes": _request(asked)}
        first, before = False, asked
        asked = None
        if before is not None and _asks_for(message.get("bytes") or b"", before):
            return await receive()
        return message

    return receive_early


def _request(query: str) -> bytes:
    """Write what Streamlit's scripts send when they begin at an address."""
    request = BackMsg()
    request.rerun_script.query_string = query
    return bytes(request.SerializeToString())


def _asks_for(data: bytes, query: str) -> bool:
    """Tell whether somebody who has chosen nothing yet asks for the page."""
    request = BackMsg()
    try:
        request.ParseFromString(data)
    except Exception:  # noqa: BLE001 - Streamlit tells what is wrong with it
        return False
    wanted = request.rerun_script
    for told in ("context_info", "cached_message_hashes", "is_auto_rerun"):
        wanted.ClearField(told)
    if not wanted.widget_states.widgets:
        wanted.ClearField("widget_states")
    return bytes(request.SerializeToString()) == _request(query)

"""The server begins with the page when it is asked early, and not once more."""

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from components.server.early_run import EarlyRun
from tests.loop import run

QUERY = "sample=sunset&k=9"
_CHOSEN = WidgetState(id="k")


def request(query: str = QUERY, more: ClientState | None = None) -> bytes:
    """Write what Streamlit's scripts send, and something more."""
    state = ClientState(
        query_string=query,
        widget_states=WidgetStates(),
        context_info=ContextInfo(timezone="Europe/Rome", locale="it"),
    )
    state.MergeFrom(more or ClientState())
    return bytes(BackMsg(rerun_script=state).SerializeToString())


def heard(*frames: str | bytes) -> list[str | bytes]:
    """Return what reaches the page of what a browser sends."""
    coming: list[Message] = [{"type": "websocket.connect"}]
    for frame in frames:
        # As a server tells it: what a frame is not, may be there as None.
        is_text = isinstance(frame, str)
        kinds = {"text": frame} if is_text else {"text": None, "bytes": frame}
        coming.append({"type": "websocket.receive", **kinds})
    coming.append({"type": "websocket.disconnect"})
    found: list[str | bytes] = []

    async def page(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.receive":
                found.append(message.get("text") or message["bytes"])

    async def receive() -> Message:
        return coming.pop(0)

    async def send(_message: Message) -> None:
        pass

    run(EarlyRun(page)({"type": "websocket"}, receive, send))
    assert coming == []
    return found


@pytest.mark.parametrize("query", [QUERY, "", "sample=caff%C3%A8"])
def test_a_page_that_is_asked_for_early_is_asked_for_once(query: str) -> None:
    first, *rest = heard(query, request(query), b"a move", request(query))
    assert isinstance(first, bytes)
    asked = BackMsg.FromString(first)
    assert asked.WhichOneof("type") == "rerun_script"
    assert asked.rerun_script == ClientState(query_string=query)
    assert rest == [b"a move", request(query)]


@pytest.mark.parametrize(
    "other",
    [
        request("sample=cat"),
        request(more=ClientState(page_script_hash="another")),
        request(more=ClientState(fragment_id="a part")),
        request(more=ClientState(widget_states=WidgetStates(widgets=[_CHOSEN]))),
        bytes(BackMsg(stop_script=True).SerializeToString()),
        b"no message at all",
        b"",
    ],
)
def test_whoever_then_asks_for_something_else_gets_it(other: bytes) -> None:
    assert heard(QUERY, other, request())[1:] == [other, request()]


def test_whoever_does_not_ask_early_is_heard_as_ever() -> None:
    frames = (request(), request(), "text", b"a move")
    assert heard(*frames) == list(frames)

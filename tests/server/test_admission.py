"""Who is let in."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from components.server.admission import Admission
from tests.cases import in_turn
from tests.loop import run
from tests.server.visitor import knock, visit, witnessed


@in_turn(
    "origin",
    [
        "https://elsewhere.example",
        "http://localhost",
        "http://127.0.0.1",
        "http://localhost.elsewhere.example:{port}",
        "null",
        "http://[",
    ],
)
def test_a_page_of_another_origin_gets_no_session(address: str, origin: str) -> None:
    other = origin.format(port=address.rpartition(":")[2])
    with pytest.raises(InvalidStatus) as refused, knock(address, other):
        pass
    assert refused.value.response.status_code == 403


def test_the_page_itself_gets_a_session_of_its_own(address: str) -> None:
    with visit(address) as one, visit(address) as another:
        assert len({one.session, another.session, ""}) == 3


def test_a_huge_message_ends_its_own_session_alone(address: str) -> None:
    with visit(address) as bystander:
        with visit(address) as loud, pytest.raises(ConnectionClosedError) as ended:
            loud.socket.send(bytes(2 * 2**20))
            while True:
                loud.socket.recv(60)
        assert ended.value.rcvd is not None
        assert ended.value.rcvd.code == 1009
        assert bystander.put(b"still here").status_code == 204


def test_the_server_connects_to_nobody(address: str, log: Path) -> None:
    with visit(address):
        for origin in ("https://elsewhere.example", "http://10.0.0.1"):
            with pytest.raises(InvalidStatus), knock(address, origin):
                pass
    calls = [line for line in log.read_text().splitlines() if line.startswith("call")]
    # It starts two processes of its own, which are watched too.
    others = [call for call in calls if "worker.py" not in call]
    assert len(calls) - len(others) == 2
    assert others == []


def test_what_would_be_a_connection_is_noted(tmp_path: Path) -> None:
    program = "import urllib.request as u; u.urlopen('http://127.0.0.1:9/', timeout=1)"
    environment = {**os.environ, **witnessed(tmp_path / "log")}
    subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert "socket.connect" in (tmp_path / "log").read_text()


class Hall:
    """An application that keeps everybody until it is over."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, and stay."""
        await send({"type": "websocket.accept"})
        await self.over.wait()


def test_only_so_many_visitors_are_let_in_at_once() -> None:
    async def come(admission: Admission) -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        await admission({"type": "websocket", "headers": []}, receive, send)
        return sent

    async def evening() -> list[list[Message]]:
        hall = Hall()
        admission = Admission(hall, visitors=2)
        guests = [asyncio.create_task(come(admission)) for _ in range(2)]
        await asyncio.sleep(0)
        late = await come(admission)
        hall.over.set()
        await asyncio.gather(*guests)
        return [late, await come(admission)]

    late, next_day = run(evening())
    assert [each["type"] for each in late] == ["websocket.close"]
    assert [each["type"] for each in next_day] == ["websocket.accept"]


def test_an_origin_that_is_named_is_let_in_too() -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        pass

    headers = [(b"origin", b"https://pictures.example"), (b"host", b"127.0.0.1:8501")]
    admission = Admission(app, 1, ["https://pictures.example"])
    run(admission({"type": "websocket", "headers": headers}, receive, send))
    assert [scope["headers"] for scope in seen] == [headers[1:]]

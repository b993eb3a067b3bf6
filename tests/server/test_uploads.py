"""What visitors send."""

import asyncio
import os
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from components.engine.reading.limits import MEGABYTE
from components.server import uploads
from components.server.uploads import Uploads, forget_the_oldest
from components.shared import work
from tests.cases import in_turn
from tests.loop import run
from tests.server.visitor import visit


def test_a_file_without_the_page_s_token_is_refused(address: str) -> None:
    with visit(address) as visitor:
        assert visitor.put(b"anything", token=False).status_code == 403


@in_turn("pieces", [False, True])
def test_a_file_above_the_limit_is_refused(address: str, pieces: bool) -> None:
    with visit(address) as visitor:
        large = bytes(22 * MEGABYTE + MEGABYTE // 2)
        assert visitor.put(large, pieces=pieces).status_code == 413


def test_nothing_of_an_upload_comes_to_the_disk(address: str, log: Path) -> None:
    with visit(address) as visitor:
        assert visitor.put(os.urandom(20 * MEGABYTE)).status_code == 204
        assert visitor.put(os.urandom(20 * MEGABYTE), pieces=True).status_code == 204
    written = [
        line for line in log.read_text().splitlines() if line.startswith("write")
    ]
    # Beside machine code: where decoders' complaints go, and what the kernel is told.
    nowhere = ("__pycache__", "/dev/null", "/proc/self/")
    assert [line for line in written if not any(n in line for n in nowhere)] == []
    assert list(log.parent.iterdir()) == [log]


class Slow:
    """An application that reads everything that is sent, to the end."""

    def __init__(self) -> None:
        self.read = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, and answer."""
        more = True
        while more:
            message = await receive()
            self.read += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 204, "headers": []})


class Sender:
    """Sends a file piece by piece, as far as it is let."""

    def __init__(self, app: Uploads, session: str = "one") -> None:
        self.pieces: asyncio.Queue[Message] = asyncio.Queue()
        self.answers: list[int] = []
        path = f"/_stcore/upload_file/{session}/file"
        scope = {"type": "http", "method": "PUT", "path": path, "headers": []}
        self.task = asyncio.create_task(app(scope, self.pieces.get, self._note))

    async def _note(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.answers.append(message["status"])

    def send(self, size: int, more: bool = True) -> None:
        """Send a piece."""
        self.pieces.put_nowait(
            {"type": "http.request", "body": bytes(size), "more_body": more}
        )


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Stand in for what Streamlit holds of uploads, in this process."""
    held = MemoryUploadedFileManager("/")

    class Held:
        uploaded_file_mgr = held

    monkeypatch.setattr(runtime, "get_instance", Held)
    return held


def test_one_visitor_sends_few_files_at_once_and_others_do_not_wait() -> None:
    async def act() -> list[list[int]]:
        app = Uploads(Slow())
        senders = [Sender(app) for _ in range(uploads.UPLOADS_AT_ONCE + 1)]
        other = Sender(app, "another")
        for each in (*senders, other):
            each.send(10, more=False)
        await asyncio.gather(*(each.task for each in (*senders, other)))
        after = Sender(app)
        after.send(10, more=False)
        await after.task
        return [each.answers for each in (*senders, other, after)]

    *first, one_more, other, after = run(act())
    assert first == [[204]] * uploads.UPLOADS_AT_ONCE
    assert one_more == [429]
    assert other == after == [204]


def test_an_upload_that_stands_still_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "STILL", 0.01)

    async def act() -> None:
        sender = Sender(Uploads(Slow()))
        sender.send(10)
        await sender.task

    with pytest.raises(HTTPException) as given_up:
        run(act())
    assert given_up.value.status_code == 408


def test_unfinished_uploads_of_all_are_bounded_and_leave_no_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "BYTES_ON_THE_WAY", 100)

    async def act() -> tuple[int, list[int]]:
        app = Uploads(Slow())
        first, second = Sender(app, "one"), Sender(app, "two")
        first.send(60)
        await asyncio.sleep(0)
        second.send(60)
        with pytest.raises(HTTPException) as refused:
            await second.task
        first.send(30, more=False)
        await first.task
        third = Sender(app, "two")
        third.send(90, more=False)
        await third.task
        return refused.value.status_code, first.answers + third.answers

    assert run(act()) == (503, [204, 204])


def test_of_many_files_of_one_visitor_the_latest_are_held(
    files: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "FILES_HELD", 2)
    for session in ("one", "two"):
        for number in range(5):
            name = str(number)
            files.add_file(session, UploadedFileRec(name, name, "image/png", b"data"))
    forget_the_oldest("one")
    forget_the_oldest("nobody")
    assert list(files.file_storage["one"]) == ["3", "4"]
    assert len(files.file_storage["two"]) == 5
    assert "nobody" not in files.file_storage


def test_files_of_one_visitor_that_are_large_together_are_not_all_held(
    files: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "BYTES_HELD", 10)
    for number, size in enumerate((3, 6, 4, 20)):
        name = str(number)
        files.add_file("one", UploadedFileRec(name, name, "image/png", bytes(size)))
        forget_the_oldest("one")
        held = {0: ["0"], 1: ["0", "1"], 2: ["1", "2"], 3: ["3"]}[number]
        assert list(files.file_storage["one"]) == held


def test_one_visitor_has_no_more_on_the_way_than_two_large_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "BYTES_AT_ONCE", 100)

    async def act() -> tuple[int, list[int]]:
        app = Uploads(Slow())
        first, second, other = Sender(app), Sender(app), Sender(app, "another")
        first.send(60)
        await asyncio.sleep(0)
        second.send(60)
        with pytest.raises(HTTPException) as refused:
            await second.task
        for each in (first, other):
            each.send(30, more=False)
            await each.task
        return refused.value.status_code, first.answers + other.answers

    assert run(act()) == (429, [204, 204])


class Taking(Slow):
    """An application that holds what is sent, one file after the other."""

    def __init__(self, files: MemoryUploadedFileManager) -> None:
        super().__init__()
        self._files = files
        self._taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, hold, and answer."""
        await super().__call__(scope, receive, send)
        self._taken += 1
        name = f"file {self._taken}"
        self._files.add_file("one", UploadedFileRec(name, name, "", name.encode()))


def test_a_file_that_comes_alone_is_read_before_the_page_asks_for_it(
    files: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bytes] = []
    monkeypatch.setattr(work, "begin_to_load", begun.append)

    async def send(app: Uploads, count: int) -> None:
        senders = [Sender(app) for _ in range(count)]
        for each in senders:
            each.send(10, more=False)
        await asyncio.gather(*(each.task for each in senders))

    async def act() -> None:
        app = Uploads(Taking(files))
        for count in (1, 2, 1):
            await send(app, count)
        await send(Uploads(Slow()), 1)  # of which nothing is held

    run(act())
    assert begun == [b"file 1", b"file 4"]


def test_whoever_sends_file_after_file_still_has_the_latest(address: str) -> None:
    with visit(address) as visitor:
        for _ in range(6):
            assert visitor.put(os.urandom(MEGABYTE)).status_code == 204

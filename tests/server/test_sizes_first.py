"""Whoever asks for a size is told it before the page runs for that k."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from starlette.types import Message, Receive, Scope, Send

from components.server import sizes_first
from components.server.sizes_first import SizesFirst, writing
from tests.loop import run

LONG = 600.0  # seconds, more than any test waits

MOVE: Message = {"type": "websocket.receive", "bytes": b"a move"}
GONE: Message = {"type": "websocket.disconnect"}


@pytest.fixture(autouse=True)
def only_events_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nobody, and let no time run out."""
    monkeypatch.setattr(sizes_first, "_VISITORS", {})
    for name in ("_MOST", "_LATER", "_AGAIN"):
        monkeypatch.setattr(sizes_first, name, LONG)


def held(
    said: Message, by: str = "ann", kind: str = "websocket"
) -> "asyncio.Task[None]":
    """Say something over a connection; done when the page has heard it."""

    async def receive() -> Message:
        return said

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        assert await receive() == said

    async def send(message: Message) -> None:
        raise AssertionError(message)

    cookie = f"other=1; _streamlit_xsrf={by}" if by else "other=1"
    scope: Scope = {"type": kind, "headers": [(b"cookie", cookie.encode())]}
    speaking: Coroutine[None, None, None] = SizesFirst(page)(scope, receive, send)
    return asyncio.create_task(speaking)


async def a_while() -> None:
    """Let everything go on that can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_move_is_heard_when_the_size_is_told() -> None:
    async def ask() -> None:
        with writing("ann"):
            move = held(MOVE)
            await a_while()
            assert not move.done()
        await move

    run(ask())


def test_so_is_one_that_comes_just_before_the_question() -> None:
    async def ask() -> None:
        with writing("ann"):
            pass  # who has asked once asks again
        move = held(MOVE)
        await a_while()
        assert not move.done()
        with writing("ann"):
            await a_while()
            assert not move.done()
        await move

    run(ask())


def test_of_two_sizes_both_are_told_before() -> None:
    async def ask() -> None:
        with writing("ann"):
            with writing("ann"):
                move = held(MOVE)
                await a_while()
            await a_while()
            assert not move.done()
        await move

    run(ask())


@pytest.mark.parametrize(
    "say",
    [
        lambda: held(MOVE, by="bob"),
        lambda: held(MOVE, by=""),
        lambda: held(GONE),
        lambda: held(MOVE, kind="http"),
    ],
    ids=["another", "a stranger", "who leaves", "who asks for a file"],
)
def test_others_wait_for_nothing(say: Callable[[], "asyncio.Task[None]"]) -> None:
    async def ask() -> None:
        with writing("ann"):
            await say()

    run(ask())


@pytest.mark.parametrize("limit", ["_MOST", "_LATER", "_AGAIN"])
def test_nobody_waits_for_long(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Neither for a file, nor for a question, nor because he has asked long ago."""
    monkeypatch.setattr(sizes_first, limit, -1.0 if limit == "_AGAIN" else 0.0)

    async def ask() -> None:
        with writing("ann"):
            if limit == "_MOST":
                await held(MOVE)
        if limit != "_MOST":
            await held(MOVE)

    run(ask())


def test_the_move_is_heard_though_the_file_could_not_be_written() -> None:
    async def ask() -> None:
        move = None
        with pytest.raises(MemoryError), writing("ann"):
            move = held(MOVE)
            await a_while()
            raise MemoryError
        assert move is not None
        await move

    run(ask())


def test_who_has_not_asked_for_long_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def ask() -> list[str]:
        with writing("ann"), writing("bob"):
            pass
        with writing("cid"):
            monkeypatch.setattr(sizes_first, "_AGAIN", -1.0)
            with writing("dan"):
                return list(sizes_first._VISITORS)

    assert run(ask()) == ["cid", "dan"]

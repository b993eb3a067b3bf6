"""The process that is copied for each piece of work is there whenever it is asked."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.work.forkserver import process as forkserver
from components.work.forkserver.process import Process
from tests.serving import PATIENCE

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are copied on Linux only"
)

ROOT = Path(forkserver.__file__).parents[3]
# Says its number, and of which process it is a copy. Once, no copy can be made.
SCRIPT = f"""
import os, sys
sys.path[0] = {str(ROOT)!r}
from components.work.forkserver.copies import say, serve

known = []

def learn(name, content):
    known.append(name + content.decode())

def answer(facts, descriptors, reply):
    facts["told"] = os.environ.get("TOLD_TO_COPIES")
    say(reply, {{"copy": os.getpid(), "of": os.getppid(), "known": known, **facts}})

fork = os.fork

def refuse():
    os.fork = fork
    raise BlockingIOError("no process can be had")

if "no copy" in sys.argv[0]:
    os.fork = refuse
serve(answer, learn=learn)
"""


def started(script: Path) -> Iterator[Process]:
    """Start a process by a script; end it in the end."""
    script.write_text(SCRIPT)
    process = Process(script)
    yield process
    process.end(process.number)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """Start it."""
    yield from started(tmp_path / "script.py")


def answer(reply: socket.socket) -> bytes:
    """Return what a copy says; nothing if there was none."""
    reply.settimeout(PATIENCE)
    with reply:
        return reply.recv(1000)


def ask(process: Process) -> bytes:
    """Ask for a copy; return what that says."""
    return answer(process.ask({}, []))


def test_one_process_makes_all_copies(process: Process) -> None:
    answers = {ask(process) for _ in range(3)}
    assert len(answers) == 3
    assert all(f'"of": {process.number}'.encode() in each for each in answers)


@pytest.mark.parametrize("set_by_its_owner", [None, "mine"])
def test_it_is_told_what_the_owner_of_the_machine_has_not_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_by_its_owner: str | None
) -> None:
    if set_by_its_owner is not None:
        monkeypatch.setenv("TOLD_TO_COPIES", set_by_its_owner)
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    process = Process(script, {"TOLD_TO_COPIES": "ours"})
    told = json.loads(ask(process))["told"]
    process.end(process.number)
    assert told == (set_by_its_owner or "ours")


def test_when_it_has_been_killed_another_takes_its_place(process: Process) -> None:
    assert ask(process)
    before = process.number
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert ask(process)
    assert process.number != before


def test_when_it_is_ended_requests_it_has_not_seen_end_without_an_answer(
    process: Process,
) -> None:
    assert ask(process)
    before = process.number
    os.kill(before, signal.SIGSTOP)
    reply = process.ask({}, [])
    process.end(before)
    assert answer(reply) == b""
    assert ask(process)


def test_another_one_than_was_meant_is_not_ended(process: Process) -> None:
    assert ask(process)
    number = process.number
    process.end(number + 1)
    assert process.number == number
    process.end(number)
    assert process.number == 0


def test_when_it_hangs_and_takes_no_request_any_more_another_takes_its_place(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forkserver, "_FULL", 0.2)
    assert ask(process)
    before = process.number
    os.kill(before, signal.SIGSTOP)
    unanswered = []
    while process.number == before:
        unanswered.append(process.ask({"long": "x" * 3000}, []))
    assert answer(unanswered.pop())
    assert all(answer(reply) == b"" for reply in unanswered)


def test_where_no_copy_can_be_made_the_answer_ends_and_the_next_is_as_ever(
    tmp_path: Path,
) -> None:
    for process in started(tmp_path / "no copy.py"):
        assert ask(process) == b""
        number = process.number
        assert ask(process)
        assert process.number == number


def test_between_requests_it_does_what_is_left_to_do(tmp_path: Path) -> None:
    """A request waits for one piece at most, and copies have what was done before."""
    script = tmp_path / "script.py"
    pieces = "(lambda i=i: done.append(i) for i in range(1000))"
    script.write_text(
        SCRIPT.replace("**facts", '"done": len(done), **facts')
        .replace("def answer", "done = []\n\ndef answer")
        .replace("serve(answer,", f"serve(answer, {pieces},")
    )
    process = Process(script)
    try:
        counts: list[int] = []
        while not counts or counts[-1] < 1000:
            counts.append(json.loads(ask(process))["done"])
        assert counts == sorted(counts)
    finally:
        process.end(process.number)


def test_what_it_is_taught_all_later_copies_know(process: Process) -> None:
    process.teach("before ", b"it runs")
    assert ask(process)
    process.teach("while ", b"it runs")
    assert json.loads(ask(process))["known"][:2] == ["before it runs", "while it runs"]


def test_the_one_that_takes_its_place_knows_the_same(process: Process) -> None:
    process.teach("kept", b"")
    assert b"kept" in ask(process)
    process.end(process.number)
    assert b"kept" in ask(process)

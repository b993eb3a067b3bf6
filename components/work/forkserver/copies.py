"""The process that is copied for each piece of work.

Needs nothing but the standard library, so that it can be kept small.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Answer = Callable[[dict[str, Any], list[int], socket.socket], None]
Learn = Callable[[Any, bytes], None]

# A request: facts as JSON, and so many descriptors at most; the first is that of the
# socket for the answer.
_FACTS, _DESCRIPTORS = 4096, 8
# To the kernel, when memory runs out: take me first.
_FIRST_TO_GO = b"1000"
_NICENESS = "5"  # of the session


def serve(
    answer: Answer,
    meanwhile: Iterable[Callable[[], None]] = (),
    learn: Learn | None = None,
) -> None:
    """Copy this process for each request, until the server is gone.

    Parameters
    ----------
    answer : callable
        Does a piece of work. Is given the facts, the descriptors that came with
        them, and the socket for the answer.
    meanwhile : iterable of callable
        What is left to be done, piece by piece, as long as nobody asks for anything:
        for all later copies to have it.
    learn : callable, optional
        Is given what the server has this process learn (`Process.teach`), for all later
        copies to know it.
    """
    left = iter(meanwhile)
    control = socket.socket(fileno=sys.stdin.fileno())
    _stand_back()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how copies ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server alone decides
    while True:
        while not _asked(control) and (piece := next(left, None)):
            piece()
        message, descriptors, _, _ = socket.recv_fds(control, _FACTS, _DESCRIPTORS)
        if not message:
            return
        facts = json.loads(message)
        if learn is not None and "lesson" in facts:
            learn(facts["lesson"], content_of(descriptors[0]))
            continue
        with contextlib.suppress(OSError):  # no room for a copy: the answer just ends
            if os.fork() == 0:
                _be_a_copy(control, answer, facts, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _asked(control: socket.socket) -> bool:
    """Tell whether a request has come, or the server is gone."""
    coming = select.poll()
    coming.register(control, select.POLLIN)
    return bool(coming.poll(0))


def _stand_back() -> None:
    """Let the programs of other sessions go first, such as a browser beside this.

    Linux may share the processor between sessions, and niceness within each; the
    session of this process has a niceness of its own.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(_NICENESS)


def _be_a_copy(
    control: socket.socket,
    answer: Answer,
    facts: dict[str, Any],
    descriptors: list[int],
) -> None:
    """Do one piece of work and end, whatever happens."""
    try:
        control.close()
        Path("/proc/self/oom_score_adj").write_bytes(_FIRST_TO_GO)
        reply = socket.socket(fileno=descriptors[0])
        answer(facts, descriptors[1:], reply)
    finally:
        sys.stderr.flush()
        os._exit(0)


def say(reply: socket.socket, facts: dict[str, Any], *descriptors: int) -> None:
    """Send a part of the answer."""
    socket.send_fds(reply, [json.dumps(facts).encode()], list(descriptors))


def memory_file(*contents: bytes | memoryview) -> int:
    """Make a file that is in memory only, hold it open, and write to it.

    Returns
    -------
    int
        Its descriptor, at the end of the file.
    """
    descriptor = os.memfd_create("kcolors", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        for content in contents:
            append(descriptor, content)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def append(descriptor: int, content: bytes | memoryview) -> None:
    """Write all of something to the end of such a file."""
    left = memoryview(content).cast("B")
    while left:
        left = left[os.write(descriptor, left) :]


def content_of(descriptor: int) -> bytes:
    """Read all of such a file, and close it."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()

"""The server's side of long work."""

import contextlib
import json
import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from components.work.forkserver.copies import content_of, memory_file
from components.work.forkserver.process import POSSIBLE, Process
from components.work.pool.pickling import packed, unpacked

Report = Callable[[float], None]
Offer = Callable[[Any], None]

WORKER: Final = Path(__file__).with_name("worker.py")
_PROCESS: Final = Process(WORKER)
_LOOK: Final = 0.03  # seconds between two looks at whether anybody waits
_MESSAGE: Final = 4096  # bytes, at most


def start() -> None:
    """Start the process ahead, so that the first work does not wait for it."""
    if POSSIBLE:
        _PROCESS.start()


def run(
    work: Callable[..., Any],
    *arguments: Any,  # noqa: ANN401 - whatever the work takes
    report: Report,
    offer: Offer,
    behind: int = 0,
    process: Process = _PROCESS,
) -> Any:  # noqa: ANN401 - whatever the work returns
    """Have work done in a process of its own; in this one, where there is no such.

    Parameters
    ----------
    work : callable
        A function of a module. Is given the arguments, a function to tell the share
        done, and one to offer a result that is not final.
    *arguments
        Whatever it takes.
    report : callable
        Told the share done, 0–1, many times a second. An exception that it raises
        ends the work, at once.
    offer : callable
        Given what is offered.
    behind : int
        By how much the niceness is more than usual.
    process : Process
        Which makes copies of itself.

    Returns
    -------
    object
        What the work returned.

    Raises
    ------
    MemoryError
        If the system ended the process, as it does where memory runs out.
    Exception
        Whatever the work raised.
    """
    if not POSSIBLE:
        return work(*arguments, report, offer)
    content, pictures = packed((work, arguments))
    parcel = memory_file(content)
    try:
        reply = process.ask({"behind": behind}, [parcel, *pictures])
    finally:
        os.close(parcel)
    with reply:
        return _follow(reply, report, offer)


def _follow(reply: socket.socket, report: Report, offer: Offer) -> Any:  # noqa: ANN401
    """Read an answer to its end; end the work if nobody wants it any more."""
    number, share = 0, 0.0
    try:
        for kind, value in _parts(reply):
            if kind == "begun":
                number = value
            elif kind == "share":
                share = value
            elif kind == "offer":
                offer(value)
            elif kind == "result":
                return value
            elif kind == "problem":
                raise value
            report(share)
    except BaseException:
        _end(number)
        raise
    raise MemoryError("the process that did this was ended")


def _end(process: int) -> None:
    """End a process if it has begun and not yet ended."""
    if process:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _parts(reply: socket.socket) -> Iterator[tuple[str, Any]]:
    """Yield what comes, and now and then that nothing did, until the process ends."""
    while True:
        if not select.select([reply], [], [], _LOOK)[0]:
            yield "nothing", None
            continue
        message, descriptors, _, _ = socket.recv_fds(reply, _MESSAGE, 1)
        if not message:
            return
        part = json.loads(message)
        if descriptors:
            yield part["kind"], unpacked(content_of(descriptors[0]))
        else:
            yield part["kind"], part["value"]

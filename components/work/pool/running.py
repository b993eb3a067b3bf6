"""The server's side of long work."""

import contextlib
import errno
import json
import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from components.work.forkserver.copies import content_of, memory_file
from components.work.forkserver.process import POSSIBLE, Process
from components.work.pool.liveness import Liveness
from components.work.pool.pickling import packed, unpacked

Report = Callable[[float], None]
Offer = Callable[[Any], None]

WORKER: Final = Path(__file__).with_name("worker.py")
_PROCESS: Final = Process(WORKER)
_LOOK: Final = 200  # milliseconds between two looks at whether anybody waits
_MESSAGE: Final = 4096  # bytes, at most


def start() -> None:
    """Start the process ahead, so that the first work does not wait for it."""
    if POSSIBLE:
        _PROCESS.start()


def teach(part: str, code: bytes) -> None:
    """Give all later copies the machine code of a part of `precompile.PARTS`.

    Parameters
    ----------
    part : str
        Name of its function.
    code : bytes
        As of `machine_code.made_by`.
    """
    if POSSIBLE:
        _PROCESS.teach(part, code)


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
        Told the share done, 0–1, several times a second. An exception that it raises
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
    HangingError
        If the process hung, and the one that tried again too.
    Exception
        Whatever the work raised.
    """
    if not POSSIBLE:
        return work(*arguments, report, offer)
    content, pictures = packed((work, arguments))
    request = _Request(content, pictures, behind, process)
    try:
        return _follow(request, report, offer)
    except (_NotBegunError, HangingError):
        return _follow(request, report, offer)  # once more


class HangingError(TimeoutError):
    """A process did nothing any more, and was ended."""


class _NotBegunError(MemoryError):
    """The process ended before it had begun, whatever the work may be."""


@dataclass(frozen=True)
class _Request:
    content: bytes
    pictures: list[int]
    behind: int
    process: Process

    def send(self) -> socket.socket:
        """Have the work begun; return the socket of the answer."""
        descriptor = memory_file(self.content)
        try:
            return self.process.ask(
                {"behind": self.behind}, [descriptor, *self.pictures]
            )
        finally:
            os.close(descriptor)


class _Copy:
    """The process that does a piece of work, by what it has said."""

    def __init__(self, process: Process) -> None:
        self.share = 0.0
        self._process = process
        self._liveness = Liveness()
        self._number = 0

    def hear(self, kind: str, value: Any) -> None:  # noqa: ANN401 - whatever comes
        """Note what has come; raise what went wrong."""
        if kind == "nothing":
            self._see_whether_it_hangs()
            return
        self._liveness.word()
        if kind == "begun":
            self._number = value
        elif kind == "share":
            self.share = value
        elif kind == "problem":
            raise value

    def _see_whether_it_hangs(self) -> None:
        # Whoever is to speak next: as long as no copy has, the process that makes it.
        number = self._number or self._process.number
        if self._liveness.hangs(number):
            if not self._number:
                self._process.end(number)
            raise HangingError("the process did nothing any more")

    def end(self) -> None:
        """End it if it has begun and not yet ended."""
        if self._number:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGKILL)

    def ended(self) -> MemoryError:
        """Return what to say when it has ended without a result."""
        if self._number:
            return MemoryError("the process that did this was ended")
        return _NotBegunError("the process that was to do this was ended")


def _follow(request: _Request, report: Report, offer: Offer) -> Any:  # noqa: ANN401
    """Read an answer to its end; end the work if nobody wants it any more."""
    copy = _Copy(request.process)
    with request.send() as reply:
        try:
            for kind, value in _parts(reply):
                if kind == "result":
                    return value
                copy.hear(kind, value)
                if kind == "offer":
                    offer(value)
                report(copy.share)
        except BaseException:
            copy.end()
            raise
    raise copy.ended()


def _parts(reply: socket.socket) -> Iterator[tuple[str, Any]]:
    """Yield what comes, and now and then that nothing did, until the process ends."""
    # Not `select`, which knows the first 1,024 descriptors only.
    coming = select.poll()
    coming.register(reply, select.POLLIN)
    while True:
        if not coming.poll(_LOOK):
            yield "nothing", None
            continue
        message, descriptors, flags, _ = socket.recv_fds(reply, _MESSAGE, 1)
        if not message:
            return
        part = json.loads(message)
        if descriptors:
            yield part["kind"], unpacked(content_of(descriptors[0]))
        elif flags & socket.MSG_CTRUNC:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        else:
            yield part["kind"], part["value"]

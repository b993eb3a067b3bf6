"""The server's side of work in processes of their own."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from components.work.forkserver.copies import memory_file

# Forking with descriptors passed along, and files in memory, are Linux's.
POSSIBLE: Final = sys.platform == "linux"
# Numpy's libraries and oxipng would take all cores for every single piece of work.
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}

# Seconds that a request may stand before a full socket: the process hangs.
_FULL: Final = 10.0


class Process:
    """A process that makes a copy of itself for each request; started when needed.

    Parameters
    ----------
    script : Path
        What it runs: at its end, `copies.serve`.
    environment : mapping of str to str
        Variables that it is given where they are not set already.
    """

    def __init__(
        self, script: Path, environment: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._script = script
        self._environment = environment
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lessons: list[tuple[str, bytes]] = []

    @property
    def number(self) -> int:
        """Number of the process; 0 if none runs."""
        process = self._process
        return 0 if process is None else process.pid

    def ask(self, facts: dict[str, Any], descriptors: Sequence[int]) -> socket.socket:
        """Have a piece of work done.

        Parameters
        ----------
        facts : dict
            What to do, as JSON can hold it.
        descriptors : sequence of int
            Files that go with it; they stay open here too.

        Returns
        -------
        socket.socket
            Where the answer comes, in messages; closed by the other side when the
            copy has ended.

        Raises
        ------
        OSError
            If no process can be had.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                self._send(json.dumps(facts), [theirs.fileno(), *descriptors])
        except BaseException:
            ours.close()
            raise
        return ours

    def start(self) -> None:
        """Start the process ahead, so that the first request does not wait for it."""
        with self._lock:
            self._running()

    def teach(self, name: str, content: bytes) -> None:
        """Have the process learn something, for all its later copies to know it.

        One that takes its place learns it, too.

        Parameters
        ----------
        name : str
            What it is, in words of the script.
        content : bytes
            All of it.
        """
        with self._lock:
            self._lessons.append((name, content))
            if self._control is not None:
                try:
                    _tell(self._control, name, content)
                except (BrokenPipeError, ConnectionResetError, TimeoutError):
                    self._end()

    def end(self, number: int) -> None:
        """End the process if it is still the one of this number; copies go on.

        Requests it has not begun with end without an answer. The next request starts
        another.
        """
        with self._lock:
            if number == self.number:
                self._end()

    def _send(self, facts: str, descriptors: list[int]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._running(), [facts.encode()], descriptors)
            except (BrokenPipeError, ConnectionResetError, TimeoutError):
                self._end()  # it has ended, or hangs; another takes its place
                socket.send_fds(self._running(), [facts.encode()], descriptors)

    def _running(self) -> socket.socket:
        """Return the socket to the process, starting that unless it runs."""
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            ours.settimeout(_FULL)
            with theirs:
                # It ends by itself when our end of the socket closes.
                self._process = subprocess.Popen(
                    [sys.executable, str(self._script)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={**self._environment, **os.environ, **_ONE_THREAD},
                    start_new_session=True,  # see `copies`
                )
            self._control = ours
            for lesson in self._lessons:
                _tell(ours, *lesson)
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _tell(control: socket.socket, name: str, content: bytes) -> None:
    descriptor = memory_file(content)
    try:
        socket.send_fds(control, [json.dumps({"lesson": name}).encode()], [descriptor])
    finally:
        os.close(descriptor)

"""The server's side of the sandbox: a file goes over, pixels or a refusal come back."""

import json
import os
import socket
import threading
import time
from pathlib import Path
from typing import Any, Final

from components.engine import (
    DamagedImageError,
    ImageError,
    ImageTooLargeError,
    SourceImage,
    errors,
    read_image,
)
from components.engine.formatting import count
from components.work.forkserver.copies import memory_file
from components.work.forkserver.process import POSSIBLE, Process
from components.work.sandbox.pixels import map_image
from components.work.settings import SETTINGS

# A little more than `read_image` allows itself, which refuses in better words.
CPU_SECONDS: Final = 1.2 * SETTINGS.reading_seconds
# By the clock it may take longer, where many read at once.
_WALL_CLOCK_FACTOR: Final = 10.0

WORKER: Final = Path(__file__).with_name("worker.py")
_MAX_REPLY: Final = 2**16  # bytes
# How often a file is handed over whose reading does not even begin.
_ATTEMPTS: Final = 2


class Reader:
    """Reads files, each in a process of its own.

    Parameters
    ----------
    process : Process
        Which makes copies of itself.
    cpu_seconds : float
        CPU time that one file may take.
    memory_bytes : int
        Address space that reading one file may take, beyond what the process has at
        its start.
    concurrency : int
        How many files are read at the same time; the others wait.
    """

    def __init__(
        self, process: Process, cpu_seconds: float, memory_bytes: int, concurrency: int
    ) -> None:
        self._process = process
        self._cpu_seconds = cpu_seconds
        self._resources = {
            "memory_bytes": memory_bytes,
            "cpu_seconds": cpu_seconds,
            "wall_seconds": _WALL_CLOCK_FACTOR * cpu_seconds,
        }
        self._slots = threading.BoundedSemaphore(concurrency)

    def read(self, data: bytes) -> SourceImage:
        """Read a picture file.

        Raises
        ------
        ImageError
            As `engine.read_image` does, and where reading goes beyond its resources
            or a decoder crashes.
        OSError
            If no process can be had.
        """
        with self._slots:
            for _ in range(_ATTEMPTS):
                with self._request(data) as connection:
                    if connection.recv(_MAX_REPLY):  # it has begun
                        return self._receive(connection, len(data))
        raise ChildProcessError("the process that was to read this file was ended")

    def _receive(self, connection: socket.socket, file_bytes: int) -> SourceImage:
        """Wait for the picture of a file whose reading has begun, or its error."""
        start = time.monotonic()
        reply, descriptors, _, _ = socket.recv_fds(connection, _MAX_REPLY, 1)
        try:
            if reply:
                return _parse(json.loads(reply), descriptors, file_bytes)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        raise self._no_reply(time.monotonic() - start)

    def _request(self, data: bytes) -> socket.socket:
        """Hand a file over; return the socket of the reply."""
        file = memory_file(data)
        try:
            return self._process.ask(self._resources, [file])
        finally:
            os.close(file)

    def _no_reply(self, seconds: float) -> ImageError:
        """Return the error that explains why there was no reply."""
        if seconds >= self._cpu_seconds:
            limit = count(self._cpu_seconds, "second")
            return ImageTooLargeError(
                f"Decoding this file takes longer than {limit}, so it is not read. "
                "Save it at a smaller size and load that."
            )
        return DamagedImageError(
            "This file cannot be decoded: it breaks the program that reads it. "
            "Open it in another program, save it as PNG and load that."
        )


def _parse(
    reply: dict[str, Any], descriptors: list[int], file_bytes: int
) -> SourceImage:
    """Return the picture of a reply, or raise its error."""
    if "error" in reply:
        raise getattr(errors, reply["error"])(reply["message"])
    return map_image(descriptors[0], reply | {"file_bytes": file_bytes})


_PROCESS: Final = Process(WORKER)
_READER: Final = Reader(
    _PROCESS, CPU_SECONDS, SETTINGS.reading_bytes, os.cpu_count() or 1
)


def start() -> None:
    """Start the process ahead, so that the first upload does not wait for it."""
    if POSSIBLE:
        _PROCESS.start()


def read(data: bytes) -> SourceImage:
    """Read a picture file in a process of its own, with bounded time and memory.

    Where the system offers no such process (other systems than Linux), it is read in
    this one.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    SourceImage
        As `engine.read_image` does.

    Raises
    ------
    ImageError
        If the file cannot be used, takes too much time or memory, or breaks its
        decoder; the message is for the reader.
    """
    limits = SETTINGS.limits
    limits.check_file(len(data))
    return _READER.read(data) if POSSIBLE else read_image(data, limits)

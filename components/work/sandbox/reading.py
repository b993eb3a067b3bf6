"""The server's side of reading uploads in a process of their own."""

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
from components.engine.reading.limits import LIMITS, positive
from components.work.forkserver.copies import memory_file
from components.work.forkserver.process import POSSIBLE, Process
from components.work.sandbox.pixels import picture_in

# Bounds of reading one file: address space beyond what the process has at its start,
# and seconds of work; a little more than `read_image` allows itself, which refuses in
# better words. By the clock it may take longer, where many read at once.
MEGABYTES: Final = int(positive(os.environ, "KCOLORS_READ_MB") or 1024)
SECONDS: Final = 1.2 * LIMITS.seconds
_PATIENCE: Final = 10.0

WORKER: Final = Path(__file__).with_name("worker.py")
_ANSWER: Final = 2**16  # bytes, at most


class Reader:
    """Reads files, each in a process of its own.

    Parameters
    ----------
    process : Process
        Which makes copies of itself.
    seconds : float
        Seconds of work that one file may take.
    megabytes : int
        Memory that reading one file may take, in 2**20 bytes.
    at_once : int
        How many files are read at the same time; the others wait.
    """

    def __init__(
        self, process: Process, seconds: float, megabytes: int, at_once: int
    ) -> None:
        self._process = process
        self._seconds = seconds
        self._bounds = {
            "megabytes": megabytes,
            "seconds": seconds,
            "patience": _PATIENCE * seconds,
        }
        self._turn = threading.BoundedSemaphore(at_once)

    def read(self, data: bytes) -> SourceImage:
        """Read a picture file.

        Raises
        ------
        ImageError
            As `engine.read_image` does, and where reading goes beyond the bounds or
            a decoder crashes.
        OSError
            If no process can be had.
        """
        with self._turn:
            start = time.monotonic()
            with self._ask(data) as reply:
                answer, descriptors, _, _ = socket.recv_fds(reply, _ANSWER, 1)
            try:
                if answer:
                    return _understand(json.loads(answer), descriptors, len(data))
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
            raise self._ended(time.monotonic() - start)

    def _ask(self, data: bytes) -> socket.socket:
        """Hand a file over; return where the answer comes."""
        file = memory_file(data)
        try:
            return self._process.ask(self._bounds, [file])
        finally:
            os.close(file)

    def _ended(self, seconds: float) -> ImageError:
        """Tell why there was no answer."""
        if seconds >= self._seconds:
            return ImageTooLargeError(
                f"Decoding this file takes longer than {self._seconds:g} seconds, so it"
                " is not read. Save it at a smaller size and load that."
            )
        return DamagedImageError(
            "This file cannot be decoded: it breaks the program that reads it. "
            "Open it in another program, save it as PNG and load that."
        )


def _understand(
    facts: dict[str, Any], descriptors: list[int], file_bytes: int
) -> SourceImage:
    """Make a picture, or an error, of an answer."""
    if "error" in facts:
        raise getattr(errors, facts["error"])(facts["message"])
    return picture_in(descriptors[0], facts | {"file_bytes": file_bytes})


_PROCESS: Final = Process(WORKER)
_READER: Final = Reader(_PROCESS, SECONDS, MEGABYTES, os.cpu_count() or 1)


def start() -> None:
    """Start the process ahead, so that the first upload does not wait for it."""
    if POSSIBLE:
        _PROCESS.start()


def read(data: bytes) -> SourceImage:
    """Read a picture file in a process of its own, within bounds.

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
    LIMITS.check_file(len(data))
    return _READER.read(data) if POSSIBLE else read_image(data)

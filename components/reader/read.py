"""The server's side of reading uploads in a process of their own."""

import fcntl
import json
import mmap
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

from components.engine import (
    DamagedImageError,
    ImageError,
    ImageTooLargeError,
    SourceImage,
    errors,
    read_image,
)
from components.engine.limits import LIMITS, positive

# Bounds of reading one file: address space beyond what the process has at its start,
# and seconds of work. By the clock it may take longer, where many read at once.
MEGABYTES: Final = int(positive(os.environ, "KCOLORS_READ_MB") or 1024)
SECONDS: Final = positive(os.environ, "KCOLORS_READ_SECONDS") or 3.0
_PATIENCE: Final = 10.0

_WORKSHOP: Final = Path(__file__).with_name("workshop.py")
_ANSWER: Final = 2**16  # bytes, at most

# Python names neither on all systems.
_ADD_SEALS: Final = 1033
_NO_CHANGE: Final = 0x1 | 0x2 | 0x4 | 0x8  # seal, shrink, grow, write


class Workshop:
    """A process that reads files, each in a copy of itself; started when needed.

    Parameters
    ----------
    seconds : float
        Seconds of work that one file may take.
    megabytes : int
        Memory that reading one file may take, in 2**20 bytes.
    at_once : int
        How many files are read at the same time; the others wait.
    script : Path
        What the process runs.
    """

    def __init__(
        self,
        seconds: float,
        megabytes: int,
        at_once: int,
        script: Path = _WORKSHOP,
    ) -> None:
        self._script = script
        self._seconds = seconds
        self._bounds = json.dumps(
            {
                "megabytes": megabytes,
                "seconds": seconds,
                "patience": _PATIENCE * seconds,
            }
        ).encode()
        self._turn = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._control: socket.socket | None = None

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

    def _ask(self, data: bytes) -> socket.socket:
        """Hand a file over; return where the answer comes."""
        file = os.memfd_create("upload", os.MFD_CLOEXEC)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                _write(file, data)
                os.lseek(file, 0, os.SEEK_SET)
                self._hand_over([file, theirs.fileno()])
        except OSError:
            ours.close()
            raise
        finally:
            os.close(file)
        return ours

    def _hand_over(self, descriptors: list[int]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._running(), [self._bounds], descriptors)
            except (BrokenPipeError, ConnectionResetError):
                self._control = None  # it has ended; another takes its place
                socket.send_fds(self._running(), [self._bounds], descriptors)

    def _running(self) -> socket.socket:
        """Return the socket to the process, starting that unless it runs."""
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                # It ends by itself when our end of the socket closes.
                subprocess.Popen(
                    [sys.executable, str(self._script)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
                )
            self._control = ours
        return self._control


def _understand(
    facts: dict[str, Any], descriptors: list[int], file_bytes: int
) -> SourceImage:
    """Make a picture, or an error, of an answer."""
    if "error" in facts:
        raise getattr(errors, facts["error"])(facts["message"])
    height, width = int(facts["height"]), int(facts["width"])
    LIMITS.check_size(width, height)
    pixels = height * width
    kept = _sealed(descriptors[0], pixels * (4 if facts["alpha"] else 3))
    rgb = np.frombuffer(kept, np.uint8, pixels * 3).reshape(height, width, 3)
    alpha = None
    if facts["alpha"]:
        alpha = np.frombuffer(kept, np.uint8, pixels, pixels * 3)
        alpha = alpha.reshape(height, width)
    return SourceImage(rgb, alpha, facts["format"], file_bytes, tuple(facts["notes"]))


def _sealed(descriptor: int, length: int) -> mmap.mmap:
    """Map pixels that were written by another process, which can't change them now."""
    fcntl.fcntl(descriptor, _ADD_SEALS, _NO_CHANGE)
    if os.fstat(descriptor).st_size != length:
        raise DamagedImageError("This file cannot be decoded: its size is not clear.")
    return mmap.mmap(descriptor, length, prot=mmap.PROT_READ)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


_CAN_READ_APART: Final = sys.platform == "linux"
_WORKSHOP_OF_ALL: Final = Workshop(SECONDS, MEGABYTES, at_once=os.cpu_count() or 1)


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
    if not _CAN_READ_APART:
        return read_image(data)
    return _WORKSHOP_OF_ALL.read(data)

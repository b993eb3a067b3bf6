"""The server's side of the sandbox: a file goes over, what is in it comes back.

Or a refusal does.
"""

import json
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar

from components.engine import (
    DamagedImageError,
    ImageError,
    ImageTooLargeError,
    ReadPalette,
    SourceImage,
    errors,
    read_animation,
    read_image,
    read_palette,
)
from components.engine.formatting import count
from components.engine.reading.palettes.listed import MOST_BYTES
from components.model.film import Film
from components.work.forkserver.copies import memory_file
from components.work.forkserver.process import POSSIBLE, Process
from components.work.sandbox.frames import LIMITS, film_of, map_film
from components.work.sandbox.palettes import unpack
from components.work.sandbox.pixels import map_image
from components.work.settings import SETTINGS

# A little more than `read_image` allows itself, which refuses in better words.
CPU_SECONDS: Final = 1.2 * SETTINGS.reading_seconds
# By the clock it may take longer, where many read at once.
_WALL_CLOCK_FACTOR: Final = 10.0

WORKER: Final = Path(__file__).with_name("worker.py")
_MAX_REPLY: Final = 2**16  # bytes
# How many times as long the frames of an animation may take, together.
_OF_ALL_FRAMES: Final = 4
# How often a file is handed over whose reading does not even begin.
_ATTEMPTS: Final = 2
_LONGEST_ENDING: Final = 16  # of a palette's name, with the dot

Read = TypeVar("Read")
# Makes what was read of a reply and of the descriptors that came with it.
Take = Callable[[dict[str, Any], list[int]], Read]


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
        file = {"file_bytes": len(data)}
        return self._read(data, {}, lambda reply, got: map_image(got[0], reply | file))

    def read_palette(self, data: bytes, name: str) -> ReadPalette:
        """Read a palette file.

        Raises
        ------
        PaletteFileError
            As `engine.read_palette` does.
        ImageError
            Where reading goes beyond its resources.
        OSError
            If no process can be had.
        """
        ending = PurePosixPath(name).suffix[:_LONGEST_ENDING]
        wanted = {"palette": ending}
        return self._read(data, wanted, lambda _, got: unpack(got[0]))

    def read_film(self, data: bytes) -> Film | None:
        """Read an animation, with all of its frames; None where it is a still.

        Raises
        ------
        ImageError
            As `engine.read_animation` does, and where reading goes beyond its resources
            or a decoder crashes.
        OSError
            If no process can be had.
        """
        facts = {"frames": True}
        return self._read(
            data,
            facts,
            lambda reply, got: map_film(got[0], reply, data) if got else None,
        )

    def _read(self, data: bytes, wanted: dict[str, Any], take: Take[Read]) -> Read:
        with self._slots:
            for _ in range(_ATTEMPTS):
                with self._request(data, wanted) as connection:
                    if connection.recv(_MAX_REPLY):  # it has begun
                        return self._receive(connection, take)
        raise ChildProcessError("the process that was to read this file was ended")

    def _receive(self, connection: socket.socket, take: Take[Read]) -> Read:
        """Wait for what is in a file whose reading has begun, or its error.

        Why there is none is told by the process and not by a clock of this side: on a
        busy machine that runs when nobody decodes, and stands while somebody does.
        """
        reply, descriptors, _, _ = socket.recv_fds(connection, _MAX_REPLY, 1)
        try:
            if reply.startswith(b"{"):
                return _parse(json.loads(reply), descriptors, take)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        raise self._too_long() if reply else _broken()

    def _request(self, data: bytes, wanted: dict[str, Any]) -> socket.socket:
        """Hand a file over; return the socket of the reply."""
        file = memory_file(data)
        try:
            return self._process.ask(self._resources | wanted, [file])
        finally:
            os.close(file)

    def _too_long(self) -> ImageError:
        limit = count(self._cpu_seconds, "second")
        return ImageTooLargeError(
            f"Decoding this file takes longer than {limit}, so it is not read. "
            "Save it at a smaller size and load that."
        )


def _broken() -> ImageError:
    return DamagedImageError(
        "This file cannot be decoded: it breaks the program that reads it. "
        "Open it in another program, save it as PNG and load that."
    )


def _parse(reply: dict[str, Any], descriptors: list[int], take: Take[Read]) -> Read:
    """Return what is in a reply, or raise its error."""
    if "error" in reply:
        raise getattr(errors, reply["error"])(reply["message"])
    return take(reply, descriptors)


# Decoders ask glibc for a picture's memory: it comes in large pages where the system
# gives them to whoever asks. A copy of the process touches each for the first time, and
# a large photo has thousands of small ones.
_LARGE_PAGES: Final = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
_PROCESS: Final = Process(WORKER, _LARGE_PAGES)
_READER: Final = Reader(
    _PROCESS, CPU_SECONDS, SETTINGS.reading_bytes, os.cpu_count() or 1
)
# Of an animation each frame is put together from those before it, which takes several
# times as long as reading one picture of as many pixels.
_OF_FILMS: Final = Reader(
    _PROCESS, _OF_ALL_FRAMES * CPU_SECONDS, SETTINGS.reading_bytes, 1
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


def read_film(data: bytes) -> Film | None:
    """Read an animation with all of its frames, as `read` reads a picture.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Film or None
        None where it is a still.

    Raises
    ------
    ImageError
        As `engine.read_animation` does, or if it takes too much time or memory.
    """
    LIMITS.check_file(len(data))
    if POSSIBLE:
        return _OF_FILMS.read_film(data)
    animation = read_animation(data, LIMITS)
    return None if animation is None else film_of(animation, data)


def read_colors(data: bytes, name: str = "") -> ReadPalette:
    """Read a palette file, or color codes, as `read` reads a picture.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What it is called.

    Raises
    ------
    PaletteFileError
        As `engine.read_palette` does; the message is for the reader.
    ImageError
        If it takes too much time or memory.
    """
    if len(data) > MOST_BYTES or not POSSIBLE:  # the first of which is refused
        return read_palette(data, name)
    return _READER.read_palette(data, name)

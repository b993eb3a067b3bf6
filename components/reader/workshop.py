"""The process that reads uploads: a copy of it for each file, gone afterwards.

Started once, as a script, with one end of a socket as its standard input. It loads the
decoders and waits. For each file that comes it makes a copy of itself (fork), which
reads that file within its bounds and ends. Being a single thread, it can be copied
safely, which the server cannot.

A request is the bounds as JSON, with two descriptors: of the file's bytes, and of a
socket for the answer. The answer is JSON: how large the picture is, with a descriptor
of its pixels; or what is wrong with the file.
"""

import contextlib
import json
import os
import resource
import signal
import socket
import sys
import types
from pathlib import Path

BEHIND = 5  # niceness: who moves k goes before who uploads
ROOT = Path(__file__).resolve().parents[2]


def load_engine_lightly() -> None:
    """Make the engine's files importable without its ``__init__``.

    That would load everything, the compiler too: three times the memory, and half a
    second, for a process that only reads.
    """
    sys.path[0] = str(ROOT)
    engine = types.ModuleType("components.engine")
    engine.__path__ = [str(ROOT / "components" / "engine")]
    sys.modules["components.engine"] = engine


def serve(control: socket.socket) -> None:
    """Copy this process for each request, until the server is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how copies ended
    os.nice(BEHIND)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1024, 2)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            answer(descriptors[0], socket.socket(fileno=descriptors[1]), message)
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def answer(file: int, reply: socket.socket, message: bytes) -> None:
    """Read one file within bounds and say what came of it."""
    from components.engine.errors import ImageError, ImageTooLargeError

    stay_within(**json.loads(message))
    try:
        read(file, reply)
    except ImageError as problem:
        refuse(reply, problem)
    except MemoryError:
        refuse(
            reply,
            ImageTooLargeError(
                "Reading this file takes more memory than there is. "
                "Save it at a smaller size and load that."
            ),
        )


def read(file: int, reply: socket.socket) -> None:
    """Read one file and send its pixels."""
    from components.engine.image import read_image

    with os.fdopen(file, "rb") as opened:
        data = opened.read()
    image = read_image(data)
    pixels = os.memfd_create("pixels", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    write(pixels, image.rgb.data)
    if image.alpha is not None:
        write(pixels, image.alpha.data)
    facts = {
        "height": image.height,
        "width": image.width,
        "alpha": image.alpha is not None,
        "format": image.format,
        "notes": image.notes,
    }
    say(reply, facts, pixels)


def refuse(reply: socket.socket, problem: Exception) -> None:
    """Say what is wrong with the file."""
    say(reply, {"error": type(problem).__name__, "message": str(problem)})


def stay_within(megabytes: int, seconds: float, patience: float) -> None:
    """Have the system end this process where it goes beyond its bounds."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = now + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, seconds)  # of work
    signal.setitimer(signal.ITIMER_REAL, patience)  # by the clock
    # Decoders in C print to this; nobody reads that.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stderr.fileno())


def write(descriptor: int, content: memoryview) -> None:
    """Write all of it, however often that takes."""
    left = content.cast("B")
    while left:
        left = left[os.write(descriptor, left) :]


def say(reply: socket.socket, facts: dict[str, object], *descriptors: int) -> None:
    """Send the answer."""
    socket.send_fds(reply, [json.dumps(facts).encode()], list(descriptors))


if __name__ == "__main__":
    load_engine_lightly()
    import components.engine.image  # noqa: F401 - for all copies to have it

    with contextlib.suppress(KeyboardInterrupt):
        serve(socket.socket(fileno=sys.stdin.fileno()))

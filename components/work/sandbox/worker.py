"""The process that reads uploads.

The answer is JSON: how large the picture is, with a descriptor of its pixels; or what
is wrong with the file. Not Python's pickle: whoever gets hold of a decoder must not get
hold of the server.
"""

import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
BEHIND = 5  # niceness: who moves k goes before who uploads


def answer(facts: dict[str, Any], descriptors: list[int], reply: socket.socket) -> None:
    """Read one file within bounds and say what came of it."""
    from components.engine.errors import ImageError, ImageTooLargeError

    stay_within(**facts)
    try:
        read(descriptors[0], reply)
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


def stay_within(megabytes: int, seconds: float, patience: float) -> None:
    """Have the system end this process where it goes beyond its bounds."""
    os.nice(BEHIND)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = now + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, seconds)  # of work
    signal.setitimer(signal.ITIMER_REAL, patience)  # by the clock
    # Decoders in C print to this; nobody reads that.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stderr.fileno())


def read(file: int, reply: socket.socket) -> None:
    """Read one file and send its pixels."""
    from components.engine.reading.image import read_image
    from components.work.forkserver.copies import content_of, memory_file, say

    image = read_image(content_of(file))
    facts = {
        "height": image.height,
        "width": image.width,
        "alpha": image.alpha is not None,
        "format": image.format,
        "notes": image.notes,
    }
    opacity = () if image.alpha is None else (image.alpha.data,)
    say(reply, facts, memory_file(image.rgb.data, *opacity))


def refuse(reply: socket.socket, problem: Exception) -> None:
    """Say what is wrong with the file."""
    from components.work.forkserver.copies import say

    say(reply, {"error": type(problem).__name__, "message": str(problem)})


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    import components.engine.reading.image  # noqa: F401 - for all copies to have it
    from components.work.forkserver.copies import serve

    serve(answer)

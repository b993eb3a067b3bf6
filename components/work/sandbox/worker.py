"""The process that decodes uploads.

The reply is JSON: that reading has begun, so that a process which was ended before is
not laid to the file; then how large the picture is, with a descriptor of its pixels (or
of those of all frames, or of a palette), or what is wrong with the file. Anything else
says that time is up. Not Python's pickle: whoever gets hold of a decoder must not get
hold of the server.
"""

import faulthandler
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
NICENESS = 5  # who moves k goes before who uploads


def answer(
    request: dict[str, Any], descriptors: list[int], connection: socket.socket
) -> None:
    """Read one file with bounded resources and send what came of it."""
    from components.engine.errors import (
        ImageError,
        ImageTooLargeError,
        PaletteFileError,
    )
    from components.work.forkserver.copies import say

    say(connection, {"begun": True})
    palette, frames = request.pop("palette", None), request.pop("frames", False)
    tell_when_time_is_up(connection)
    limit_resources(**request)
    try:
        if palette is not None:
            send_palette(descriptors[0], palette, connection)
        elif frames:
            send_frames(descriptors[0], connection)
        else:
            send_pixels(descriptors[0], connection)
    except (ImageError, PaletteFileError) as problem:
        send_error(problem, connection)
    except MemoryError:
        too_large = ImageTooLargeError(
            "Reading this file takes more memory than there is. "
            "Save it at a smaller size and load that."
        )
        send_error(too_large, connection)


def limit_resources(memory_bytes: int, cpu_seconds: float, wall_seconds: float) -> None:
    """Have the system end this process where it goes beyond its resources."""
    os.nice(NICENESS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    address_space = pages * resource.getpagesize() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
    # Decoders in C print to this; nobody reads that.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stderr.fileno())


def tell_when_time_is_up(connection: socket.socket) -> None:
    """Have this process say so before its limits of time end it.

    Python's own handlers wait until a decoder in C comes back. This one does not: it
    writes where the process stands, and lets the signal do the rest.
    """
    for over in (signal.SIGPROF, signal.SIGALRM):
        faulthandler.register(over, connection, all_threads=False, chain=True)


def send_pixels(file: int, connection: socket.socket) -> None:
    """Read one file and send its pixels."""
    from components.engine.reading.image import read_image
    from components.work.forkserver.copies import content_of, memory_file, say
    from components.work.sandbox.pixels import header_of
    from components.work.settings import SETTINGS

    image = read_image(content_of(file), SETTINGS.limits)
    opacity = () if image.alpha is None else (image.alpha.data,)
    say(connection, header_of(image), memory_file(image.rgb.data, *opacity))


def send_frames(file: int, connection: socket.socket) -> None:
    """Read one animation and send the pixels of all frames, one below the other."""
    from components.engine.animation.read import read_animation
    from components.work.forkserver.copies import content_of, say
    from components.work.sandbox.frames import LIMITS, written

    animation = read_animation(content_of(file), LIMITS)
    if animation is None:
        say(connection, {"still": True})
    else:
        header, descriptor = written(animation)
        say(connection, header, descriptor)


def send_palette(file: int, ending: str, connection: socket.socket) -> None:
    """Read one palette file and send its colors."""
    from components.engine.reading.palettes.read_palette import read_palette
    from components.work.forkserver.copies import content_of, memory_file, say
    from components.work.sandbox.palettes import packed

    palette = read_palette(content_of(file), f"palette{ending}")
    say(connection, {"palette": True}, memory_file(packed(palette)))


def send_error(problem: Exception, connection: socket.socket) -> None:
    """Send what is wrong with the file."""
    from components.work.forkserver.copies import say

    say(connection, {"error": type(problem).__name__, "message": str(problem)})


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    # Once, for all copies to have it; a wrong setting ends the process here.
    import components.engine.animation.read
    import components.engine.reading.image
    import components.engine.reading.palettes.read_palette
    import components.work.settings  # noqa: F401
    from components.work.forkserver.copies import serve

    serve(answer)

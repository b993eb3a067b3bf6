"""Notes what a Python process does to the world: connects, and opens to write.

Python imports a module of this name at its start, if it is on the path. Without
KCOLORS_WITNESS, the name of a file to write to, it does nothing. Once there is a file
of the name that KCOLORS_BREAK holds, the sample "logo" can no longer be read; as long
as there is one of the name that KCOLORS_HOLD holds, nobody's colors are found. With
KCOLORS_HUNGER there is no memory for some pictures. With KCOLORS_STAND_INS, the name of
a folder, a server is not itself when it is first started at a port.
"""

import os
import sys
from functools import partial
from importlib import import_module as load
from pathlib import Path
from typing import Any

_CALLS = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def _witness(log: int, broken: str) -> None:
    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CALLS:
            os.write(log, f"call\t{event}\t{arguments}\n".encode())
        elif event == "open":
            path, mode, flags = arguments
            if isinstance(path, int):
                return  # it is open, which has been noted
            if flags & _WRITES:
                os.write(log, f"write\t{path}\t{mode}\n".encode())
            elif broken and "logo" in str(path) and Path(broken).exists():
                raise RuntimeError(f"{path} cannot be opened")

    sys.addaudithook(listen)


def _change(hunger: str, hold: str) -> None:
    """Change what is asked for, by modules that stand beside this one."""
    changes = []
    if hunger:
        places, into = load("hunger").PLACES, load("hunger").hungry
        changes += [(*place, partial(into, width)) for width, place in places.items()]
    if hold:
        sweep = ("components.engine.clustering.kmeans", "sweep_k")
        changes.append((*sweep, partial(load("hold").held, Path(hold))))
    if changes:
        load("changing").make(changes)


def _stand_in(folder: str) -> None:
    """Begin as something that only says that it is well, if this is a server's first.

    It is there at once; whoever starts it again gets the server.
    """
    option = "--server.port="
    port = next((a for a in sys.orig_argv if a.startswith(option)), "")[len(option) :]
    if port and not Path(folder, port).exists():
        Path(folder, port).touch()
        load("stand_in").serve(int(port))  # it stands beside this module


if os.environ.get("KCOLORS_WITNESS"):
    _witness(
        os.open(os.environ["KCOLORS_WITNESS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        os.environ.get("KCOLORS_BREAK", ""),
    )
_change(os.environ.get("KCOLORS_HUNGER", ""), os.environ.get("KCOLORS_HOLD", ""))
if os.environ.get("KCOLORS_STAND_INS"):
    _stand_in(os.environ["KCOLORS_STAND_INS"])

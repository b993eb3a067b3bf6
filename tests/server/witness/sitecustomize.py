"""Notes what a Python process does to the world: connects, and opens to write.

Python imports a module of this name at its start, if it is on the path. Without
KCOLORS_WITNESS, the name of a file to write to, it does nothing. Once there is a file
of the name that KCOLORS_BREAK holds, the sample "logo" can no longer be read. With
KCOLORS_HUNGER there is no memory for some pictures.
"""

import importlib
import os
import sys
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


if os.environ.get("KCOLORS_WITNESS"):
    _witness(
        os.open(os.environ["KCOLORS_WITNESS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        os.environ.get("KCOLORS_BREAK", ""),
    )
if os.environ.get("KCOLORS_HUNGER"):
    importlib.import_module("hunger").starve()  # it stands beside this module

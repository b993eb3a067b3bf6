"""Machine code of the engine's loops, on its way from one process to another.

Who compiles a loop can give its code to other processes on the machine, also where no
file can be written. While that is under way nobody should wait for it: what numpy does
quickly enough is done by numpy (`at_hand`).
"""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any, Final

from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.runtime.nrt import rtsys
from numba.core.serialize import dumps

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

Watch = Callable[[float], None]

_LOOK: Final = 0.03  # seconds between two looks at whether anybody waits

# A loop, and the types of its arguments.
_Name = tuple[str, Any]

_given: Final[dict[_Name, bytes]] = {}
_all: Final[list["Code"]] = []
_watches: Final[list[Callable[[_Name, bytes], None]]] = []
_shares: Final[dict[str, float]] = {}

PAGE: Final = "page"
"""What the page needs as it is when somebody comes."""
DOTS: Final = "dots"
"""What mixes colors by dots."""

_coming: Final[dict[str, Event]] = {}


def at_hand(what: str = PAGE) -> bool:
    """Tell whether loops can be called without waiting for a compiler.

    So it is, unless somebody has announced machine code that is yet to come.

    Parameters
    ----------
    what : str
        Which loops: `PAGE` or `DOTS`.
    """
    return what not in _coming


def wait(seconds: float, what: str = PAGE) -> bool:
    """Wait until that is so, but not for longer; tell whether it is."""
    coming = _coming.get(what)
    return coming is None or coming.wait(seconds)


def wait_for(watch: Watch, what: str = PAGE) -> None:
    """Wait until that is so, however long it takes.

    Parameters
    ----------
    watch : callable
        Told often which share of all loops has been compiled. An exception that it
        raises ends the waiting.
    what : str
        Which loops: `PAGE` or `DOTS`.
    """
    while not wait(_LOOK, what):
        watch(share())


def announce(*what: str) -> None:
    """Say that machine code is on its way to this process, `PAGE` unless told."""
    _shares.clear()
    _coming.update({each: Event() for each in what or (PAGE,)})


def tell(part: str, share: float) -> None:
    """Say which share of all loops has been compiled in one part of the work."""
    _shares[part] = share


def share() -> float:
    """Return the share of all loops that has been compiled, 0–1, in all parts."""
    return min(1.0, sum(_shares.values()))


def arrive(what: str = PAGE) -> None:
    """Say that it has come, or does not."""
    if (coming := _coming.pop(what, None)) is not None:
        coming.set()


def is_on_disk() -> bool:
    """Tell whether each loop that has been imported has machine code on disk."""
    return all(each.is_on_disk() for each in _all)


def made_by(work: Callable[[], None], watch: Watch) -> bytes:
    """Return the machine code that comes into being while some work is done.

    Parameters
    ----------
    work : callable
        Calls loops.
    watch : callable
        Told after each loop that had to be compiled which share of all has been. An
        exception that it raises ends the work.

    Returns
    -------
    bytes
        For `take`, in a process of the same program on the same machine.
    """
    made: dict[_Name, bytes] = {}

    def note(name: _Name, code: bytes) -> None:
        made[name] = code
        watch(len(made) / len(_all))

    _watches.append(note)
    try:
        work()
    finally:
        _watches.remove(note)
    return pickle.dumps([(dumps(name), code) for name, code in made.items()])


def take(code: bytes) -> None:
    """Use machine code of another process for loops not yet called in this one.

    Parameters
    ----------
    code : bytes
        As of `made_by`, from a process of our own.
    """
    _given.update({pickle.loads(name): each for name, each in pickle.loads(code)})


def make_ready_to_load(target_context: Any) -> None:  # noqa: ANN401 - numba's
    """Have there what machine code calls that has been compiled before.

    That is what counts references to arrays. Numba would make ready to compile, which
    loads all that it can compile: a seventh of what it takes to load the engine's code.
    Who compiles makes ready then.
    """
    rtsys.initialize(target_context)


class Code(NullCache):
    """The machine code of one loop: given by another process, or on disk.

    Parameters
    ----------
    function : callable
        The loop in Python.
    on_disk : numba's cache
        Keeps it on disk; or nowhere.
    """

    def __init__(self, function: Callable[..., object], on_disk: Any) -> None:  # noqa: ANN401
        self._loop = f"{function.__module__}.{function.__qualname__}"
        self.on_disk = on_disk
        _all.append(self)

    def is_on_disk(self) -> bool:
        """Tell whether there is any on disk."""
        return not isinstance(self.on_disk, NullCache) and self.on_disk.is_there()

    def load_overload(self, sig: Any, target_context: Any) -> Any:  # noqa: ANN401
        """Return the code for arguments of these types; None if there is none."""
        given = _given.pop((self._loop, sig), None)
        if given is None:
            with _held(self.on_disk, alone=False):
                return self.on_disk.load_overload(sig, target_context)
        make_ready_to_load(target_context)
        return CompileResult._rebuild(target_context, *pickle.loads(given))

    def save_overload(self, sig: Any, cres: Any) -> None:  # noqa: ANN401
        """Keep what has just been compiled, and tell who watches."""
        with _held(self.on_disk, alone=True):
            self.on_disk.save_overload(sig, cres)
        for watch in _watches:
            watch((self._loop, sig), dumps(cres._reduce()))


@contextmanager
def _held(on_disk: Any, alone: bool) -> Iterator[None]:  # noqa: ANN401 - numba's
    """Hold the folder of a loop's machine code while that is read, or written alone.

    Numba looks into an index for a name that is free, writes the index, then the code:
    of two processes that did so at once, one would find the code of the other under the
    name of its own, for arguments of other types.
    """
    folder = -1
    if fcntl is not None and not isinstance(on_disk, NullCache):
        with suppress(OSError):  # there is no folder: nobody writes to it
            folder = os.open(on_disk.cache_path, os.O_RDONLY)
    try:
        if folder >= 0:
            fcntl.flock(folder, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        if folder >= 0:
            os.close(folder)

"""How the engine's inner loops become machine code."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def kernel(function: Kernel) -> Kernel:
    """Compile a loop with numba: one thread, the interpreter lock released.

    One thread each, because a page serves many people at once: a pool of
    threads per fit would make them fight over the same few cores. The lock is
    released so that people do not wait for each other.

    The machine code is kept on disk beside the source, or in the user's cache
    folder. Where neither can be written, it is compiled once per process.

    Parameters
    ----------
    function : callable
        Plain Python over numpy arrays, in the subset that numba compiles.

    Returns
    -------
    callable
        The same function, compiled when it is first called.
    """
    try:
        return cast(Kernel, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba: "cannot cache function: no locator available"
        return cast(Kernel, numba.njit(nogil=True)(function))


def inlined(function: Kernel) -> Kernel:
    """Make a loop a part of every kernel that calls it.

    Handing arrays to a function takes several times as long as one round of the
    loops here, so what they have in common is put into each of them.

    Parameters
    ----------
    function : callable
        As for `kernel`.

    Returns
    -------
    callable
        The same function.
    """
    return cast(Kernel, numba.njit(inline="always", nogil=True)(function))

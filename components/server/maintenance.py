"""Background maintenance: warm-up at the start, then freeing memory now and then.

Streamlit drops the session of a closed tab when another session comes or goes: on a
server on which nobody is, the last ones stay for ever. The C library keeps freed
memory for later; it is asked to give that back.
"""

import asyncio
import ctypes
import gc
import importlib
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from threading import Event
from typing import Final

from streamlit import runtime

from components.work import pool, sandbox
from components.work.loops import Loops

_INTERVAL: Final = 30.0  # seconds

# glibc's mallopt: how many arenas its threads use. By default eight for each core, and
# what is freed in one is of no use in another.
_M_ARENA_MAX: Final = -8
_ARENAS: Final = 4

# What takes a second or two to import, and is imported when it is first needed: the
# elbow's package, with much of scipy, and what Streamlit looks for tables with.
_LATE_IMPORTS: Final = ("kneed", "pandas")


@asynccontextmanager
async def maintenance(*let_go: Callable[[], None]) -> AsyncIterator[None]:
    """Warm up for the first visit; free memory while the server runs.

    Parameters
    ----------
    *let_go : callable
        What lets go of things whose time is over; called now and then.
    """
    limit_malloc_arenas()
    sandbox.start()
    pool.start()
    ending = Event()
    loops = Loops(ending)
    tasks = [
        asyncio.create_task(asyncio.to_thread(warm_up, loops)),
        asyncio.create_task(_free_memory_periodically(let_go)),
    ]
    try:
        yield
    finally:
        ending.set()
        for task in tasks:
            task.cancel()


def warm_up(loops: Loops) -> None:
    """Have ready what a first visitor would wait for; to be called in a thread.

    Parameters
    ----------
    loops : Loops
        They come first: they draw the first picture.
    """
    loops.load()
    for module in _LATE_IMPORTS:
        importlib.import_module(module)
    spare_collector()


def spare_collector() -> None:
    """Have Python's garbage collector pass over all that is there by now.

    That is code, and stays: a quarter of a million objects. To go over them takes a
    sixth of a second, in which nobody's page runs. What visitors have at this moment is
    freed all the same as soon as nothing refers to it.
    """
    gc.collect()
    gc.freeze()


async def _free_memory_periodically(let_go: Sequence[Callable[[], None]]) -> None:
    while True:
        await asyncio.sleep(_INTERVAL)
        for each in let_go:
            each()
        dropped = drop_expired_sessions()
        await asyncio.to_thread(release_memory, dropped > 0)


def drop_expired_sessions() -> int:
    """Drop the sessions of tabs that were closed a while ago; return how many.

    To be called in the server's event loop, which alone touches them.
    """
    manager = runtime.get_instance()._session_mgr
    storage = manager._session_storage  # type: ignore[attr-defined]  # not public
    return len(storage._cache.expire())


def release_memory(garbage: bool) -> None:
    """Return freed memory to the system.

    Parameters
    ----------
    garbage : bool
        Whether there is likely to be some that only the collector finds.
    """
    if garbage:
        gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # glibc has it
            trim(0)


def limit_malloc_arenas() -> None:
    """Have all threads share a few of malloc's arenas."""
    if sys.platform == "linux":
        option = getattr(ctypes.CDLL(None), "mallopt", None)
        if option is not None:
            option(_M_ARENA_MAX, _ARENAS)

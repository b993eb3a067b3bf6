"""Giving memory back while the server runs.

Streamlit drops the session of a closed tab when another session comes or goes: on a
server on which nobody is, the last ones stay for ever. The C library keeps freed
memory for later; it is asked to give that back.
"""

import asyncio
import ctypes
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from streamlit import runtime

from components.engine.precompile import precompile
from components.work import pool, sandbox

_EVERY: Final = 30.0  # seconds

# glibc's mallopt: how many heaps its threads use. By default eight for each core, and
# what is freed in one is of no use in another.
_M_ARENA_MAX: Final = -8
_HEAPS: Final = 4


@asynccontextmanager
async def maintenance() -> AsyncIterator[None]:
    """Have everything ready for the first visit; tidy up while the server runs."""
    use_few_heaps()
    sandbox.start()
    pool.start()
    tasks = [
        asyncio.create_task(asyncio.to_thread(precompile)),
        asyncio.create_task(_tidy_up_for_ever()),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def _tidy_up_for_ever() -> None:
    while True:
        await asyncio.sleep(_EVERY)
        gone = drop_expired_sessions()
        await asyncio.to_thread(give_back, gone > 0)


def drop_expired_sessions() -> int:
    """Drop the sessions of tabs that were closed a while ago; return how many.

    To be called in the server's event loop, which alone touches them.
    """
    manager = runtime.get_instance()._session_mgr
    return len(manager._session_storage._cache.expire())  # type: ignore[attr-defined]


def give_back(garbage: bool) -> None:
    """Give freed memory back to the system.

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


def use_few_heaps() -> None:
    """Have all threads share a few heaps."""
    if sys.platform == "linux":
        option = getattr(ctypes.CDLL(None), "mallopt", None)
        if option is not None:
            option(_M_ARENA_MAX, _HEAPS)

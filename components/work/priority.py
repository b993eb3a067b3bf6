"""How urgent long work is in the pool: to be done soon, or later.

Everybody's moves of k are answered first. Next are fits, for whoever has just come;
last is what nobody waits for, which has the use of all cores but one; and what is done
ahead, which has what is left of all of them, and keeps nobody from his turn.
"""

import os
import threading
from collections.abc import Callable
from typing import Any, Final

from components.work import pool
from components.work.jobs import Work

# Niceness, in the pool.
_NEXT, _LAST, _AHEAD = 5, 10, 15
_SPARE: Final = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) - 1))
_LOOK: Final = 0.1  # seconds between two looks at whether anybody waits

Task = Callable[..., Any]


def soon(task: Task, *arguments: object) -> Work[Any]:
    """Put work that somebody waits for into the form that `Jobs` takes.

    Parameters
    ----------
    task : callable
        A `Job`, or another function of a module.
    *arguments
        What it takes.
    """
    return lambda report, offer: pool.run(
        task, *arguments, report=report, offer=offer, behind=_NEXT
    )


def later(task: Task, *arguments: object) -> Work[Any]:
    """Put work that nobody waits for into that form; parameters as of `soon`."""

    def work(report: Callable[[float], None], offer: Callable[[Any], None]) -> object:
        while not _SPARE.acquire(timeout=_LOOK):
            report(0.0)  # gives up what nobody waits for any more
        try:
            return pool.run(task, *arguments, report=report, offer=offer, behind=_LAST)
        finally:
            _SPARE.release()

    return work


def here(task: Task, *arguments: object) -> Work[Any]:
    """Put work that cannot travel into that form; parameters as of `soon`.

    It is done in a thread of this process: so it hands on what takes long.
    """
    return lambda report, offer: task(*arguments, report, offer)


def ahead(task: Task, *arguments: object) -> Work[Any]:
    """Put long work that nobody has asked for into that form.

    It takes no turn among what is to be done later: figures that somebody has just
    opened would wait for its end. So let only one of it run at a time.
    """
    return lambda report, offer: pool.run(
        task, *arguments, report=report, offer=offer, behind=_AHEAD
    )

"""Several pieces of work at once, where a core is idle."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Semaphore
from typing import Final, TypeVar

from components.engine.progress import Progress, say_nothing

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# So many threads help in this process, whoever asks.
_HELPERS: Final = Semaphore((os.cpu_count() or 1) - 1)


def each(
    work: Callable[[Thing], Result],
    things: Sequence[Thing],
    report: Progress = say_nothing,
) -> list[Result]:
    """Do the same with each of several things, with the help of another thread.

    Who asks works too, and takes what is next until nothing is left. Where all cores
    have helpers already there is none, so that many who ask at once do not fight over
    them.

    Parameters
    ----------
    work : callable
        Is given a thing. Worth it for loops that release the interpreter's lock; must
        not depend on what is done with other things, for they come in any order.
    things : sequence
        What is to be done, the longest first.
    report : callable
        Told the share begun, 0–1, once for each thing and in this thread. What it
        raises ends the work.

    Returns
    -------
    list
        What came of each thing.

    Examples
    --------
    >>> each(abs, [3, -2, 1])
    [3, 2, 1]
    """
    results: dict[int, Result] = {}
    numbers = range(len(things))
    left, told = iter(numbers), iter(numbers)  # each is taken by one thread only

    def take_what_is_left() -> None:
        for i in left:
            results[i] = work(things[i])

    def tell(until: int) -> None:
        for i in told:
            report(i / len(things))
            if i == until:
                return

    with _help(take_what_is_left, len(things) > 1):
        try:
            for i in left:
                tell(i)
                results[i] = work(things[i])
        finally:
            for _ in left:
                pass  # after an error the helper finds nothing left
    tell(len(things))
    return [results[i] for i in numbers]


@contextmanager
def _help(work: Callable[[], object], worth: bool) -> Iterator[None]:
    """Do some work in another thread meanwhile, if there is one to help."""
    if not (worth and _HELPERS.acquire(blocking=False)):
        yield
        return
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="kcolors-helper") as helper:
            done = helper.submit(work)
            yield
            done.result()
    finally:
        _HELPERS.release()

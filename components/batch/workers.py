"""Processes that read, count and draw.

They are copies of this one where the system can make such (Linux), so that they have
the engine's machine code at once. Each has one picture in hand at a time.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.synchronize import Event
from typing import Final

from components.batch.crew import Answer, Crew, Job
from components.batch.kept import KEPT

# Jobs that are handed over ahead, for each worker: enough for none to wait.
_AHEAD: Final = 2


class Workers(Crew):
    """Some processes, until the end of a ``with``.

    Parameters
    ----------
    number : int
        How many.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool = self._start()

    def __exit__(self, *problem: object) -> None:
        """End the processes; at once, where something has gone wrong."""
        if any(problem):
            self._stop.set()
        self._pool.shutdown(cancel_futures=True)

    def map(
        self,
        work: Callable[[Job], Answer],
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
    ) -> Iterator[tuple[Job, Answer | None]]:
        """Have each job done by some process; as of `Crew.map`.

        A process that a job breaks (a decoder crashes, the system takes its memory)
        ends all of them. They are started again, and what was in hand is done once
        more, in parts, one at a time: so the part that breaks it is found, and nothing
        else is lost.
        """
        waiting = iter(jobs)
        running: dict[Future[Answer], Job] = {}
        while True:
            for job in islice(waiting, _AHEAD * self._number - len(running)):
                running[self._submit(work, job)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = [running.pop(each) for each in done if _broke(each)]
            for each in done:
                if each in running:
                    yield running.pop(each), each.result()
            if broken:
                yield from self._one_by_one(work, [*broken, *running.values()], apart)
                running.clear()

    def _one_by_one(
        self,
        work: Callable[[Job], Answer],
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
    ) -> Iterator[tuple[Job, Answer | None]]:
        self._restart()
        for job in jobs:
            for part in apart(job):
                try:
                    yield part, self._pool.submit(work, part).result()
                except BrokenProcessPool:
                    self._restart()
                    yield part, None

    def _submit(self, work: Callable[[Job], Answer], job: Job) -> Future[Answer]:
        try:
            return self._pool.submit(work, job)
        except BrokenProcessPool as problem:  # by a job before this one
            future = Future[Answer]()
            future.set_exception(problem)
            return future

    def _restart(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # A process with several threads cannot be copied safely.
        alone = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if alone else "spawn")
        self._stop = context.Event()
        return ProcessPoolExecutor(self._number, context, _begin, (self._stop,))


def _broke(future: Future[Answer]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _begin(stop: Event) -> None:
    """Leave it to the first process when to stop; end with it, whatever it ends by."""
    KEPT.begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    first = multiprocessing.parent_process()
    ends = [stop.wait] if first is None else [stop.wait, first.join]
    for end in ends:
        threading.Thread(target=_end_after, args=(end,), daemon=True).start()


def _end_after(wait_for_it: Callable[[], object]) -> None:
    """End this process, whatever it is at: no file is ever half written."""
    wait_for_it()
    os._exit(1)

"""Long work: done once for all who wait for it, dropped when nobody does."""

import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from components.work.cache import Cache

Result = TypeVar("Result")
Report = Callable[[float], None]
Work = Callable[[Report, Callable[[Result], None]], Result]


# Seconds between two looks at work that runs. Whoever waits may be wanted elsewhere,
# and notices then. Where more than some wait, each looks less often: all of them share
# the interpreter's lock with those who do not wait.
_LOOK = 0.03
_AT_EASE = 6
_NOTHING = object()


class AbandonedError(Exception):
    """Nobody waits for this work any more."""


@dataclass
class _Job(Generic[Result]):
    future: "Future[Result]" = field(default_factory=Future)
    waiting: int = 0
    left: float = 0.0  # when the last who waited went away
    share: float = 0.0
    begun: bool = False
    offered: list[Result] = field(default_factory=list)
    any_offered: "Future[None]" = field(default_factory=Future)

    def offer(self, result: Result) -> None:
        """Give those who wait a result that is not final."""
        self.offered.append(result)
        if not self.any_offered.done():
            self.any_offered.set_result(None)


class Jobs(Generic[Result]):
    """A small pool of threads, whose results are remembered.

    Parameters
    ----------
    workers : int
        How many jobs run at once.
    memory : Cache
        Keeps the results.
    name : str
        Tells these jobs from others that share the memory.
    linger : float
        Seconds that work goes on when nobody waits: whoever went away may be back
        at once, as a page is that runs again.
    """

    def __init__(
        self,
        workers: int,
        memory: Cache,
        name: str = "",
        linger: float = 0.0,
    ) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="kcolors")
        self._workers = workers
        self._memory = memory
        self._name = name
        self._linger = linger
        self._lock = Lock()
        self._running: dict[Hashable, _Job[Result]] = {}
        self._waiting = 0

    def known(self, key: Hashable, otherwise: object = None) -> Result | None:
        """Return the result of work that is done already, or else something else.

        Starts nothing.
        """
        found: Result | None = self._memory.known((self._name, key), otherwise)
        return found

    def keep(self, key: Hashable, result: Result) -> None:
        """Keep the result of work that was done elsewhere."""
        self._memory.keep((self._name, key), result)

    def in_line(self, key: Hashable) -> bool:
        """Tell whether some work has to wait until other work has ended."""
        with self._lock:
            known = self._memory.known((self._name, key), _NOTHING)
            job = self._running.get(key)
            if known is not _NOTHING or (job is not None and job.begun):
                return False
            begun = sum(each.begun for each in self._running.values())
            return begun >= self._workers

    def begin(self, key: Hashable, work: "Work[Result]") -> None:
        """Begin some work for which somebody is about to wait.

        It goes on for as long as it may when nobody waits.

        Parameters
        ----------
        key : hashable
            Names the work, as of `get`.
        work : callable
            Does it, unless it is done or being done already.
        """
        with self._lock:
            known = self._memory.known((self._name, key), _NOTHING)
            if known is _NOTHING:
                job = self._running.get(key) or self._begin(key, work)
                job.left = time.monotonic()

    @contextmanager
    def kept(self, key: Hashable) -> Iterator[None]:
        """Have work go on, if it runs, for somebody who comes to wait afterwards."""
        with self._lock:
            job = self._running.get(key)
            if job is not None:
                job.waiting += 1
        try:
            yield
        finally:
            with self._lock:
                if job is not None:
                    job.waiting -= 1
                    job.left = time.monotonic()

    def get(
        self, key: Hashable, work: "Work[Result]", watch: Report, soon: bool = False
    ) -> tuple[Result, bool]:
        """Return the result of some work, doing it unless that is done already.

        Parameters
        ----------
        key : hashable
            Names the work; same key, same result.
        work : callable
            Does it. Is given a function to tell the share done, 0–1, which raises
            AbandonedError once nobody waits, and one to offer a result that is
            not final.
        watch : callable
            Called in this thread several times a second with the share done. An
            exception that it raises ends the waiting.
        soon : bool
            Whether a result that is not final will do.

        Returns
        -------
        result : object
            What ``work`` returned, or offered.
        final : bool
            Which of the two.
        """
        while True:
            with self._lock:
                found = self._memory.known((self._name, key), _NOTHING)
                if found is not _NOTHING:
                    return found, True
                job = self._running.get(key) or self._begin(key, work)
                job.waiting += 1
                self._waiting += 1
            try:
                wanted: list[Future[Any]] = [job.future]
                wanted += [job.any_offered] if soon else []
                while not wait(wanted, self._look(), FIRST_COMPLETED).done:
                    watch(job.share)
                if job.future.done():
                    return job.future.result(), True
                return job.offered[-1], False
            except AbandonedError:
                continue  # given up by others just before we came
            finally:
                with self._lock:
                    self._waiting -= 1
                    job.waiting -= 1
                    job.left = time.monotonic()

    def _look(self) -> float:
        return _LOOK * max(1, self._waiting / _AT_EASE)

    def _begin(self, key: Hashable, work: "Work[Result]") -> "_Job[Result]":
        job = self._running[key] = _Job()
        try:
            self._pool.submit(self._run, key, job, work)
        except BaseException:
            # No thread could be had. The pool keeps the job all the same, for the next
            # thread: it is not to be found then.
            del self._running[key]
            raise
        return job

    def _run(self, key: Hashable, job: "_Job[Result]", work: "Work[Result]") -> None:
        with self._lock:
            if self._running.get(key) is not job:
                return
            job.begun = True

        def report(share: float) -> None:
            job.share = share
            with self._lock:
                alone = time.monotonic() - job.left >= self._linger
                if job.waiting == 0 and alone:
                    raise AbandonedError

        try:
            result = work(report, job.offer)
            self._finish(key, result)
        except BaseException as problem:  # noqa: BLE001 - whoever waits gets it
            self._finish(key)
            job.future.set_exception(problem)
        else:
            job.future.set_result(result)

    def _finish(self, key: Hashable, *result: Result) -> None:
        with self._lock:
            for value in result:
                self._memory.keep((self._name, key), value)
            self._running.pop(key, None)

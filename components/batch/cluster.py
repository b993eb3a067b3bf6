"""A cluster that reads, counts and draws: Dask, on any number of machines.

Its workers have this program, and see the same folders by the same paths. What is lost
with a worker is done again by another, and the bytes are those of one process.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import add, itemgetter
from typing import Any, Final

from distributed import Client, Future, as_completed
from distributed.scheduler import KilledWorker

from components.batch.crew import Answer, Crew, Job
from components.batch.reading import Read
from components.engine.clustering.adding import Tally, TallySum

# Jobs that are handed over ahead, for each thread of the cluster.
_AHEAD: Final = 3
# So many jobs are added up in the cluster before their sum comes here.
_TOGETHER: Final = 64
_PATIENCE: Final = 30  # seconds in which a scheduler must answer


class Cluster(Crew):
    """A cluster that is there, until the end of a ``with``.

    Parameters
    ----------
    address : str
        Of its scheduler: ``tcp://host:8786``.

    Raises
    ------
    OSError
        If nobody answers there in half a minute.
    """

    def __init__(self, address: str) -> None:
        self._client = Client(address, timeout=_PATIENCE, set_as_default=False)

    def __exit__(self, *problem: object) -> None:
        """Leave the cluster; what it has not begun with is not done."""
        self._client.close()

    def map(
        self,
        work: Callable[[Job], Answer],
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
    ) -> Iterator[tuple[Job, Answer | None]]:
        """Have each job done by some worker; as of `Crew.map`.

        A job with which several workers were lost is done once more in parts, and a
        part with which that happens is given up.
        """
        lost: list[Job] = []
        for job, answer in self._each(lambda job: self._submit(work, job), jobs):
            if answer is None:
                lost.append(job)
            else:
                yield job, answer
        parts = (part for job in lost for part in apart(job))
        yield from self._each(lambda job: self._submit(work, job), parts)

    def added(
        self,
        work: Callable[[Job], tuple[Tally, list[Read]]],
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
        total: TallySum,
    ) -> Iterator[tuple[Job, list[Read] | None]]:
        """Have each job counted, and add what is counted; as of `Crew.added`.

        What is counted stays with the workers and is added there, two at a time, until
        there is one sum for many jobs.
        """
        waiting = iter(jobs)
        many = iter(lambda: tuple(islice(waiting, _TOGETHER)), ())
        for some, answer in self._each(lambda some: self._sum(work, some), many):
            if answer is None:
                yield from super().added(work, some, apart, total)
                continue
            tally, read = answer
            total.add(tally)
            yield from zip(some, read, strict=True)

    def _sum(
        self, work: Callable[[Job], tuple[Tally, list[Read]]], jobs: Iterable[Job]
    ) -> "Future[Any]":
        """Have some jobs counted; return the sum, and what is known of each."""
        counted = [self._submit(work, job) for job in jobs]
        sums = [self._submit(itemgetter(0), each) for each in counted]
        while len(sums) > 1:
            pairs = zip(sums[::2], sums[1::2], strict=False)
            odd = sums[len(sums) // 2 * 2 :]
            sums = [*(self._submit(add, *pair) for pair in pairs), *odd]
        read = [self._submit(itemgetter(1), each) for each in counted]
        return self._submit(_both, sums[0], read)

    def _submit(self, work: Callable[..., Any], *arguments: Any) -> "Future[Any]":  # noqa: ANN401
        return self._client.submit(work, *arguments, pure=False)

    def _each(
        self, begin: "Callable[[Job], Future[Any]]", jobs: Iterable[Job]
    ) -> Iterator[tuple[Job, Any]]:
        """Begin with jobs, never too many at a time; None for those given up."""
        waiting = iter(jobs)
        done = as_completed(loop=self._client.loop)
        running: dict[Any, Job] = {}
        while True:
            for job in islice(waiting, max(0, self._room() - len(running))):
                future = begin(job)
                running[future.key] = job
                done.add(future)
            if not running:
                return
            future = next(done)
            gone = isinstance(future.exception(), KilledWorker)
            yield running.pop(future.key), None if gone else future.result()

    def _room(self) -> int:
        threads = int(sum(self._client.ncores().values()))
        return _AHEAD * max(1, threads)


def _both(tally: Tally, read: list[list[Read]]) -> tuple[Tally, list[list[Read]]]:
    """Return both: to be sent at once."""
    return tally, read

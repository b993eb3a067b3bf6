"""Who does the work on many pictures: what all of them can do."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Self, TypeVar

from components.batch.kept import KEPT

if TYPE_CHECKING:  # workers are started sooner without it
    from components.batch.reading import Read
    from components.engine.clustering.adding import Tally, TallySum

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class Crew(ABC):
    """Some processes, or one, until the end of a ``with``."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    @abstractmethod
    def __exit__(self, *problem: object) -> None:
        """End; after a problem, at once."""

    @abstractmethod
    def map(
        self,
        work: Callable[[Job], Answer],
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
    ) -> Iterator[tuple[Job, Answer | None]]:
        """Have each job done.

        Parameters
        ----------
        work : callable
            Does a job; a function of a module, or a `functools.partial` of one.
        jobs : iterable
            They are asked for as they are needed.
        apart : callable
            Takes a job into its parts, where one of them breaks who does it.

        Yields
        ------
        job, answer
            In the order in which they are done; None for a job that breaks a process.
        """

    def added(
        self,
        work: "Callable[[Job], tuple[Tally, list[Read]]]",
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
        total: "TallySum",
    ) -> "Iterator[tuple[Job, list[Read] | None]]":
        """Have each job counted, and add what is counted to a sum.

        Parameters
        ----------
        work, jobs, apart
            As of `map`; the work gives a tally and what is known of the pictures.
        total : TallySum
            Has what was counted in all jobs that have come back so far.

        Yields
        ------
        job, read
            What is known; None for a job that breaks a process.
        """
        for job, answer in self.map(work, jobs, apart):
            if answer is None:
                yield job, None
            else:
                total.add(answer[0])
                yield job, answer[1]


class Here(Crew):
    """The process that asks, for few pictures: nothing is started for them."""

    def __init__(self) -> None:
        KEPT.begin()

    def __exit__(self, *problem: object) -> None:
        """Let go of what was kept."""
        KEPT.end()

    def map(
        self,
        work: Callable[[Job], Answer],
        jobs: Iterable[Job],
        apart: Callable[[Job], Iterable[Job]],
    ) -> Iterator[tuple[Job, Answer | None]]:
        """Do each job, one after the other; as of `Crew.map`."""
        for job in jobs:
            yield job, work(job)

"""Work declared where it belongs: one decorator says what is kept of it, and how.

``@job`` is for what takes long and is done in a process of its own; ``@cached`` for
what is quick enough to be done at once. The cache key is never written by hand: it is
the function's name and the keys of its arguments.
"""

import os
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import PurePath
from threading import Semaphore, Thread
from typing import Any, Concatenate, Final, Generic, ParamSpec, Protocol, TypeVar, cast

from components.engine import machine_code
from components.work.cache import Cache
from components.work.jobs import Jobs, Work

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Watch = Callable[[float], None]
Meanwhile = Callable[..., Any]

# Puts a task and its arguments into the form that `Jobs` takes; see `priority`.
Priority = Callable[..., Work[Any]]

# Seconds that work goes on when nobody waits for it any more.
_LINGER: Final = 2.0
_PLAIN: Final = (str, bytes, int, float, PurePath, type(None))

# So many threads of this process work out what is soon asked for.
_IDLE_CORES: Final = Semaphore((os.cpu_count() or 1) - 1)

DECLARED: Final[list["Job[..., Any] | Cached[..., Any]"]] = []


class HasKey(Protocol):
    """An object of the model: equal keys mean equal content."""

    @property
    def key(self) -> str:
        """Cache key."""


def identity(argument: object) -> Hashable:
    """Cache key of an argument.

    Parameters
    ----------
    argument : object
        An object with a ``key``, or something plain: text, bytes, a number, a path,
        None, a tuple of such.

    Raises
    ------
    TypeError
        If it is neither. An array, say, would be told from others by its address.

    Examples
    --------
    >>> identity((2, 8, "srgb"))
    (2, 8, 'srgb')
    """
    if isinstance(argument, tuple):
        return tuple(map(identity, argument))
    if isinstance(argument, _PLAIN):
        return argument
    key = getattr(argument, "key", None)
    if not isinstance(key, str):
        raise TypeError(f"{type(argument).__name__} has no cache key.")
    return key


@dataclass(frozen=True)
class Report:
    """What work is given to say how far it is.

    Attributes
    ----------
    share : callable
        Told the share done, 0–1. Calling the report itself does the same.
    offer : callable
        Given a result that is not final, for whoever would rather have that soon.
    """

    share: Watch
    offer: Callable[[Any], None]

    def __call__(self, share: float) -> None:
        """Tell the share done, 0–1."""
        self.share(share)


class Declared:
    """A function that is known by its full name, also in other processes."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.__module__ = function.__module__
        self.__qualname__ = function.__qualname__
        self.__doc__ = function.__doc__

    @property
    def name(self) -> str:
        """Module and name."""
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self) -> str:
        """Travel by name: the other process has the function too."""
        return self.__qualname__

    def key_of(self, *arguments: object) -> Hashable:
        """Cache key of a call."""
        return (self.name, *map(identity, arguments))


class Job(Declared, Generic[Arguments, Result]):
    """Long work, done once for all who want it; see `job`."""

    def __init__(
        self,
        function: Callable[Concatenate[Report, Arguments], Result],
        keep: Cache,
        priority: Priority,
        at_once: int,
        meanwhile: Meanwhile | None,
        early: "Job[..., Result] | None",
    ) -> None:
        super().__init__(function)
        self._function = function
        self._priority = priority
        self._meanwhile = meanwhile
        self._early = early
        self._jobs: Jobs[Result] = Jobs(at_once, keep, self.name, linger=_LINGER)

    def peek(
        self, *arguments: Arguments.args, **none: Arguments.kwargs
    ) -> Result | None:
        """Return the result if it is known; start nothing."""
        return self._jobs.known(self.key_of(*arguments))

    def begin(self, *arguments: Arguments.args, **none: Arguments.kwargs) -> None:
        """Begin to work the result out, unless it is known: it is soon waited for.

        Where nobody comes to wait, it is dropped after a moment.

        Parameters
        ----------
        *arguments
            What the job takes, without the report; by position.
        """
        self._jobs.begin(self.key_of(*arguments), self._work(arguments))

    def kept(
        self, *arguments: Arguments.args, **none: Arguments.kwargs
    ) -> AbstractContextManager[None]:
        """Have work that runs go on while something else is done, before `wait`."""
        return self._jobs.kept(self.key_of(*arguments))

    def wait(
        self, watch: Watch, *arguments: Arguments.args, **none: Arguments.kwargs
    ) -> Result:
        """Return the result, working it out unless it is known.

        Parameters
        ----------
        watch : callable
            Told the share done, 0–1, several times a second. An exception that it
            raises ends the waiting, and the work if nobody else waits for it.
        *arguments
            What the job takes, without the report; by position.
        """
        return self._ask(watch, arguments, soon=False)[0]

    def wait_for_first(
        self, watch: Watch, *arguments: Arguments.args, **none: Arguments.kwargs
    ) -> tuple[Result, bool]:
        """Return the first result that is offered, and whether it is the final one."""
        early = self._wait_for_early(watch, arguments)
        if early is None:
            return self._ask(watch, arguments, soon=True)
        # It keeps its place in the line.
        self._jobs.begin(self.key_of(*arguments), self._work(arguments))
        return early, False

    def _wait_for_early(
        self, watch: Watch, arguments: tuple[object, ...]
    ) -> Result | None:
        """Return what another job finds first, if this one cannot be begun now."""
        if self._early is None or self._jobs.known(self.key_of(*arguments)) is not None:
            return None
        known = self._early._jobs.known(self._early.key_of(*arguments))
        if known is None and self._jobs.in_line(self.key_of(*arguments)):
            return self._early._ask(watch, arguments, soon=True)[0]
        return known

    def note(
        self,
        result: Result,
        *arguments: Arguments.args,
        **none: Arguments.kwargs,
    ) -> None:
        """Keep a result that was come by in another way, as if the job had been done.

        Parameters
        ----------
        result : object
            What the job would return.
        *arguments
            What it takes, without the report; by position.
        """
        self._jobs.keep(self.key_of(*arguments), result)

    def _ask(
        self, watch: Watch, arguments: tuple[object, ...], soon: bool
    ) -> tuple[Result, bool]:
        key, work = self.key_of(*arguments), self._work(arguments)
        return self._jobs.get(key, work, watch, soon)

    def _work(self, arguments: tuple[object, ...]) -> "Work[Result]":
        work = cast("Work[Result]", self._priority(self, *arguments))
        if not machine_code.at_hand():
            work = self._once_compiled(work, arguments)
        return work

    def _once_compiled(
        self, work: "Work[Result]", arguments: tuple[object, ...]
    ) -> "Work[Result]":
        """Put off work until its loops are compiled; offer what can be had before."""

        def later(report: Watch, offer: Callable[[Result], None]) -> Result:
            if self._meanwhile is not None:
                first = self._priority(self._meanwhile, *arguments)
                offer(cast(Result, first(report, offer)))
            machine_code.wait_for(report)  # gives up what nobody waits for
            return work(report, offer)

        return later

    def __call__(self, *given: Any) -> Result:  # noqa: ANN401 - as a pool's work is
        """Do the work here: arguments, a function to report, and one to offer."""
        *arguments, share, offer = given
        function: Callable[..., Result] = self._function
        return function(Report(share, offer), *arguments)


def job(
    keep: Cache,
    priority: Priority,
    at_once: int = 1,
    meanwhile: Meanwhile | None = None,
    early: Job[..., Any] | None = None,
) -> Callable[
    [Callable[Concatenate[Report, Arguments], Result]], Job[Arguments, Result]
]:
    """Declare a function as long work.

    It is done in a process of its own (`components.work.pool`), so it stands in a
    module named ``work``, which never imports Streamlit; its arguments travel there
    and are named by their keys. Its first argument is a `Report`.

    Parameters
    ----------
    keep : Cache
        Keeps the results.
    priority : callable
        `priority.soon` for what somebody waits for, else `priority.later`;
        `priority.here` for what cannot travel, and hands on what takes long.
    at_once : int
        How many of these run at the same time.
    meanwhile : callable, optional
        A function of a module. Its result is offered while the engine's loops are being
        compiled. Takes the same arguments, and then what a pool's work is given: a
        function to tell the share done, and one to offer a result.
    early : Job, optional
        Returns what this one offers first. It is asked for that where as many of these
        run as may: whoever comes then waits for the first result of his, and not for
        the ends of others'.

    Returns
    -------
    callable
        The decorator. What it returns is asked by `Job.peek` and `Job.wait`.
    """

    def declare(
        function: Callable[Concatenate[Report, Arguments], Result],
    ) -> Job[Arguments, Result]:
        declared = Job(function, keep, priority, at_once, meanwhile, early)
        DECLARED.append(declared)
        return declared

    return declare


class Cached(Declared, Generic[Arguments, Result]):
    """A function whose results are kept; see `cached`."""

    def __init__(
        self, function: Callable[Arguments, Result], keep: Cache, size: int
    ) -> None:
        super().__init__(function)
        self._function = function
        self._keep = keep
        self._size = size

    def __call__(self, *arguments: Arguments.args, **none: Arguments.kwargs) -> Result:
        """Return the result, working it out here and now unless it is kept."""
        return self._keep.get(
            self.key_of(*arguments),
            lambda: self._function(*arguments, **none),
            self._size,
        )

    def begin(self, *arguments: Arguments.args, **none: Arguments.kwargs) -> bool:
        """Begin to work the result out in another thread: it is soon asked for.

        Who asks then waits for that thread. Where all cores but one are at such work
        already, nothing begins, and who asks works.

        Parameters
        ----------
        *arguments
            As of the function; by position. Worth it if that releases the
            interpreter's lock.

        Returns
        -------
        bool
            Whether it is known, or somebody works it out, now.
        """
        if self._keep.is_at_hand(self.key_of(*arguments)):
            return True
        # Who asks for what failed here tries it again, and hears why.
        return on_idle_core(lambda: self(*arguments, **none))


def on_idle_core(work: Callable[[], object]) -> bool:
    """Begin some work in another thread, unless all cores but one are at such work.

    Parameters
    ----------
    work : callable
        What somebody soon asks for, and does where it is not begun here or fails: what
        it raises is dropped. Worth it if it releases the interpreter's lock.

    Returns
    -------
    bool
        Whether it has begun.
    """
    if not _IDLE_CORES.acquire(blocking=False):
        return False

    def and_make_room() -> None:
        try:
            with suppress(Exception):
                work()
        finally:
            _IDLE_CORES.release()

    try:
        Thread(target=and_make_room, name="kcolors-begun", daemon=True).start()
    except RuntimeError:  # no thread to be had
        _IDLE_CORES.release()
        return False
    return True


def cached(
    keep: Cache, size: int = 0
) -> Callable[[Callable[Arguments, Result]], Cached[Arguments, Result]]:
    """Declare a function whose results are kept, by the keys of its arguments.

    Parameters
    ----------
    keep : Cache
        Keeps the results. They are shared by all who ask, and never changed.
    size : int
        Bytes of a result that `footprint` does not see.
    """

    def declare(function: Callable[Arguments, Result]) -> Cached[Arguments, Result]:
        declared = Cached(function, keep, size)
        DECLARED.append(declared)
        return declared

    return declare

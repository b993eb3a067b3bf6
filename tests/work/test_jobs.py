"""Work is done once for all who wait for it, and dropped when nobody does."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from components.work.cache import Cache
from components.work.footprint import footprint
from components.work.jobs import AbandonedError, Jobs

Report = Callable[[float], None]
PATIENCE = 20  # seconds until a test that hangs is given up


def room_for_all() -> Cache:
    return Cache(most=10**6, idle=PATIENCE)


def room_for_two_letters() -> Cache:
    each = footprint(("", "a")) + footprint("a")
    return Cache(most=2 * each, idle=PATIENCE)


def get(
    jobs: Jobs[object],
    key: str,
    work: Callable[[Report], object],
    watch: Report,
) -> object:
    """Wait for the final result of work that has nothing to offer before."""
    result, final = jobs.get(key, lambda report, offer: work(report), watch)
    assert final
    return result


class LeftError(Exception):
    """Whoever waited has gone."""


def occur(event: Event) -> None:
    """Wait until something has happened."""
    assert event.wait(PATIENCE)


def ignore(share: float) -> None:
    pass


def leave(share: float) -> None:
    raise LeftError


class Work:
    """Work that starts, stands still until told, and counts how often it is done."""

    def __init__(self, result: object = "result") -> None:
        self.result = result
        self.times = 0
        self.started = Event()
        self.may_end = Event()

    def __call__(self, report: Report) -> object:
        """Do it once more."""
        self.times += 1
        self.started.set()
        occur(self.may_end)
        report(1.0)
        return self.result


class Waiter:
    """Someone waiting in a thread, who can be told to leave."""

    def __init__(
        self,
        people: ThreadPoolExecutor,
        jobs: Jobs[object],
        work: Callable[[Report], object],
        key: str = "key",
    ) -> None:
        self.waits = Event()
        self.leaves = Event()
        self.shares: list[float] = []
        self.future: Future[object] = people.submit(get, jobs, key, work, self.watch)

    def watch(self, share: float) -> None:
        """Note the share done, and leave if told to."""
        self.shares.append(share)
        self.waits.set()
        if self.leaves.is_set():
            raise LeftError

    def answer(self) -> object:
        """Return what the waiting was for."""
        return self.future.result(PATIENCE)


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def jobs() -> Jobs[object]:
    return Jobs(workers=2, memory=room_for_all())


def test_work_is_done_once_for_two_who_wait(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    work = Work(result=object())
    waiters = [Waiter(people, jobs, work) for _ in range(2)]
    for waiter in waiters:
        occur(waiter.waits)
    work.may_end.set()
    assert waiters[0].answer() is waiters[1].answer() is work.result
    assert work.times == 1


@pytest.mark.parametrize("result", ["something", None, 0])
def test_a_result_is_kept(jobs: Jobs[object], result: object) -> None:
    first, second = Work(result), Work("another")
    first.may_end.set()
    assert get(jobs, "key", first, ignore) is result
    assert get(jobs, "key", second, ignore) is result
    assert second.times == 0


def test_work_of_another_key_is_other_work(jobs: Jobs[object]) -> None:
    assert get(jobs, "one", lambda report: 1, ignore) == 1
    assert get(jobs, "two", lambda report: 2, ignore) == 2


def test_work_of_different_keys_is_done_at_the_same_time(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    both = Barrier(2)

    def work(report: Report) -> object:
        both.wait(PATIENCE)
        return "met"

    waiters = [Waiter(people, jobs, work, key) for key in ("one", "two")]
    assert [waiter.answer() for waiter in waiters] == ["met", "met"]


def test_no_more_work_is_done_at_once_than_there_are_workers(
    people: ThreadPoolExecutor,
) -> None:
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all())
    first, second = Work(1), Work(2)
    waits_for_first = Waiter(people, jobs, first, "first")
    occur(first.started)
    waits_for_second = Waiter(people, jobs, second, "second")
    occur(waits_for_second.waits)
    assert not second.started.is_set()
    first.may_end.set()
    second.may_end.set()
    assert (waits_for_first.answer(), waits_for_second.answer()) == (1, 2)


def test_the_result_not_used_for_longest_goes_first() -> None:
    jobs: Jobs[object] = Jobs(workers=2, memory=room_for_two_letters())
    done: list[str] = []

    def ask(key: str) -> None:
        def work(report: Report) -> object:
            done.append(key)
            return key

        assert get(jobs, key, work, ignore) == key

    for key in "abacbabc":
        ask(key)
    # a b, a again, c drops b, b drops a, a drops c, b again, c drops a
    assert "".join(done) == "abcbac"


def test_an_exception_reaches_everyone_who_waits_and_is_not_kept(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    may_fail = Event()

    def fail(report: Report) -> object:
        occur(may_fail)
        raise KeyError("no such thing")

    waiters = [Waiter(people, jobs, fail) for _ in range(2)]
    for waiter in waiters:
        occur(waiter.waits)
    may_fail.set()
    for waiter in waiters:
        with pytest.raises(KeyError, match="no such thing"):
            waiter.answer()
    assert get(jobs, "key", lambda report: "better", ignore) == "better"


def test_a_failure_does_not_cost_a_worker() -> None:
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all())

    def fail(report: Report) -> object:
        raise SystemExit

    with pytest.raises(SystemExit):
        get(jobs, "key", fail, ignore)
    assert get(jobs, "key", lambda report: "well", ignore) == "well"


def test_who_waits_is_told_how_far_the_work_is(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    told_half = Event()

    def work(report: Report) -> object:
        occur(waits)
        report(0.5)
        occur(told_half)
        return "done"

    shares: list[float] = []
    waits = Event()

    def watch(share: float) -> None:
        shares.append(share)
        waits.set()
        if share == 0.5:
            told_half.set()

    assert people.submit(get, jobs, "key", work, watch).result(PATIENCE) == "done"
    assert shares[0] == 0
    assert shares[-1] == 0.5


def test_work_is_abandoned_when_the_only_one_who_waits_leaves(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    gone, ended = Event(), Event()

    def work(report: Report) -> object:
        occur(gone)
        try:
            report(0.5)
        except AbandonedError:
            ended.set()
            raise
        return "too late"

    with pytest.raises(LeftError):
        get(jobs, "key", work, leave)
    gone.set()
    occur(ended)
    # It is neither kept nor in the way of who comes later.
    assert get(jobs, "key", lambda report: "anew", ignore) == "anew"


def test_work_goes_on_for_the_other_when_one_leaves(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    work = Work()
    one, other = (Waiter(people, jobs, work) for _ in range(2))
    occur(one.waits)
    occur(other.waits)
    one.leaves.set()
    with pytest.raises(LeftError):
        one.answer()
    work.may_end.set()
    assert other.answer() == "result"
    assert work.times == 1


def test_work_goes_on_for_who_comes_before_it_noticed_that_all_left(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    work = Work()
    with pytest.raises(LeftError):
        get(jobs, "key", work, leave)
    late = Waiter(people, jobs, work)
    occur(late.waits)
    work.may_end.set()
    assert late.answer() == "result"
    assert work.times == 1


def test_who_comes_while_work_is_being_dropped_gets_a_result(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    gone, gives_up, newcomer_waits = Event(), Event(), Event()

    def dropped(report: Report) -> object:
        occur(gone)
        try:
            report(0.5)
        except AbandonedError:
            gives_up.set()
            occur(newcomer_waits)
            raise
        return "too late"

    with pytest.raises(LeftError):
        get(jobs, "key", dropped, leave)
    gone.set()
    occur(gives_up)
    newcomer = Waiter(people, jobs, lambda report: "anew")
    occur(newcomer.waits)
    newcomer_waits.set()
    assert newcomer.answer() == "anew"


def test_work_that_ends_unwatched_is_not_done_again(jobs: Jobs[object]) -> None:
    may_end = Event()
    times: list[int] = []

    def work(report: Report) -> object:
        times.append(1)
        occur(may_end)
        return "result"

    with pytest.raises(LeftError):
        get(jobs, "key", work, leave)
    may_end.set()
    assert get(jobs, "key", work, ignore) == "result"
    assert times == [1]


@pytest.mark.slow
def test_work_that_reports_at_once_is_not_taken_for_abandoned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reported = Event()
    times: list[int] = []

    class QuickPool(ThreadPoolExecutor):
        """A pool whose thread gets as far as its first report before anyone else."""

        def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - passed on
            future = super().submit(*args, **kwargs)
            reported.wait(1)
            return future

    monkeypatch.setattr("components.work.jobs.ThreadPoolExecutor", QuickPool)
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all())

    def work(report: Report) -> object:
        times.append(1)
        try:
            report(0.0)
        finally:
            reported.set()
        return "result"

    assert get(jobs, "key", work, ignore) == "result"
    assert times == [1]


def test_whoever_is_content_with_less_gets_it_soon_and_the_rest_later() -> None:
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all(), linger=PATIENCE)
    may_end = Event()

    def work(report: Report, offer: Callable[[object], None]) -> object:
        offer("good")
        occur(may_end)
        return "best"

    assert jobs.get("key", work, ignore, soon=True) == ("good", False)
    may_end.set()
    assert jobs.get("key", work, ignore) == ("best", True)
    assert jobs.get("key", work, ignore, soon=True) == ("best", True)


def test_who_comes_later_gets_what_was_offered_last() -> None:
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all(), linger=PATIENCE)
    goes_on, may_end = Event(), Event()

    def work(report: Report, offer: Callable[[object], None]) -> object:
        offer("good")
        occur(goes_on)
        offer("better")
        report(0.5)
        occur(may_end)
        return "best"

    assert jobs.get("key", work, ignore, soon=True) == ("good", False)
    goes_on.set()

    def leave_when_half_is_done(share: float) -> None:
        if share == 0.5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        jobs.get("key", work, leave_when_half_is_done)
    assert jobs.get("key", work, ignore, soon=True) == ("better", False)
    may_end.set()


def test_work_goes_on_for_a_while_after_its_only_watcher_left() -> None:
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all(), linger=PATIENCE)
    work = Work()
    with pytest.raises(LeftError):
        get(jobs, "key", work, leave)
    work.may_end.set()
    assert get(jobs, "key", work, ignore) == "result"
    assert work.times == 1


def test_what_is_known_is_told_at_once_and_nothing_is_started() -> None:
    jobs: Jobs[object] = Jobs(workers=1, memory=room_for_all())
    assert jobs.known("key") is None
    work = Work()
    work.may_end.set()
    assert get(jobs, "key", work, ignore) == "result"
    assert jobs.known("key") == "result"
    assert jobs.known("other") is None
    assert work.times == 1


def test_out_of_memory_is_told_to_all_who_wait_and_not_remembered() -> None:
    jobs = Jobs[object](1, Cache(10**6, PATIENCE))
    hungry = [True]

    def work(report: Report) -> object:
        if hungry.pop():
            raise MemoryError
        return "result"

    with pytest.raises(MemoryError):
        get(jobs, "key", work, ignore)
    hungry.append(False)
    assert get(jobs, "key", work, ignore) == "result"


def test_a_result_for_which_there_is_no_room_leaves_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory = Cache(10**6, PATIENCE)

    def full(key: object, value: object) -> None:
        raise MemoryError

    monkeypatch.setattr(memory, "keep", full)
    jobs = Jobs[object](1, memory)
    for _ in range(2):
        with pytest.raises(MemoryError):
            get(jobs, "key", lambda report: "result", ignore)


def test_where_no_thread_can_be_had_the_next_one_tries_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = Jobs[object](1, Cache(10**6, PATIENCE))

    def refuse(*work: object) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as without_threads:
        without_threads.setattr(ThreadPoolExecutor, "submit", refuse)
        with pytest.raises(RuntimeError):
            get(jobs, "key", lambda report: "result", ignore)
    assert get(jobs, "key", lambda report: "result", ignore) == "result"


def test_work_that_got_no_thread_does_not_come_between_later(
    people: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Jobs[object](1, room_for_all())
    tried: list[str] = []

    def lost(report: Report) -> object:
        tried.append("lost")
        return "lost"

    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as without_threads:
        without_threads.setattr(Thread, "start", refuse)
        with pytest.raises(RuntimeError):
            get(jobs, "key", lost, ignore)
    work = Work(result=object())
    waiter = Waiter(people, jobs, work)
    occur(work.started)
    late = Waiter(people, jobs, work)
    occur(late.waits)
    work.may_end.set()
    assert waiter.answer() is late.answer() is work.result
    assert work.times == 1
    assert tried == []


def test_work_that_was_begun_ahead_is_not_done_again_by_who_waits() -> None:
    jobs: Jobs[object] = Jobs(2, room_for_all(), linger=PATIENCE)
    work = Work()
    jobs.begin("a", lambda report, offer: work(report))
    occur(work.started)  # before anybody waits
    jobs.begin("a", lambda report, offer: work(report))
    work.may_end.set()
    assert get(jobs, "a", work, ignore) == "result"
    jobs.begin("a", lambda report, offer: work(report))
    assert get(jobs, "a", work, ignore) == "result"
    assert work.times == 1


def test_work_stands_in_line_while_as_many_as_may_are_at_work(
    people: ThreadPoolExecutor, jobs: Jobs[object]
) -> None:
    one, other, late = Work(), Work(), Work()
    first = Waiter(people, jobs, one, "one")
    occur(one.started)
    assert not jobs.in_line("late")
    second = Waiter(people, jobs, other, "other")
    occur(other.started)
    last = Waiter(people, jobs, late, "late")
    occur(last.waits)
    assert [jobs.in_line(key) for key in ("one", "late", "later")] == [
        False,
        True,
        True,
    ]
    other.may_end.set()
    second.answer()
    occur(late.started)
    # What is known needs no place, and what is at work has one.
    assert not any(jobs.in_line(key) for key in ("one", "other", "late"))
    for work in (one, late):
        work.may_end.set()
    assert first.answer() == last.answer() == "result"


def test_work_goes_on_while_somebody_does_something_else_before_he_waits(
    people: ThreadPoolExecutor,
) -> None:
    jobs: Jobs[object] = Jobs(1, room_for_all())  # it does not linger
    work, reported = Work(), Event()

    def report_and_say_so(report: Report) -> object:
        result = work(report)
        reported.set()
        return result

    waiter = Waiter(people, jobs, report_and_say_so)
    occur(work.started)
    with jobs.kept("key"), jobs.kept("nothing that runs"):
        waiter.leaves.set()
        with pytest.raises(LeftError):
            waiter.answer()
        work.may_end.set()
        occur(reported)
    assert get(jobs, "key", Work("another"), ignore) == "result"


def test_work_that_was_begun_ahead_is_dropped_if_nobody_comes() -> None:
    jobs: Jobs[object] = Jobs(1, room_for_all())  # it does not linger
    dropped = Event()

    def work(report: Report, offer: Callable[[object], None]) -> object:
        try:
            report(0.5)
        except AbandonedError:
            dropped.set()
            raise
        return "result"

    jobs.begin("a", work)
    occur(dropped)
    assert jobs.known("a") is None

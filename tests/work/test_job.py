"""Work is declared once: its name and the keys of its arguments are its identity."""

import pickle
import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from components.engine import machine_code
from components.work import job as work_job
from components.work.cache import Cache
from components.work.job import DECLARED, Report, cached, identity, job
from components.work.jobs import Work
from components.work.modules import import_all
from tests.cases import in_turn

KEPT = Cache(most=10**6, idle=60.0)
CALLS: list[tuple[object, ...]] = []


def here(task: Callable[..., object], *arguments: object) -> Work[object]:
    """Do work in a thread of this process."""
    return lambda share, offer: task(*arguments, share, offer)


@dataclass(frozen=True, eq=False)
class Thing:
    """An object of the model, with what is and what is not its identity."""

    key: str
    remark: str = ""


def still(share: float) -> None:
    """Wait on."""


@job(keep=KEPT, priority=here)
def described(report: Report, thing: Thing, times: int) -> str:
    """Say the key of a thing so many times."""
    CALLS.append((thing.key, times))
    report(0.5)
    return thing.key * times


@job(keep=KEPT, priority=here)
def offering(report: Report, thing: Thing) -> str:
    """Offer a first result, then wait until somebody has taken it."""
    report.offer("first")
    TAKEN.wait(60)
    return "final"


@job(keep=KEPT, priority=here)
def quickly(report: Report, thing: Thing) -> str:
    """Say what the one below offers first."""
    CALLS.append(("quickly", thing.key))
    return f"first {thing.key}"


@job(keep=KEPT, priority=here, early=quickly)
def slowly(report: Report, thing: Thing) -> str:
    """Offer a first result; there is the final one when it has been taken."""
    report.offer(f"first {thing.key}")
    BEGUN.set()
    TAKEN.wait(60)
    return f"final {thing.key}"


def roughly(thing: Thing, *unused: object) -> str:
    """Say something that needs no loops."""
    return f"roughly {thing.key}"


@job(keep=KEPT, priority=here, meanwhile=roughly)
def looped(report: Report, thing: Thing) -> str:
    """Say whether the loops had come."""
    return f"{thing.key} {machine_code.at_hand()}"


@cached(keep=KEPT)
def doubled(thing: Thing) -> str:
    """Say the key of a thing twice."""
    CALLS.append((thing.key,))
    return thing.key * 2


@cached(keep=KEPT)
def where(thing: Thing) -> str:
    """Return the name of the thread that is at work, once that may end."""
    CALLS.append((thing.key,))
    BEGUN.set()
    TAKEN.wait(60)
    if thing.key == "impossible" and len(CALLS) == 1:
        raise ValueError(thing.key)
    return threading.current_thread().name


BEGUN = threading.Event()
TAKEN = threading.Event()


@pytest.fixture(autouse=True)
def nothing_is_known() -> None:
    CALLS.clear()
    KEPT.clear()
    TAKEN.clear()
    BEGUN.clear()


def test_work_is_done_once_for_things_of_the_same_key() -> None:
    assert described.peek(Thing("a"), 2) is None
    assert described.wait(still, Thing("a", "one"), 2) == "aa"
    assert described.wait(still, Thing("a", "another"), 2) == "aa"
    assert described.peek(Thing("a"), 2) == "aa"
    assert CALLS == [("a", 2)]


def test_things_of_another_key_and_other_numbers_are_other_work() -> None:
    for thing, times in ((Thing("a"), 1), (Thing("b"), 1), (Thing("a"), 3)):
        assert described.wait(still, thing, times) == thing.key * times
    assert len(CALLS) == 3


def test_who_would_rather_have_something_soon_gets_what_is_offered() -> None:
    assert offering.wait_for_first(still, Thing("a")) == ("first", False)
    TAKEN.set()
    assert offering.wait(still, Thing("a")) == "final"
    assert offering.wait_for_first(still, Thing("a")) == ("final", True)


def test_who_stands_in_line_gets_first_results_from_elsewhere() -> None:
    assert slowly.wait_for_first(still, Thing("a")) == ("first a", False)
    assert CALLS == []  # nobody was before it
    assert BEGUN.wait(60)
    for _ in range(2):
        assert slowly.wait_for_first(still, Thing("b")) == ("first b", False)
    assert CALLS == [("quickly", "b")]
    TAKEN.set()
    assert slowly.wait(still, Thing("b")) == "final b"
    assert slowly.wait_for_first(still, Thing("b")) == ("final b", True)


def test_a_cached_function_is_called_once_for_things_of_the_same_key() -> None:
    assert [doubled(Thing("a", "one")), doubled(Thing("a")), doubled(Thing("b"))] == [
        "aa",
        "aa",
        "bb",
    ]
    assert CALLS == [("a",), ("b",)]


def test_who_asks_for_what_is_begun_waits_for_the_thread_that_began_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_job, "_IDLE_CORES", threading.Semaphore(1))
    assert where.begin(Thing("a"))
    assert BEGUN.wait(60)
    assert where.begin(Thing("a"))  # it is under way
    assert not where.begin(Thing("b"))  # no core is left for it
    TAKEN.set()
    assert where(Thing("a")) != threading.current_thread().name
    assert where(Thing("b")) == threading.current_thread().name
    assert CALLS == [("a",), ("b",)]


def test_what_fails_when_it_is_begun_is_tried_by_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cores = threading.Semaphore(1)
    monkeypatch.setattr(work_job, "_IDLE_CORES", cores)
    TAKEN.set()
    where.begin(Thing("impossible"))
    assert cores.acquire(timeout=60)  # it has ended
    assert where(Thing("impossible")) == threading.current_thread().name


def test_work_waits_for_its_loops_and_offers_what_needs_none() -> None:
    machine_code.announce()
    try:
        assert looped.wait_for_first(still, Thing("a")) == ("roughly a", False)
    finally:
        machine_code.arrive()
    assert looped.wait(still, Thing("a")) == "a True"
    assert looped.wait_for_first(still, Thing("b")) == ("b True", True)


@in_turn("argument", [np.zeros(3), [1, 2], {"a": 1}, object(), (1, np.zeros(2))])
def test_what_has_no_identity_is_refused(argument: object) -> None:
    with pytest.raises(TypeError, match="no cache key"):
        identity(argument)


def test_declared_work_travels_by_its_name() -> None:
    import_all()
    for declared in DECLARED:
        if declared.__module__.startswith("components."):
            assert pickle.loads(pickle.dumps(declared)) is declared


def test_no_two_pieces_of_work_share_a_name() -> None:
    import_all()
    names = [declared.name for declared in DECLARED]
    assert len(names) == len(set(names))

"""Several pieces of work at once: all done, in order, and told of by who asked."""

from threading import Barrier, Event, Semaphore, get_ident

import pytest

from components.engine import side_by_side
from components.engine.side_by_side import each
from tests.cases import in_turn

PATIENCE = 60  # seconds, for threads that wait for each other
MANY = 1_000_000


class EnoughError(Exception):
    """Somebody does not want to go on."""


@pytest.fixture(autouse=True)
def one_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "_HELPERS", Semaphore(1))


@in_turn("count", [0, 1, 2, 100])
def test_what_comes_of_each_thing_stands_where_the_thing_stood(count: int) -> None:
    assert each(lambda i: 3 * i, range(count)) == [3 * i for i in range(count)]


def test_two_work_at_once() -> None:
    both = Barrier(2)  # that lets nobody through alone
    assert len(each(lambda _: both.wait(PATIENCE), [0, 1])) == 2


def test_who_asks_while_all_help_elsewhere_works_alone() -> None:
    both = Barrier(2)

    def ask(_: int) -> set[int]:
        both.wait(PATIENCE)
        workers = set(each(lambda _: get_ident(), range(20)))
        both.wait(PATIENCE)
        return workers

    assert [len(workers) for workers in each(ask, [0, 1])] == [1, 1]


def test_a_helper_is_free_again_after_work_and_after_errors() -> None:
    both = Barrier(2)
    for _ in range(3):
        each(lambda _: both.wait(PATIENCE), [0, 1])
        with pytest.raises(ZeroDivisionError):
            each(lambda i: 1 // i, [0, 0])


@pytest.mark.parametrize("count", [1, 2, 50])
def test_each_thing_is_told_of_once_by_who_asked(count: int) -> None:
    told: list[tuple[float, int]] = []
    each(abs, range(count), lambda share: told.append((share, get_ident())))
    assert [share for share, _ in told] == [i / count for i in range(count)]
    assert {thread for _, thread in told} == {get_ident()}


def test_an_error_while_telling_ends_the_work() -> None:
    enough, me = Event(), get_ident()
    begun: list[int] = []

    def tell(share: float) -> None:
        if share > 0:
            enough.set()
            raise EnoughError

    def work(i: int) -> None:
        begun.append(i)
        if get_ident() != me:
            enough.wait(PATIENCE)

    with pytest.raises(EnoughError):
        each(work, range(MANY), tell)
    assert len(begun) < MANY


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_of_who_helps_is_one_of_who_asked(bad: int) -> None:
    both = Barrier(2)

    def work(i: int) -> None:
        both.wait(PATIENCE)
        if i == bad:
            raise EnoughError

    with pytest.raises(EnoughError):
        each(work, [0, 1])

"""What the page remembers is bounded in bytes, and dropped when nobody wants it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.work.cache import Cache
from components.work.footprint import footprint

PATIENCE = 20.0
KILOBYTE = 1000


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def block(kilobytes: int) -> bytes:
    return bytes(kilobytes * KILOBYTE)


def room_for(kilobytes: int, clock: Callable[[], float] = time.monotonic) -> Cache:
    return Cache(most=kilobytes * KILOBYTE, idle=PATIENCE, clock=clock)


def test_what_was_made_is_not_made_again() -> None:
    memory, times = room_for(10), []

    def make() -> str:
        times.append(1)
        return "made"

    for _ in range(3):
        assert memory.get("name", make) == "made"
    assert times == [1]


def test_another_name_is_another_result() -> None:
    memory = room_for(10)
    assert memory.get(("a", 1), lambda: "one") == "one"
    assert memory.get(("a", 2), lambda: "two") == "two"
    assert memory.get(("a", 1), lambda: "wrong") == "one"


def test_a_result_of_nothing_is_kept_too() -> None:
    memory = room_for(10)
    assert memory.get("name", lambda: None) is None
    assert memory.get("name", lambda: "something") is None


def test_what_is_not_known_is_not_made_up() -> None:
    memory = room_for(10)
    assert memory.known("name") is None
    assert memory.known("name", "nothing") == "nothing"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_never_more_is_kept_than_there_is_room_for(
    asked: list[tuple[int, int]],
) -> None:
    memory = room_for(12)
    for name, kilobytes in asked:
        memory.keep(name, block(kilobytes))
        assert memory.used <= 12 * KILOBYTE
        assert memory.known(name) == block(kilobytes)


def test_what_was_not_used_for_longest_goes_first() -> None:
    memory = room_for(10)
    for name in "abc":
        memory.keep(name, block(3))
    assert memory.known("a") is not None
    memory.keep("d", block(3))
    assert [name for name in "abcd" if memory.known(name) is not None] == list("acd")


def test_one_result_larger_than_all_the_room_is_kept_until_the_next_comes() -> None:
    memory = room_for(10)
    memory.keep("large", block(20))
    assert memory.known("large") is not None
    memory.keep("small", block(1))
    assert memory.known("large") is None
    assert memory.used < 2 * KILOBYTE


def test_a_result_that_is_replaced_is_not_counted_twice() -> None:
    memory = room_for(10)
    for _ in range(5):
        memory.keep("name", block(4))
    assert len(memory) == 1
    assert 4 * KILOBYTE <= memory.used < 5 * KILOBYTE


def test_what_nobody_wants_for_a_while_is_dropped_and_the_rest_stays() -> None:
    clock = Clock()
    memory = room_for(10, clock)
    memory.keep("old", block(1))
    memory.keep("wanted", block(1))
    clock.now = PATIENCE - 1
    assert memory.known("wanted") is not None
    clock.now = PATIENCE + 1
    memory.drop_idle()
    assert memory.known("old") is None
    assert memory.known("wanted") is not None


def test_idle_results_go_though_nobody_comes_any_more() -> None:
    memory = Cache(most=10 * KILOBYTE, idle=0.02)
    memory.keep("name", block(5))
    end = time.monotonic() + PATIENCE
    while len(memory):
        assert time.monotonic() < end
        threading.Event().wait(0.005)
    assert memory.used == 0


def test_an_error_is_raised_and_not_kept() -> None:
    memory = room_for(10)

    def fail() -> str:
        raise MemoryError

    with pytest.raises(MemoryError):
        memory.get("name", fail)
    assert memory.get("name", lambda: "well") == "well"


def test_two_who_ask_at_once_get_one_and_the_same() -> None:
    memory = room_for(10)
    times: list[int] = []
    both_there = threading.Barrier(2)
    first_works, may_end = threading.Event(), threading.Event()

    def make() -> object:
        times.append(1)
        first_works.set()
        assert may_end.wait(PATIENCE)
        return object()

    def ask() -> object:
        both_there.wait(PATIENCE)
        return memory.get("name", make)

    with ThreadPoolExecutor(2) as people:
        asked = [people.submit(ask) for _ in range(2)]
        assert first_works.wait(PATIENCE)
        may_end.set()
        one, two = (each.result(PATIENCE) for each in asked)
    assert one is two
    assert times == [1]


def test_work_of_other_names_is_not_held_up() -> None:
    memory = room_for(10)
    may_end, works = threading.Event(), threading.Event()

    def slow() -> str:
        works.set()
        assert may_end.wait(PATIENCE)
        return "slow"

    with ThreadPoolExecutor(1) as people:
        waits = people.submit(memory.get, "slow", slow)
        assert works.wait(PATIENCE)
        assert memory.get("quick", lambda: "quick") == "quick"
        may_end.set()
        assert waits.result(PATIENCE) == "slow"


@dataclass(frozen=True)
class Thing:
    """Something that holds arrays."""

    pixels: NDArray[np.float64]
    words: tuple[str, ...]
    files: dict[int, bytes]


def test_arrays_and_bytes_are_counted_wherever_they_are_held() -> None:
    thing = Thing(np.zeros((10, 10, 3), np.float64), ("abc",) * 3, {1: bytes(5000)})
    assert 2400 + 5000 < footprint(thing) < 2400 + 5000 + 3000
    assert footprint([thing, thing]) >= 2 * footprint(thing)

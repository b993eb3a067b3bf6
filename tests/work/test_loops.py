"""The loops of a server that has compiled nothing come from processes of their own."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest

from components.engine import machine_code
from components.engine.precompile import PARTS
from components.work import loops, pool
from components.work.loops import Loops, StoppedError

TAUGHT: list[str] = []
AWAITED = (machine_code.PAGE, machine_code.DOTS)


@pytest.fixture(autouse=True)
def nothing_compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    TAUGHT.clear()
    monkeypatch.setattr(machine_code, "is_on_disk", lambda: False)
    monkeypatch.setattr(pool, "teach", lambda part, code: TAUGHT.append(part))
    monkeypatch.setattr(loops, "_HERE", ())
    yield
    for each in AWAITED:
        machine_code.arrive(each)


def test_each_part_is_handed_on_and_nobody_waits_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(work: Callable[..., bytes], part: str, **more: object) -> bytes:
        return machine_code.made_by(lambda: None, lambda share: None)

    monkeypatch.setattr(pool, "run", run)
    coming = Loops(Event())
    assert not any(map(machine_code.at_hand, AWAITED))
    coming.load()
    assert all(map(machine_code.at_hand, AWAITED))
    assert sorted(TAUGHT) == sorted(part.__name__ for part in PARTS)


def test_what_is_chosen_by_few_is_compiled_after_what_the_page_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready: dict[str, list[bool]] = {}

    def run(work: Callable[..., bytes], part: str, **more: object) -> bytes:
        ready[part] = [machine_code.at_hand(each) for each in AWAITED]
        return machine_code.made_by(lambda: None, lambda share: None)

    monkeypatch.setattr(pool, "run", run)
    Loops(Event()).load()
    assert ready["fits"] == ready["drawings"] == [False, False]
    assert ready["dots"] == [True, False]
    assert ready["given_colors"] == [True, True]  # in the same line, after dots


def test_where_nobody_can_compile_the_page_does_not_wait_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(work: Callable[..., bytes], part: str, **more: object) -> bytes:
        raise OSError("no process can be had")

    monkeypatch.setattr(pool, "run", run)
    with pytest.raises(OSError, match="no process"):
        Loops(Event()).load()
    assert all(map(machine_code.at_hand, AWAITED))


def test_a_server_that_ends_lets_the_compilers_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending = Event()

    def run(
        work: Callable[..., bytes],
        part: str,
        report: Callable[[float], None],
        **more: object,
    ) -> bytes:
        ending.set()
        report(0.5)
        return b""

    monkeypatch.setattr(pool, "run", run)
    with pytest.raises(StoppedError):
        Loops(ending).load()

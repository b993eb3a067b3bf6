"""Work that takes long without a word is told from work that hangs."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from components.work.pool.liveness import Liveness

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="how a process is stands in /proc on Linux only"
)

PATIENCE = 10.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the time in seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def liveness(clock: Clock) -> Liveness:
    return Liveness(PATIENCE, every=1.0, clock=clock)


def running(program: str) -> Iterator[int]:
    """Run a program of Python's that says when it has begun; its number."""
    begun = f"print(flush=True); {program}"
    with subprocess.Popen(
        [sys.executable, "-c", begun], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.kill()


@pytest.fixture
def idle() -> Iterator[int]:
    """Start a process that waits for what never comes."""
    yield from running("input()")


@pytest.fixture
def another() -> Iterator[int]:
    """Start one more of the kind."""
    yield from running("input()")


@pytest.fixture
def busy() -> Iterator[int]:
    """Start a process that works without an end, on other things than words."""
    yield from running("\nwhile True: pass")


def looks(liveness: Liveness, clock: Clock, process: int, seconds: int) -> list[bool]:
    """Look at a process once a second; return whether it seemed to hang, each time."""
    found = []
    for _ in range(seconds):
        clock.now += 1
        found.append(liveness.hangs(process))
    return found


def hangs_at_last(liveness: Liveness, clock: Clock, process: int) -> bool:
    """Tell whether a process hangs, once it has come to rest."""
    for _ in range(200):
        if looks(liveness, clock, process, 2 * int(PATIENCE))[-1]:
            return True
        time.sleep(0.05)
    return False


def test_who_does_nothing_for_long_hangs(
    liveness: Liveness, clock: Clock, idle: int
) -> None:
    assert not any(looks(liveness, clock, idle, int(PATIENCE) - 1))
    assert hangs_at_last(liveness, clock, idle)


def test_who_works_does_not_however_long_it_takes(
    liveness: Liveness, clock: Clock, busy: int
) -> None:
    assert not any(looks(liveness, clock, busy, 10 * int(PATIENCE)))


def test_who_says_something_now_and_then_does_not_hang(
    liveness: Liveness, clock: Clock, idle: int
) -> None:
    for _ in range(5):
        assert not any(looks(liveness, clock, idle, int(PATIENCE) - 1))
        liveness.word()


def test_the_patience_is_for_each_process_anew(
    liveness: Liveness, clock: Clock, idle: int, another: int
) -> None:
    for process in (idle, another):
        assert not any(looks(liveness, clock, process, int(PATIENCE) - 1))


def test_who_is_gone_does_not_hang(liveness: Liveness, clock: Clock) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not any(looks(liveness, clock, gone.pid, 3 * int(PATIENCE)))


def test_a_process_that_was_stopped_hangs(
    liveness: Liveness, clock: Clock, busy: int
) -> None:
    subprocess.run(["kill", "-STOP", str(busy)], check=True)
    assert hangs_at_last(liveness, clock, busy)

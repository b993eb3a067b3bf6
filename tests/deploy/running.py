"""Replicas that run while something is tested."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from components.deploy import balancer
from components.deploy.fleet import Fleet, free_port
from tests.browser.conftest import PATIENCE

COOKIE = "kcolors_replica"


def need_nginx() -> None:
    """Skip the test where there is no nginx."""
    try:
        balancer.program()
    except RuntimeError as problem:
        pytest.skip(str(problem))


@contextmanager
def running(replicas: int) -> Iterator[Fleet]:
    """Start some replicas, and look after them as the command does."""
    need_nginx()
    with Fleet(replicas, free_port()) as fleet:
        watch = threading.Thread(target=fleet.watch)
        watch.start()
        try:
            yield fleet
        finally:
            fleet.stop()
            watch.join()


def wait_until(there: Callable[[], bool]) -> None:
    """Look again and again, until something is the case."""
    end = time.monotonic() + PATIENCE / 1000
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)

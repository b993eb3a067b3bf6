"""Before a test begins, the loops that it may call have been compiled."""

import os

import pytest

from components.engine import machine_code
from components.engine.precompile import PARTS


@pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" not in os.environ, reason="compiled as they are called"
)
def test_what_many_workers_would_each_compile_is_on_disk_when_they_begin() -> None:
    assert PARTS  # which import all loops
    ours = [code for code in machine_code._all if code._loop.startswith("components.")]
    assert len(ours) > 20
    assert all(code.is_on_disk() for code in ours)

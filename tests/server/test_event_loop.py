"""What tells the server's parts whose turn it is."""

import sys
from pathlib import Path

import pytest


@pytest.mark.server
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what is loaded")
def test_the_server_runs_on_uvloop(started: tuple[str, int]) -> None:
    loaded = Path(f"/proc/{started[1]}/maps").read_text()
    assert "/uvloop/loop" in loaded  # uvicorn loads it to run on it, and only then

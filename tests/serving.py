"""How a server of the page is started for a test."""

import socket
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]

PATIENCE: Final = 180.0
"""Seconds after which what was waited for is taken never to come.

The longest takes ten on a quiet machine. On one that is many times overloaded all of it
still comes, and a test that fails there for want of patience tells nobody anything.
"""

# For a server that has compiled nothing: numba keeps machine code in one folder alone,
# and there can be no such folder.
NOTHING_COMPILED: Final = {
    "NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator",
    "NUMBA_CACHE_DIR": "/dev/null/below",
}


def free_port() -> int:
    """Return a port that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> range:
    """Return ports in a row that nobody listens on."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = int(probe.getsockname()[1])
            ports = range(first, first + count)
            if all(_is_free(port) for port in ports[1:]):
                return ports


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def serving(port: int) -> list[str]:
    """Return the command that starts one server of the page on the loopback."""
    return [
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *(f"--server.port={port}", "--server.address=127.0.0.1"),
        *("--server.headless=true", "--server.fileWatcherType=none"),
    ]

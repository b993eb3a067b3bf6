"""The replicas: started together, looked after, started again when they die."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from components.deploy import balancer
from components.engine.reading.limits import MEGABYTE
from components.work.settings import SETTINGS

ROOT: Final = Path(__file__).parents[2]

_EVERY: Final = 1.0  # seconds between two looks
_HEALTHY_WITHIN: Final = 5.0  # seconds that an answer may take
_CHANCES: Final = 3  # looks in a row without an answer
_START: Final = 120.0  # seconds until a replica must answer; it may have to compile
_GOODBYE: Final = 10.0  # seconds to end by itself
_LONGEST_LOG: Final = 10 * MEGABYTE
_LONGEST_PAUSE: Final = 30.0  # seconds before one that dies at once is tried again


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serving(port: int) -> list[str]:
    """Return the command that starts one server of the page on the loopback."""
    return [
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *(f"--server.port={port}", "--server.address=127.0.0.1"),
        *("--server.headless=true", "--server.fileWatcherType=none"),
    ]


class Replica:
    """One server of the page, on a port of the loopback.

    Parameters
    ----------
    number : int
        Which; from 1.
    environment : mapping of str
        What it is told.
    """

    def __init__(self, number: int, environment: Mapping[str, str]) -> None:
        self.number = number
        self.port = free_port()
        self._environment = environment
        self._missed = 0
        self._deaths = 0
        self._answered = False
        self.start()

    def start(self) -> None:
        """Start it."""
        self._missed, self._answered = 0, False
        self._started = time.monotonic()
        # In a session of its own: Ctrl-C is for the command, which ends things in turn.
        self.process = subprocess.Popen(
            serving(self.port),
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def healthy(self) -> bool:
        """Ask whether it answers."""
        address = f"http://127.0.0.1:{self.port}/_stcore/health"
        try:
            with urllib.request.urlopen(address, timeout=_HEALTHY_WITHIN):
                return True
        except (OSError, urllib.error.URLError):
            return False

    @property
    def well(self) -> bool:
        """Whether it answered when it was looked at last."""
        return self._answered and not self._missed

    def look_after(self) -> None:
        """See whether it is well; start it again if it is dead, or as good as dead."""
        if self.process.poll() is None:
            if self.healthy():
                self._missed, self._deaths, self._answered = 0, 0, True
                return
            self._missed += 1
            starting = time.monotonic() - self._started < _START
            if self._missed < _CHANCES or (starting and not self._answered):
                return
            self.process.kill()
            self.process.wait()
        # One that dies over and over is not started over and over at once.
        pause = min(2.0**self._deaths - 1, _LONGEST_PAUSE)
        if time.monotonic() - self._started >= pause:
            self._deaths += 1
            self.start()

    def stop(self) -> None:
        """Let it end by itself, or else end it."""
        _stop(self.process, signal.SIGTERM)


class Fleet:
    """Several replicas and nginx before them, as long as it is entered.

    Parameters
    ----------
    replicas : int
        How many.
    port : int
        Where nginx listens, on the loopback.
    """

    def __init__(self, replicas: int, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._port = port
        self._count = replicas
        self._stopping = threading.Event()
        self._renewing = threading.Event()
        self.replicas: list[Replica] = []
        self._nginx: subprocess.Popen[bytes] | None = None
        self.folder = Path()

    def __enter__(self) -> "Fleet":
        """Start everything; return when all answer."""
        self.folder = Path(tempfile.mkdtemp(prefix="kcolors-"))
        try:
            balancer.program()  # before anything is started
            environment = _environment(self._count)
            self.replicas = [Replica(i, environment) for i in range(1, self._count + 1)]
            for replica in self.replicas:
                self._wait_for(replica)
            ports = [replica.port for replica in self.replicas]
            self._nginx = balancer.start(self._port, ports, self.folder)
            self._wait_for_nginx()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End everything."""
        self._end()

    def watch(self) -> None:
        """Look after everything, until `stop`."""
        while not self._stopping.wait(_EVERY):
            if self._renewing.is_set():
                self._renewing.clear()
                self._renew()
            for replica in self.replicas:
                replica.look_after()
            _keep_short(self.folder / "access.log")
            if self._nginx is not None and self._nginx.poll() is not None:
                ports = [replica.port for replica in self.replicas]
                self._nginx = balancer.start(self._port, ports, self.folder)

    def stop(self) -> None:
        """Have `watch` return."""
        self._stopping.set()

    def renew(self) -> None:
        """Have the replicas started anew, one after the other, as after an update."""
        self._renewing.set()

    def _renew(self) -> None:
        for replica in self.replicas:
            if self._stopping.is_set():
                return
            replica.stop()
            replica.start()
            self._wait_for(replica)

    def _wait_for(self, replica: Replica) -> None:
        end = time.monotonic() + _START
        while time.monotonic() < end and not self._stopping.is_set():
            if replica.process.poll() is not None:
                raise RuntimeError(f"Replica {replica.number} did not start.")
            if replica.healthy():
                return
            time.sleep(0.05)

    def _wait_for_nginx(self) -> None:
        end = time.monotonic() + _GOODBYE
        while time.monotonic() < end and self._nginx and self._nginx.poll() is None:
            with contextlib.suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"{self.address}/_stcore/health").close()
                return
            time.sleep(0.05)
        raise RuntimeError(f"nginx did not start on port {self._port}.")

    def _end(self) -> None:
        if self._nginx is not None:
            _stop(self._nginx, signal.SIGTERM)
        for replica in self.replicas:  # all at once, then wait for each
            with contextlib.suppress(ProcessLookupError):
                replica.process.terminate()
        for replica in self.replicas:
            replica.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _stop(process: "subprocess.Popen[bytes]", by: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(by)
    try:
        process.wait(_GOODBYE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _keep_short(log: Path) -> None:
    """Empty a log when it is long; nginx goes on at its beginning."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > _LONGEST_LOG:
            os.truncate(log, 0)


def _environment(replicas: int) -> dict[str, str]:
    """Return what all replicas are told: one secret, and a share of the memory."""
    return {
        "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
        **os.environ,
        "KCOLORS_CACHE_MB": f"{SETTINGS.cache_bytes / MEGABYTE / replicas:.1f}",
    }

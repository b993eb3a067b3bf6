"""Replicas that run while something is tested."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from supervisor.childutils import getRPCInterface

from components.deploy import nginx
from tests.serving import PATIENCE, ROOT, free_ports

COOKIE = "kcolors_replica"


@dataclass(frozen=True)
class Replica:
    """One server of the page among several."""

    port: int
    folder: Path

    @property
    def address(self) -> str:
        """Where it answers whoever does not ask nginx."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> int:
        """Its process, or 0 while it has none."""
        socket = f"unix://{self.folder}/supervisor.sock"
        told = getRPCInterface({"SUPERVISOR_SERVER_URL": socket})
        return int(told.supervisor.getProcessInfo(f"replica:{self.port}")["pid"])

    def healthy(self) -> bool:
        """Ask whether it answers."""
        with suppress(urllib.error.URLError, ConnectionError):
            return status(f"{self.address}/_stcore/health") == 200
        return False


@dataclass(frozen=True)
class Fleet:
    """What the command has started."""

    command: "subprocess.Popen[bytes]"
    address: str
    folder: Path
    replicas: list[Replica]

    def renew(self) -> None:
        """Have the replicas started anew, one after the other."""
        self.command.send_signal(signal.SIGHUP)

    def end(self, by: signal.Signals) -> int:
        """End all of it, in order and leaving nothing; how many servers there were."""
        supervisord = self._supervisord()
        children = _children_of(supervisord)
        self.command.send_signal(by)
        assert self.command.wait(PATIENCE) == 0
        left = [supervisord, *children]
        assert [each for each in left if Path(f"/proc/{each}").exists()] == []
        assert not self.folder.exists()
        return len(children)

    def _supervisord(self) -> int:
        """Return the child that leads a session; others only ask it for something."""
        for child in _children_of(self.command.pid):
            with suppress(ProcessLookupError):
                if os.getsid(child) == child:
                    return child
        raise AssertionError("Nobody looks after the replicas.")


def _children_of(process: int) -> list[int]:
    """Return the processes that a process has started."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return [int(c) for each in threads for c in (each / "children").read_text().split()]


def need_nginx() -> None:
    """Skip the test where there is no nginx."""
    try:
        nginx.program()
    except RuntimeError as problem:
        pytest.skip(str(problem))


@contextmanager
def running(replicas: int, **environment: str) -> Iterator[Fleet]:
    """Start some replicas by the command."""
    need_nginx()
    ports = free_ports(1 + replicas)
    command = [sys.executable, "-m", "components.deploy"]
    command += [f"--replicas={replicas}", f"--port={ports[0]}"]
    with (
        # The command's folder is made in it; sockets have short names.
        TemporaryDirectory(prefix="kc-") as temporary,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "TMPDIR": temporary, **environment},
            stdout=subprocess.PIPE,
        ) as process,
    ):
        Path(temporary).chmod(0o711)
        try:
            assert process.stdout is not None
            told = process.stdout.readline().decode()
            assert told == f"{replicas} replicas at http://127.0.0.1:{ports[0]}\n"
            (folder,) = Path(temporary).glob("kcolors-*")
            servers = [Replica(port, folder) for port in ports[1:]]
            fleet = Fleet(process, f"http://127.0.0.1:{ports[0]}", folder, servers)
            yield fleet
            if process.poll() is None:
                fleet.end(signal.SIGTERM)
        finally:
            process.terminate()


def status(address: str, **headers: str) -> int:
    """Return with which status an address is answered."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers)
        ) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def wait_until(there: Callable[[], bool]) -> None:
    """Look again and again, until something is the case."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.1)  # to be asked more often would keep the others from their work

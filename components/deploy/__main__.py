"""Start several servers of the page behind one address: ``make replicas``.

``python -m components.deploy --replicas 2 --port 8501``. SIGTERM and Ctrl-C end it
in order; SIGHUP starts the replicas anew, one after the other.

supervisord starts and ends the processes, starts dead ones again and keeps the log
short (``supervisord.conf``). It does not ask a server whether it answers, and restarts
several all at once; that is here.
"""

import argparse
import contextlib
import http.client
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from components.deploy import nginx
from components.engine.reading.limits import MEGABYTE
from components.work.settings import SETTINGS

_CONFIGURATION: Final = Path(__file__).with_name("supervisord.conf")

_EVERY: Final = 1.0  # seconds between two looks
_PATIENCE: Final = float(os.environ.get("DEPLOY_PATIENCE", 5))  # seconds to answer in
_START: Final = 120.0  # seconds until a replica must answer; it may have to compile

# Which share of its chances a replica uses up by one look: it has three, or as long
# as it takes to start where nobody listens.
_SILENT: Final = 1 / 3
_REFUSED: Final = _EVERY / _START


class Fleet:
    """supervisord, with the replicas and nginx before them, until `end`.

    Parameters
    ----------
    folder : Path
        A folder for it alone.
    port : int
        Where nginx listens, on the loopback; the replicas have the ports after it.
    replicas : int
        How many.
    """

    def __init__(self, folder: Path, port: int, replicas: int) -> None:
        self.renewing = False  # whether they are to be started anew, one by one
        self._port, self._ports = port, range(port + 1, port + 1 + replicas)
        self._used = dict.fromkeys(self._ports, 0.0)
        for each in [port, *self._ports]:
            if used_chances(each) != _REFUSED:
                raise RuntimeError(f"Port {each} is taken.")
        configuration = nginx.configuration(port, self._ports)
        (folder / "nginx.conf").write_text(configuration, "utf-8")
        folder.chmod(0o711)  # started as root, nginx works as somebody else
        self._environment = {
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
            "DEPLOY_LOG": "10MB",
            **os.environ,
            "KCOLORS_CACHE_MB": f"{SETTINGS.cache_bytes / MEGABYTE / replicas:.1f}",
            "DEPLOY_FOLDER": str(folder),
            "DEPLOY_PYTHON": sys.executable,
            "DEPLOY_NGINX": nginx.program(),
            "DEPLOY_REPLICAS": str(replicas),
            "DEPLOY_FIRST_PORT": str(port + 1),
        }
        # In a session of its own: Ctrl-C is for the command, which ends it.
        self._process = subprocess.Popen(
            _command("supervisord"), env=self._environment, start_new_session=True
        )

    def wait(self) -> None:
        """Return when the replicas answer, and then nginx."""
        for port in self._ports:
            self._wait_for(port)
        self._tell("start", "nginx")
        self._wait_for(self._port)

    def watch(self) -> None:
        """Look after the replicas for ever."""
        while self._process.poll() is None:
            anew, self.renewing = self.renewing, False
            for port in self._ports:
                if anew:
                    self._tell("restart", f"replica:{port}")
                    self._wait_for(port)
                self._look_after(port)
            time.sleep(_EVERY)
        raise RuntimeError("supervisord has ended.")

    def end(self) -> None:
        """End nginx, then the replicas."""
        self._process.terminate()
        self._process.wait()

    def _look_after(self, port: int) -> None:
        """Kill a replica that hangs; supervisord starts it again."""
        used = used_chances(port)
        self._used[port] = used and self._used[port] + used
        if self._used[port] >= 1:
            self._used[port] = 0
            self._tell("signal", "KILL", f"replica:{port}")

    def _wait_for(self, port: int) -> None:
        end = time.monotonic() + _START
        while used_chances(port):
            if time.monotonic() > end or self._process.poll() is not None:
                raise RuntimeError(f"The server at port {port} did not start.")
            time.sleep(0.1)

    def _tell(self, *words: str) -> None:
        """Have supervisord do something, and wait until that is done."""
        command = [*_command("supervisorctl"), *words]
        quiet = subprocess.DEVNULL
        subprocess.run(command, env=self._environment, stdout=quiet, check=False)


def _command(program: str) -> list[str]:
    return [sys.executable, "-m", f"supervisor.{program}", "-c", str(_CONFIGURATION)]


def used_chances(port: int) -> float:
    """Ask a server whether it is well; 0 if so, else the share of chances it used."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        with contextlib.closing(asked):
            asked.request("GET", "/_stcore/health")
            return 0 if asked.getresponse().status == 200 else _SILENT
    except ConnectionRefusedError:  # it is dead, or not there yet
        return _REFUSED
    except (OSError, http.client.HTTPException):
        return _SILENT


def run(folder: Path, port: int, replicas: int) -> None:
    """Start everything, say so, and look after it until interrupted."""
    fleet = Fleet(folder, port, replicas)
    try:
        fleet.wait()
        signal.signal(signal.SIGHUP, lambda *_: setattr(fleet, "renewing", True))
        print(f"{replicas} replicas at http://127.0.0.1:{port}", flush=True)
        fleet.watch()
    finally:
        fleet.end()


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m components.deploy")
    parser.add_argument("--replicas", type=int, default=2, help="how many (2)")
    parser.add_argument("--port", type=int, default=8501, help="where (8501)")
    asked = parser.parse_args()
    if asked.replicas < 1:
        parser.error("There must be one replica at least.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    temporary = tempfile.TemporaryDirectory(prefix="kcolors-")
    try:
        with contextlib.suppress(KeyboardInterrupt), temporary as folder:
            run(Path(folder), asked.port, asked.replicas)
    except RuntimeError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()

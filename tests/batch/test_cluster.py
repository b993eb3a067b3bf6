"""On a cluster: the same bytes, also where workers are lost on the way."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from components.batch import Wish, WrongUseError, read_stop, run
from components.batch.command import main
from components.batch.progress import Silent
from tests.batch.folders import RESULTS, fill, pictures_in
from tests.engine.animations import moving
from tests.pictures import encoded, photo
from tests.serving import PATIENCE, ROOT, free_ports

WISH = Wish(read_stop("5"), compare=False)


@pytest.fixture
def scheduler() -> Iterator[str]:
    """Start a scheduler on the loopback, in this process."""
    import distributed  # takes as long to import as all other tests of this folder

    with distributed.LocalCluster(
        n_workers=0,
        processes=False,
        host="127.0.0.1",
        protocol="tcp://",
        dashboard_address=None,
    ) as cluster:
        yield cluster.scheduler_address


@contextmanager
def worker(scheduler: str, place: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a worker; nobody starts it again when it is lost."""
    line = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler]
    line += ["--no-nanny", "--no-dashboard", "--nthreads", "1"]
    line += ["--host", "127.0.0.1", "--local-directory", str(place)]
    with subprocess.Popen(line, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


class Killer(Silent):
    """Kills a worker in the middle of counting: what it has counted is lost with it."""

    def __init__(self, worker: "subprocess.Popen[bytes]") -> None:
        self._worker = worker
        self._counting = False

    def begin(self, what: str, weight: float, pictures: int = 0) -> None:
        """Begin with a part of the work."""
        self._counting = what == "Counting colors"

    def step(self, weight: float, pictures: int = 0, pixels: int = 0) -> None:
        """Kill it when some pictures are counted."""
        if self._counting:
            self._worker.kill()


@pytest.mark.slow
def test_the_bytes_are_the_same_though_a_worker_is_lost_on_the_way(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import distributed

    monkeypatch.setattr("components.batch.files._FILES_AT_ONCE", 1)
    monkeypatch.setattr("components.batch.cluster._TOGETHER", 5)
    folder = fill(tmp_path / "in")
    for seed in range(14):
        (folder / f"{seed:02}.png").write_bytes(encoded(photo(24, 20, seed)))
    (folder / "moving.png").write_bytes(moving().file("PNG"))
    with (
        worker(scheduler, tmp_path / "1") as one,
        worker(scheduler, tmp_path / "2") as other,
    ):
        with distributed.Client(scheduler, timeout=PATIENCE) as client:
            client.wait_for_workers(2, PATIENCE)
        # The workers open an address themselves.
        out = f"local://{tmp_path / 'out'}"
        found = run(folder, out, WISH, scheduler=scheduler, teller=Killer(one))
        assert (one.wait(), other.poll()) == (-9, None)
    assert found.failed == ()
    assert pictures_in(tmp_path / "out").keys() > RESULTS
    run(folder, tmp_path / "here", WISH, workers=0)
    assert pictures_in(tmp_path / "out") == pictures_in(tmp_path / "here")
    for name in ("report.csv", "index.html"):
        there, here = (tmp_path / each / name for each in ("out", "here"))
        assert there.read_bytes() == here.read_bytes()


@pytest.mark.slow
def test_where_no_scheduler_answers_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.batch.cluster._PATIENCE", 0.2)
    (port,) = free_ports(1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(encoded(photo(8, 8)))
    words = [str(tmp_path / "in"), "--k", "3", "--out", str(tmp_path / "out")]
    address = f"tcp://127.0.0.1:{port}"
    assert main([*words, "--scheduler", address]) == 2
    assert f"No scheduler answers at {address}." in capsys.readouterr().err
    with pytest.raises(WrongUseError, match="No scheduler answers"):
        run(tmp_path / "in", tmp_path / "out", WISH, scheduler=address)

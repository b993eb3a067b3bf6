"""Long work is done in processes of its own, and ends when nobody wants it."""

import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from components import engine
from components.model.document import Document
from components.model.fits import Fits
from components.model.picture import Picture
from components.model.style import Style
from components.shared import work
from components.shared.stops import same
from components.work import pool, sandbox
from components.work.forkserver.process import Process
from components.work.pool import running
from components.work.pool.liveness import Liveness
from components.work.pool.pickling import packed
from tests.pictures import encoded
from tests.serving import PATIENCE
from tests.work.pool import light as light_script
from tests.work.pool.troubles import suffer

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux", reason="work is done apart on Linux only"
    ),
    pytest.mark.slow,
]

Report = Callable[[float], None]
Integers = NDArray[np.int64]


class LeftError(Exception):
    """Whoever waited has gone."""


def ignore(share: float) -> None:
    pass


def run(work: Callable[..., object], *arguments: object, **more: object) -> object:
    given: dict[str, Any] = {"report": ignore, "offer": ignore, **more}
    return pool.run(work, *arguments, **given)


# Work. It has to be importable by name in the other process.


def own_number(report: Report, offer: object) -> int:
    return os.getpid()


def niceness(report: Report, offer: object) -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def half(report: Report, offer: Callable[[object], None]) -> str:
    offer("good")
    report(0.5)
    signal.pause()
    return "never"


def fail(report: Report, offer: object) -> None:
    raise KeyError("no such thing")


def run_out_of_memory(report: Report, offer: object) -> None:
    raise MemoryError


def be_killed(report: Report, offer: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mean(image: engine.SourceImage, report: Report, offer: object) -> float:
    return float(image.rgb.mean())


def change(values: Integers, report: Report, offer: object) -> Integers:
    values[0] = 99
    return values


def test_work_is_done_in_another_process_each_time_another() -> None:
    numbers = {run(own_number) for _ in range(3)} | {os.getpid()}
    assert len(numbers) == 4


def test_work_that_can_wait_lets_others_go_first() -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    assert run(niceness) == before
    assert run(niceness, behind=7) == before + 7
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_what_it_is_given_stays_as_it_is() -> None:
    values = np.arange(5)
    assert np.asarray(run(change, values)).tolist() == [99, 1, 2, 3, 4]
    assert values.tolist() == [0, 1, 2, 3, 4]


def test_it_tells_how_far_it_is_and_offers_what_it_has_until_nobody_waits() -> None:
    offered: list[object] = []

    def leave(share: float) -> None:
        if share == 0.5 and offered:
            raise LeftError

    with pytest.raises(LeftError):
        run(half, report=leave, offer=offered.append)
    assert offered == ["good"]


def test_the_process_is_ended_when_nobody_waits() -> None:
    seen: list[int] = []

    def note_and_leave(share: float) -> None:
        if share == 0.5:
            seen.extend(set(_copies()) - before)
            raise LeftError

    before = set(_copies())  # one may be ending
    with pytest.raises(LeftError):
        run(half, report=note_and_leave)
    assert len(seen) == 1
    ended = threading.Event()
    for _ in range(int(PATIENCE / 0.01)):
        if not Path(f"/proc/{seen[0]}").exists():
            break
        ended.wait(0.01)
    assert not Path(f"/proc/{seen[0]}").exists()


def _children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").iterdir()
    return [int(n) for each in threads for n in (each / "children").read_text().split()]


def _copies() -> list[int]:
    """Find the copies that are at work for this process."""
    workers = [
        child
        for child in _children(os.getpid())
        if "work/pool" in Path(f"/proc/{child}/cmdline").read_text()
    ]
    return [copy for worker in workers for copy in _children(worker)]


def test_what_goes_wrong_is_raised_here() -> None:
    with pytest.raises(KeyError, match="no such thing"):
        run(fail)
    with pytest.raises(MemoryError):
        run(run_out_of_memory)
    assert run(niceness) is not None  # the next is done as ever


def test_a_process_that_is_killed_ran_out_of_memory() -> None:
    # That is whom the system kills.
    with pytest.raises(MemoryError):
        run(be_killed)
    assert run(niceness) is not None


def test_pictures_travel_without_being_copied_and_arrive_as_they_are() -> None:
    image = sandbox.read(encoded(np.arange(30, dtype=np.uint8).reshape(2, 5, 3)))
    assert run(mean, image) == image.rgb.mean()
    content, descriptors = packed(image)
    assert len(descriptors) == 1
    assert len(content) < 1000


def test_pictures_of_our_own_making_travel_too() -> None:
    image = engine.SourceImage(np.full((3, 4, 3), 7, np.uint8), None, "PNG", 5)
    assert run(mean, image) == 7.0


def test_each_task_gives_what_the_engine_gives() -> None:
    random = np.random.default_rng(1)
    image = sandbox.read(
        encoded(random.integers(0, 64, (40, 50, 3), dtype=np.uint8) * 4)
    )
    table = engine.count_colors(image)
    picture = Picture("digest", "name", image, table)
    offered: list[object] = []
    sweep = run(work.sweep, picture, 9, "srgb", offer=offered.append)
    assert isinstance(sweep, engine.Sweep)
    here = engine.sweep_k(table, 9)
    np.testing.assert_array_equal(sweep.inertia, here.inertia)
    np.testing.assert_array_equal(sweep.centers[8], here.centers[8])
    assert [type(each) for each in offered] == [engine.Sweep]
    drawn = engine.quantize(image, here.centers[8])
    size = len(engine.encode_png(drawn))
    fits = Fits(picture, "srgb", here)
    rendering = Document(fits, Style()).drawn_in(9)
    assert run(work.file_sizes, (rendering,)) == (size,)
    found = run(work.quality, rendering)
    assert found == engine.compare(image, drawn)
    small = run(work.squeeze, Document(fits, Style(smaller="same")).drawn_in(9))
    assert len(getattr(small, "png")) <= size  # noqa: B009
    looked = run(same, fits)
    expected = engine.smallest_that_looks_the_same(image, table, here.centers)
    assert getattr(looked, "k") == expected  # noqa: B009


def test_where_there_are_no_such_processes_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "POSSIBLE", False)
    assert run(own_number) == os.getpid()


# When something goes wrong that is not the work's fault.


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """Have a process that is there at once, and that soon counts as hanging."""
    soon = partial(Liveness, patience=0.5, every=0.1)
    monkeypatch.setattr(running, "Liveness", soon)
    process = Process(Path(light_script.__file__))
    yield process
    process.end(process.number)


def test_work_that_hangs_is_ended_and_tried_once_more(
    light: Process, tmp_path: Path
) -> None:
    for fate in ("hangs", "hangs late"):
        work = (suffer, tmp_path, fate, [fate])
        assert run(*work, process=light) == fate
        assert len(list(tmp_path.glob(f"{fate} *"))) == 2


def test_work_that_hangs_twice_is_told(light: Process, tmp_path: Path) -> None:
    with pytest.raises(running.HangingError):
        run(suffer, tmp_path, "key", ["hangs", "hangs late"], process=light)
    assert len(list(tmp_path.iterdir())) == 2
    assert run(suffer, tmp_path, "key", [], process=light) == "key"


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP], ids=["kill", "stop"])
def test_work_that_was_not_begun_is_tried_once_more(
    light: Process, tmp_path: Path, blow: signal.Signals
) -> None:
    struck: list[int] = []

    def strike(share: float) -> None:
        if not struck:
            struck.append(light.number)
            os.kill(light.number, blow)

    light.start()
    assert run(suffer, tmp_path, "key", [], report=strike, process=light) == "key"
    assert struck != [light.number]


def test_work_is_done_when_a_thousand_files_are_open(
    light: Process, tmp_path: Path
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    with ExitStack() as open_files:
        open_files.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        while open_files.enter_context((tmp_path / "file").open("w")).fileno() < 1100:
            pass
        assert run(suffer, tmp_path, "key", ["slow"], process=light) == "key"

"""What holds for all tests."""

import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from PIL import Image
from threadpoolctl import threadpool_limits
from xdist.workermanage import WorkerController

from tests import compiling, doctests, examples
from tests.order import dealt

examples.register()


def pytest_configure(config: pytest.Config) -> None:
    """Choose where doctests are looked for, in the folders beside this one too."""
    config.pluginmanager.register(doctests)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Have the engine's loops compiled while the workers look for tests."""
    compiling.begin(session)


def pytest_xdist_node_collection_finished(node: WorkerController) -> None:
    """Let no worker begin before that is done."""
    compiling.wait(node.config)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave nothing running."""
    compiling.end(session.config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage afterwards only, not while all that is made is there to stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests that a server is started for, and put those first that take long."""
    for item in items:
        if "address" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.server)
    yield  # only what was asked for is left
    items[:] = dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """Let what tests start hear Ctrl+C.

    A shell's script starts what runs in its background deaf to it, and so would be
    all that is started from there.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def libraries_work_in_one_thread() -> None:
    """Have numpy's and other libraries work in one thread, as `references` has others.

    Several tests run at once. Threads that wait for each other look in a loop whether
    the others are done, which takes the processor from those.
    """
    threadpool_limits(1)


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once() -> Iterator[None]:
    """Have Streamlit look for components that are installed once, and not at each page.

    It reads what every package says of itself, which takes three times as long as the
    page. A server does so once.
    """
    if "streamlit.testing.v1" not in sys.modules:
        yield
        return
    from streamlit.components.v2 import manifest_scanner as scanner

    with pytest.MonkeyPatch.context() as patch:
        found = cache(scanner.scan_component_manifests)
        patch.setattr(scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session", autouse=True)
def who_runs_the_page_waits_for_its_end() -> Iterator[None]:
    """Have Streamlit wait for the page, and not look a thousand times a second.

    Each time it goes over all that the page has sent, and has the interpreter's lock
    meanwhile: a quarter of what the page's tests took.
    """
    if "streamlit.testing.v1" not in sys.modules:
        yield
        return
    from streamlit.testing.v1 import local_script_runner as runner

    look = runner.require_widgets_deltas

    def wait(page: runner.LocalScriptRunner, timeout: float = 3) -> None:
        thread = page._script_thread
        assert thread is not None
        thread.join(timeout)
        # If it is over, once is enough; if not, this says so, and ends it.
        look(page, 0 if thread.is_alive() else timeout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def what_each_run_of_the_page_needs_is_made_once() -> Iterator[None]:
    """Have the page compiled once, and what stands for its server made once.

    Streamlit makes both anew for each run of the page: a seventh of what that takes.
    """
    if "streamlit.testing.v1" not in sys.modules:
        yield
        return
    from streamlit.runtime.scriptrunner.script_cache import ScriptCache
    from streamlit.testing.v1 import app_test
    from streamlit.testing.v1 import local_script_runner as runner

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "ScriptCache", cache(ScriptCache))
        # Each run gives it what is the run's own.
        patch.setattr(app_test, "MagicMock", cache(MagicMock))
        yield


@pytest.fixture(autouse=True)
def processes_begin_as_this_one_did() -> Iterator[None]:
    """Take back that the page is the main module, as Streamlit says that runs it here.

    A process that is started afterwards would begin by running the page.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """Note what the download buttons are given whenever the page runs, by key."""
    import streamlit as st  # not before a test of the page wants it

    given: dict[str, dict[str, Any]] = {}
    real = st.download_button

    def note(label: str, **options: Any) -> bool:  # noqa: ANN401 - Streamlit's own
        given[options["key"]] = options
        return real(label, **options)

    monkeypatch.setattr(st, "download_button", note)
    return given


# By how much samples are made smaller: of pixel art, a pixel for each square is left.
SMALLER = {"pixel-art": 8, "logo": 4, "color-wheel": 8}
SMALLER |= {"coffee": 3, "astronaut": 6, "deep-sky": 9, "sunset": 6}


@pytest.fixture(scope="session")
def folder_of_small_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of the samples; those that many tests open have fewer pixels."""
    from components.shared.samples import FOLDER, SAMPLES

    folder = tmp_path_factory.mktemp("samples")
    for sample in SAMPLES.values():
        if sample.slug in SMALLER:
            with Image.open(FOLDER / sample.file) as picture:
                picture.reduce(SMALLER[sample.slug]).save(folder / sample.file)
        else:
            (folder / sample.file).symlink_to(FOLDER / sample.file)
    return folder


@pytest.fixture
def small_samples(
    folder_of_small_samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let some of the page's samples have fewer pixels.

    What is shown of one at every size costs less; and where it is only the first
    picture to be there, its files for every k are written in a moment.
    """
    from components.shared import samples  # not before a test of the page wants it

    monkeypatch.setattr(samples, "FOLDER", folder_of_small_samples)


@pytest.fixture
def by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command do the work of its processes itself.

    To start one takes longer than small pictures do. That it changes nothing is shown
    in `tests/batch`.
    """
    from components.batch.crew import Here  # not before a test of the command wants it

    # By its name the package gives the function that is in the module.
    module = importlib.import_module("components.batch.run")
    monkeypatch.setattr(module, "Workers", lambda number: Here())


@pytest.fixture
def idle_core(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Let one core be idle, which can be had when nothing is begun any more."""
    from components.work import job

    core = threading.Semaphore(1)
    monkeypatch.setattr(job, "_IDLE_CORES", core)
    return core

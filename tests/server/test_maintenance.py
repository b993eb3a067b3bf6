"""Memory is given back while the server runs."""

import gc
import os
import sys
import weakref
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit import runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from components.server import maintenance


def a_server_with(storage: MemorySessionStorage) -> SimpleNamespace:
    return SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=storage))


def test_sessions_of_closed_tabs_go_though_nobody_comes_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = MemorySessionStorage(ttl_seconds=0)
    storage._cache["closed"] = SimpleNamespace()  # type: ignore[assignment]  # a stand-in
    monkeypatch.setattr(runtime, "get_instance", lambda: a_server_with(storage))
    assert maintenance.drop_expired_sessions() == 1
    assert storage.list() == []
    assert maintenance.drop_expired_sessions() == 0


def test_sessions_that_may_come_back_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = MemorySessionStorage(ttl_seconds=1000)
    storage._cache["asleep"] = SimpleNamespace()  # type: ignore[assignment]  # a stand-in
    monkeypatch.setattr(runtime, "get_instance", lambda: a_server_with(storage))
    assert maintenance.drop_expired_sessions() == 0
    assert len(storage.list()) == 1


def test_a_visitor_to_a_warm_server_waits_for_no_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr("importlib.import_module", done.append)
    loops = SimpleNamespace(load=lambda: done.append("loops"))
    monkeypatch.setattr(maintenance, "spare_collector", lambda: done.append("spared"))
    maintenance.warm_up(loops)  # type: ignore[arg-type]  # a stand-in
    assert done == ["loops", "pandas", "spared"]


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's C library")
class Ring:
    """Something that only the collector frees."""

    def __init__(self) -> None:
        self.itself = self


def test_collecting_garbage_does_not_go_over_all_code_again() -> None:
    """It would hold up everybody's page; what comes later is collected as ever."""
    try:
        maintenance.spare_collector()
        assert gc.get_freeze_count() > 10 * len(gc.get_objects())
        gone = weakref.ref(Ring())
        maintenance.release_memory(garbage=True)
        assert gone() is None
    finally:
        gc.unfreeze()


@pytest.mark.slow
def test_freed_memory_goes_back_to_the_system() -> None:
    # Small pieces, which the C library keeps; the last one keeps the rest from going
    # by itself.
    pieces = [np.ones(10_000, np.uint8) for _ in range(20_000)]
    full = resident()
    last = pieces[-1]
    del pieces
    maintenance.release_memory(garbage=True)
    assert resident() < full - 100 * 2**20
    assert last.all()

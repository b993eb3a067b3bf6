"""What holds for all tests."""

import os
from typing import Any

import pytest

from tests import examples
from tests.order import dealt

examples.register()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Start one more than there are cores: a browser's test waits half of its time."""
    waits = "not (browser" not in config.option.markexpr
    return (os.cpu_count() or 1) + waits


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that a server is started for, and put those first that take long."""
    for item in items:
        if "address" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.server)
    items[:] = dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


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

"""Where doctests are looked for."""

from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path,
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for doctests only in files that have some.

    To look, a file is imported: benchmarks, say, with all libraries that they compare,
    and of the command what needs a cluster's.
    """
    collectors = yield
    if file_path.suffix != ".py" or b">>>" in file_path.read_bytes():
        return collectors
    return [each for each in collectors if type(each) is pytest.Module]

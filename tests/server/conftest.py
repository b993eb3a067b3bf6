"""The server, spoken to without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import start
from tests.server.visitor import witnessed


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """File in which the server's deeds are noted."""
    return tmp_path_factory.mktemp("witness") / "log"


@pytest.fixture(scope="session")
def started(log: Path) -> Iterator[tuple[str, int]]:
    """Start the page, for files of up to 21 MB; its address and process.

    It lacks memory for pictures as `witness.hunger` says.
    """
    limits = {"KCOLORS_MAX_FILE_MB": "20.5", "TMPDIR": str(log.parent)}
    limits["KCOLORS_HUNGER"] = "yes"
    with start({**witnessed(log), **limits}) as at:
        yield at


@pytest.fixture(scope="session")
def address(started: tuple[str, int]) -> str:
    """Return the address of the page."""
    return started[0]

"""Every file of the folders named in the environment is read or refused."""

import os
from pathlib import Path

import pytest

from tests.fuzz.worker import Worker

FOLDERS = ("KCOLORS_CORPUS", "KCOLORS_BENCH")


def files_of(variable: str) -> list[Path]:
    folder = os.environ.get(variable)
    return sorted(p for p in Path(folder).rglob("*") if p.is_file()) if folder else []


@pytest.mark.corpus
@pytest.mark.parametrize("variable", FOLDERS)
def test_every_file_is_read_or_refused(variable: str) -> None:
    """In another process, within three seconds of its time and a gigabyte."""
    files = files_of(variable)
    if not files:
        pytest.skip(f"{variable} names no folder of pictures")
    with Worker() as worker:
        for path in files:
            outcome = worker.read(path.read_bytes())
            assert not outcome.wrong, f"{path}: {outcome.text}"
            assert not outcome.too_much, f"{path}: {outcome}"

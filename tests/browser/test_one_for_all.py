"""Workers share one server: the first starts it, and ends it when all have left."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests.browser.one_for_all import one_for_all
from tests.serving import PATIENCE

WORKERS = 4


def worker(folder: Path, here: Barrier, number: int) -> None:
    """Come in together with the others, and leave one after the other."""
    told = folder / "deeds"

    @contextmanager
    def start() -> Iterator[str]:
        with told.open("a") as deeds:
            print("started", file=deeds)
        yield f"server of {number}"
        with told.open("a") as deeds:
            print("ended", file=deeds)

    for _ in range(3):
        here.wait()
        with one_for_all(folder, start) as address:
            (folder / f"seen by {number}").write_text(address)
            here.wait()
            if number == 0:
                seen = {each.read_text() for each in folder.glob("seen by *")}
                with told.open("a") as deeds:
                    print(f"{len(seen)} seen, and the server is there", file=deeds)
            here.wait()
        here.wait()


def test_one_starts_it_all_use_it_and_it_ends_when_nobody_is_left(
    tmp_path: Path,
) -> None:
    context = multiprocessing.get_context("fork")
    here = context.Barrier(WORKERS, timeout=PATIENCE)
    workers = [
        context.Process(target=worker, args=(tmp_path, here, number))
        for number in range(WORKERS)
    ]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    deeds = (tmp_path / "deeds").read_text().splitlines()
    once = ["started", "1 seen, and the server is there", "ended"]
    assert deeds == 3 * once


def test_a_server_that_did_not_start_is_started_by_the_next(tmp_path: Path) -> None:
    @contextmanager
    def start(well: bool) -> Iterator[str]:
        if not well:
            raise RuntimeError("The page did not start.")
        yield "address"

    with (
        pytest.raises(RuntimeError, match="did not start"),
        one_for_all(tmp_path, lambda: start(well=False)),
    ):
        pass
    with one_for_all(tmp_path, lambda: start(well=True)) as address:
        assert address == "address"

"""More than a thousand damaged files: read, or refused in a sentence.

They are the same at every run. `make fuzz` reads as many as there is time for.
"""

from collections.abc import Iterator

import pytest

from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds
from tests.fuzz.worker import MOST_MEGABYTES, MOST_SECONDS, Worker

pytestmark = pytest.mark.slow

FILES = 1100  # of 400 more none comes to a line that none of these has come to


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as started:
        yield started


def test_damaged_files_are_read_or_refused(worker: Worker) -> None:
    files = list(seeds().values())
    for seed in range(FILES):
        outcome = worker.read(mutated(files, seed))
        assert not outcome.wrong, f"seed {seed}: {outcome.text}"
        assert outcome.seconds < MOST_SECONDS, f"seed {seed}: {outcome.text}"
        assert outcome.megabytes < MOST_MEGABYTES, f"seed {seed}: {outcome.text}"


def test_the_good_files_themselves_are_read(worker: Worker) -> None:
    for name, data in seeds().items():
        if "/" not in name:
            assert worker.read(data).text == "read", name


def test_a_number_always_gives_the_same_damage() -> None:
    files = list(seeds().values())
    assert [mutated(files, n) for n in range(50)] == [
        mutated(files, n) for n in range(50)
    ]

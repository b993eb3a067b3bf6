"""In which order tests are run, so that nobody waits for a long one in the end."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import pytest

# What is quick to begin with and soon over, however the work is shared out.
_QUICK: Final = ("tests/engine", "tests/model", "tests/shared", "tests/work/test_")


def dealt(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """Put what takes long first, and deal it to the workers file by file.

    `--dist worksteal` gives each worker a stretch of the list, and moves the end of
    what is left when one is done before the others: that should be quick, and need no
    server or window that another worker has open.

    Parameters
    ----------
    items : sequence of pytest.Item
        The tests, those of a file one after the other.
    workers : int
        How many processes share them out.
    """
    long: list[list[pytest.Item]] = [[] for _ in range(workers)]
    quick: list[pytest.Item] = []
    turn = 0
    for name, of_file in groupby(items, lambda item: item.nodeid.partition("::")[0]):
        if name.startswith(_QUICK) or not name.startswith("tests/"):
            quick += of_file
        else:
            long[turn % workers] += of_file
            turn += 1
    order, left = [], len(items)
    for number, stretch in enumerate(long):
        room = left // (workers - number) - len(stretch)
        stretch += [quick.pop(0) for _ in range(min(max(room, 0), len(quick)))]
        left -= len(stretch)
        order += stretch
    return order + quick

"""In which order tests are run, so that nobody waits for a long one in the end."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import pytest

# What is quick to begin with and soon over, however the work is shared out.
_QUICK: Final = ("tests/engine", "tests/model", "tests/shared", "tests/work/test_")
_BROWSER: Final = "tests/browser/"
# For these a worker starts a process that loads all that they need, or a server.
_SHARING: Final = ("tests/features/recipe/", "tests/server/")

Files = Sequence[list[pytest.Item]]


def dealt(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """Put what takes long first, and deal it to the workers file by file.

    `--dist worksteal` gives each worker a stretch of the list, and moves the end of
    what is left when one is done before the others: that should be quick, and need no
    server or window that another worker has open.

    A browser's tests and all others, which take nearly as long together, go to workers
    of their own: so most need either a server and a browser, or the page's processes,
    and not all of them load and start everything. And who waits for a browser leaves
    the processor to somebody who waits for nothing.

    Parameters
    ----------
    items : sequence of pytest.Item
        The tests, those of a file one after the other.
    workers : int
        How many processes share them out.
    """
    browser: list[list[pytest.Item]] = []
    other: list[list[pytest.Item]] = []
    quick: list[pytest.Item] = []
    for name, of_file in groupby(items, _together):
        if name.startswith(_QUICK) or not name.startswith("tests/"):
            quick += of_file
        else:
            (browser if name.startswith(_BROWSER) else other).append([*of_file])
    stretches = _shared_out(browser, other, workers)
    order, left = [], len(items)
    for number, stretch in enumerate(stretches):
        room = left // (workers - number) - len(stretch)
        stretch += [quick.pop(0) for _ in range(min(max(room, 0), len(quick)))]
        left -= len(stretch)
        order += stretch
    return order + quick


def _together(item: pytest.Item) -> str:
    file = item.nodeid.partition("::")[0]
    return next((folder for folder in _SHARING if file.startswith(folder)), file)


def _shared_out(browser: Files, other: Files, workers: int) -> list[list[pytest.Item]]:
    """Deal files to workers of two kinds; where there is one kind only, to all."""
    if workers == 1 or not (browser and other):
        return _in_turns([*browser, *other], workers)
    for_others = workers // 2
    return [
        *_in_turns(browser, workers - for_others),
        *_in_turns(other, for_others),
    ]


def _in_turns(files: Files, workers: int) -> list[list[pytest.Item]]:
    return [
        [item for of_file in files[worker::workers] for item in of_file]
        for worker in range(workers)
    ]

"""One server for all workers: what one has had worked out is there for the others."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path


@contextmanager
def one_for_all(
    folder: Path, start: Callable[[], AbstractContextManager[str]]
) -> Iterator[str]:
    """Start a server, or take the one that another process has started in the folder.

    Whoever started it ends it, when nobody else is left.

    Parameters
    ----------
    folder : Path
        Where the processes that share a server meet.
    start : callable
        Starts a server, and ends it; gives its address.

    Yields
    ------
    str
        The server's address.
    """
    told = folder / "address"
    with (folder / "in_use").open("w") as in_use:
        if not _is_first(in_use.fileno(), told):
            yield told.read_text()
            return
        with start() as address:
            told.write_text(address)
            # Those who have waited come in; what is shared cannot be had alone.
            fcntl.flock(in_use, fcntl.LOCK_SH)
            yield address
            fcntl.flock(in_use, fcntl.LOCK_EX)
            told.unlink()


def _is_first(in_use: int, told: Path) -> bool:
    """Tell whether there is no server; wait while one is beginning, or ending.

    Either nobody else comes in afterwards, or the server stays till this one leaves.
    """
    while True:
        try:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not told.exists():
                return True
        except BlockingIOError:
            pass
        fcntl.flock(in_use, fcntl.LOCK_SH)
        if told.exists():
            return False
        fcntl.flock(in_use, fcntl.LOCK_UN)

"""The server under load: started for it, and its memory watched."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 2**20
_EVERY = 0.5  # seconds between two looks at the memory


def memory_of(process: int) -> float:
    """Return the megabytes that a process and its children take.

    Pages that several of them share are counted once (proportional set size).
    """
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        threads = Path(f"/proc/{process}/task").iterdir()
        children = " ".join((each / "children").read_text() for each in threads)
    except (OSError, ProcessLookupError):
        return 0.0  # it has just ended
    (line,) = (line for line in rollup.splitlines() if line.startswith("Pss:"))
    own = int(line.split()[1]) * 1024 / MEGABYTE
    return own + sum(memory_of(int(child)) for child in children.split())


def seconds_of_work(process: int) -> float:
    """Return the processor time of a process and of its children that have ended."""
    numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(int(each) for each in numbers[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


class Watcher:
    """Looks at the memory of a process now and then.

    Attributes
    ----------
    peak : float
        The most megabytes that were seen.
    """

    def __init__(self, process: int) -> None:
        self._process = process
        self.peak = 0.0

    def look(self) -> float:
        """Return the megabytes now."""
        now = memory_of(self._process)
        self.peak = max(self.peak, now)
        return now

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look now and then, until this is left."""

        async def look_on() -> None:
            while True:
                await asyncio.to_thread(self.look)
                await asyncio.sleep(_EVERY)

        looks = asyncio.create_task(look_on())
        try:
            yield
        finally:
            looks.cancel()

    async def settled(self, seconds: float) -> float:
        """Wait, and return the megabytes then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(min(_EVERY, seconds))
        return self.look()

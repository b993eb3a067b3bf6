"""Whether a process that says nothing is at work, or hangs."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

# Seconds without a word and without any use of a processor, after which it hangs.
PATIENCE: Final = 20.0
# Seconds between two looks.
_EVERY: Final = 1.0

# Linux's letters for a process that runs or would if it got a processor, and for one
# that waits for a disk. All others wait for something that may never come.
_BUSY: Final = "RD"
# Where its ``stat`` holds the processor time used by itself and by the kernel for it,
# counted from the letter.
_USED: Final = slice(11, 13)


class Liveness:
    """Tells work that takes long without a word from work that hangs.

    A limit of time cannot: on a busy machine honest work takes as long as you like. But
    it uses the processor, or stands in line for it; a process that waits for a lock
    which nobody opens does neither.

    Parameters
    ----------
    patience : float
        Seconds without any sign of life, after which a process hangs.
    every : float
        Seconds between two looks at it.
    clock : callable
        Tells the time in seconds.
    """

    def __init__(
        self,
        patience: float = PATIENCE,
        every: float = _EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._patience, self._every, self._clock = patience, every, clock
        self._alive = self._looked = clock()
        self._used: tuple[object, ...] = ()

    def word(self) -> None:
        """Note that it has said something."""
        self._alive = self._looked = self._clock()

    def hangs(self, process: int) -> bool:
        """Tell whether a process has shown no sign of life for too long."""
        now = self._clock()
        if now - self._looked < self._every:
            return False
        self._looked = now
        busy, *used = _signs_of(process)
        if busy or (process, *used) != self._used:
            self._alive = now
            self._used = (process, *used)
        return now - self._alive >= self._patience


def _signs_of(process: int) -> tuple[object, ...]:
    """Return whether a process is busy, and the processor time that it has used."""
    try:
        line = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return (True,)  # it is gone, as the end of its answer will tell
    facts = line[line.rindex(")") + 1 :].split()
    return facts[0] in _BUSY, *facts[_USED]

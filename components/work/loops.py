"""The engine's loops become machine code while the page is being served.

A server that finds them compiled loads them. Else copies of the pool's process compile,
with as few rights to the processor as there are, and each part that is ready is given
to the server and to all later copies. Nobody waits for a compiler: before that, fits
are first ones, and what the server itself does is done in numpy.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Final

from components.engine import machine_code, precompile
from components.engine.precompile import Part
from components.work import pool

# What the server itself may call.
_HERE: Final[Sequence[Part]] = (
    precompile.drawings,
    precompile.files,
    precompile.judgments,
    precompile.dots,
    precompile.smaller_files,
    precompile.fits,
)
_BEHIND: Final = 10  # niceness
_AWAITED: Final = (machine_code.PAGE, machine_code.DOTS)


class StoppedError(Exception):
    """The server ends."""


class Loops:
    """The loops, on their way to this server.

    Parameters
    ----------
    stop : Event
        Set when the server ends.
    """

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._on_disk = machine_code.is_on_disk()
        if not self._on_disk:
            machine_code.announce(*_AWAITED)

    def load(self) -> None:
        """Load them, or have them compiled; to be called once, in a thread."""
        if self._on_disk:
            precompile.precompile(_HERE)
            return
        try:
            self._have_compiled(precompile.FIRST)
            machine_code.arrive(machine_code.PAGE)
            self._have_compiled(precompile.LATER)
        finally:  # so that nobody waits for what does not come
            for each in _AWAITED:
                machine_code.arrive(each)

    def _have_compiled(self, lanes: Sequence[Sequence[Part]]) -> None:
        with ThreadPoolExecutor(len(lanes)) as threads:
            for _ in threads.map(self._one_by_one, lanes):
                pass

    def _one_by_one(self, parts: Sequence[Part]) -> None:
        for part in parts:
            code = pool.run(
                compiled,
                part.__name__,
                report=partial(self._go_on, part.__name__),
                offer=lambda nothing: None,
                behind=_BEHIND,
            )
            pool.teach(part.__name__, code)
            machine_code.take(code)
            if part in _HERE:
                part()
            machine_code.arrive(part.__name__)

    def _go_on(self, part: str, share: float) -> None:
        if self._stop.is_set():
            raise StoppedError
        machine_code.tell(part, share)


def compiled(
    part: str, report: Callable[[float], None], offer: Callable[[bytes], None]
) -> bytes:
    """Return the machine code of a part; in a process of its own."""
    precompile.collect_seldom()
    return machine_code.made_by(precompile.part(part), report)

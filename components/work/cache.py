"""What the page remembers of its work, bounded in bytes by the settings.

What nobody has used for a while is dropped even where there is room, so that a server
on which nobody is needs no more than at its start. Whatever was dropped is worked out
again when somebody wants it.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, Final, NamedTuple, TypeVar, cast

from cachetools import TLRUCache

from components.work.footprint import footprint
from components.work.settings import SETTINGS

Value = TypeVar("Value")

_NOTHING: Final = object()

# Seconds without use after which something is dropped.
_PICTURES_IDLE: Final = 5 * 60.0
_FIGURES_IDLE: Final = 60 * 60.0


class _Entry(NamedTuple):
    value: object
    size: int


class Cache:
    """Results by name; those not used for longest are dropped first.

    Parameters
    ----------
    most : int
        Bytes that are kept. A single result that is larger is kept all the same,
        until the next one comes.
    idle : float
        Seconds without use after which a result is dropped.
    clock : callable
        Tells the time in seconds.

    Notes
    -----
    Results are shared by all who ask for them, and never changed.
    """

    def __init__(
        self, most: int, idle: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._entries: TLRUCache[Hashable, _Entry] = TLRUCache(
            most,
            ttu=lambda key, entry, now: now + idle,
            timer=clock,
            getsizeof=lambda entry: min(entry.size, most),
        )
        self._making: dict[Hashable, threading.Lock] = {}
        self._broom: threading.Timer | None = None

    @property
    def used(self) -> int:
        """Bytes that are kept now, as far as there is room for them."""
        return int(self._entries.currsize)

    def __len__(self) -> int:
        """Return the number of results."""
        return len(self._entries)

    def known(self, key: Hashable, otherwise: object = None) -> Any:  # noqa: ANN401
        """Return what is kept under a name, or else something else."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return otherwise
            self._entries[key] = entry  # its time begins anew
            return entry.value

    def is_at_hand(self, key: Hashable) -> bool:
        """Tell whether something is kept under a name, or being made."""
        with self._lock:
            return key in self._entries or key in self._making

    def keep(self, key: Hashable, value: object, size: int = 0) -> None:
        """Keep a result, dropping others where it takes their room.

        Parameters
        ----------
        key : hashable
            Names the result.
        value : object
            The result.
        size : int
            Bytes of it that `footprint` does not see.
        """
        size += footprint(key) + footprint(value)
        with self._lock:
            self._entries[key] = _Entry(value, size)
            self._sweep_later()

    def get(self, key: Hashable, make: Callable[[], Value], size: int = 0) -> Value:
        """Return what is kept under a name, making it unless it is there.

        Who asks while it is being made waits for that.

        Parameters
        ----------
        key : hashable
            Names the result; same name, same result.
        make : callable
            Makes it. What it raises is raised, and not kept.
        size : int
            As for `keep`.
        """
        found = self.known(key, _NOTHING)
        if found is not _NOTHING:
            return cast(Value, found)
        with self._lock:
            gate = self._making.setdefault(key, threading.Lock())
        with gate:
            found = self.known(key, _NOTHING)
            if found is _NOTHING:
                try:
                    found = make()
                    self.keep(key, found, size)
                finally:
                    with self._lock:
                        self._making.pop(key, None)
        return cast(Value, found)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._entries.clear()

    def drop_idle(self) -> None:
        """Drop what nobody has used for a while."""
        with self._lock:
            self._entries.expire()

    def _sweep_later(self) -> None:
        """See to it that idle results go, also when nobody comes any more."""
        if self._broom is None:
            broom = threading.Timer(self._idle / 4, self._sweep)
            broom.daemon = True
            with contextlib.suppress(
                RuntimeError
            ):  # no thread: the next one sees to it
                broom.start()
                self._broom = broom

    def _sweep(self) -> None:
        self.drop_idle()
        with self._lock:
            self._broom = None
            if self._entries:
                self._sweep_later()


PICTURES: Final = Cache(SETTINGS.cache_bytes, _PICTURES_IDLE)
FIGURES: Final = Cache(SETTINGS.figures_bytes, _FIGURES_IDLE)

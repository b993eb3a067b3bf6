"""How far the work is, for who waits at a terminal or reads what was written to a file.

On a terminal that is a bar in one line; elsewhere a plain line now and then.
"""

import shutil
import time
from collections.abc import Callable
from typing import Final, Protocol, TextIO

from components.engine.formatting import count

Clock = Callable[[], float]

_WIDTH: Final = 24
_BAR_EVERY, _LINE_EVERY = 0.1, 10.0  # seconds
_SETTLED: Final = 0.5  # seconds from which on a rate says something
_MINUTE, _HOUR = 60, 3600


class Teller(Protocol):
    """Who is told how far the work is."""

    def begin(self, what: str, weight: float, pictures: int = 0) -> None:
        """Begin with a part of the work.

        Parameters
        ----------
        what : str
            What is done, in a few words.
        weight : float
            How much there is to do, in any unit.
        pictures : int
            Of how many pictures; 0 where that cannot be said.
        """

    def step(self, weight: float, pictures: int = 0, pixels: int = 0) -> None:
        """Say what has been done since the last time, in the same units."""

    def end(self) -> None:
        """End with that part."""

    def say(self, sentence: str) -> None:
        """Say something else."""


class Silent:
    """Tells nobody."""

    def begin(self, what: str, weight: float, pictures: int = 0) -> None:
        """Begin with a part of the work."""

    def step(self, weight: float, pictures: int = 0, pixels: int = 0) -> None:
        """Go on with it."""

    def end(self) -> None:
        """End it."""

    def say(self, sentence: str) -> None:
        """Say something else."""


class Told:
    """Tells it in a stream, with the rate and the time that is left.

    Parameters
    ----------
    stream : file
        Where to write.
    clock : callable
        Returns seconds.
    """

    def __init__(self, stream: TextIO, clock: Clock = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._bar = stream.isatty()
        self._begin("", 0, 0)

    def _begin(self, what: str, weight: float, pictures: int) -> None:
        self._what, self._weight, self._pictures = what, weight, pictures
        self._done, self._drawn, self._pixels = 0.0, 0, 0
        self._start = self._told = self._clock()

    def begin(self, what: str, weight: float, pictures: int = 0) -> None:
        """Begin with a part of the work; as of `Teller`."""
        self._begin(what, weight, pictures)
        self._write(f"{what} …")

    def step(self, weight: float, pictures: int = 0, pixels: int = 0) -> None:
        """Go on with it."""
        self._done += weight
        self._drawn += pictures
        self._pixels += pixels
        now = self._clock()
        if now - self._told >= (_BAR_EVERY if self._bar else _LINE_EVERY):
            self._told = now
            self._write(self.line())

    def end(self) -> None:
        """End it."""
        self._done = self._weight
        self._write(self.line(), over=True)

    def say(self, sentence: str) -> None:
        """Say something else."""
        self._write(sentence, over=True)

    def line(self) -> str:
        """Return how far the part is, in a line."""
        share = min(1.0, self._done / self._weight) if self._weight else 1.0
        seconds = self._clock() - self._start
        parts = [f"{self._what} {share:4.0%}"]
        if self._bar:
            full = round(share * _WIDTH)
            parts = [f"{self._what} [{'█' * full}{'·' * (_WIDTH - full)}] {share:4.0%}"]
        if self._pictures:
            parts.append(f"{self._drawn:,} of {count(self._pictures, 'picture')}")
        if self._drawn and seconds > _SETTLED:
            parts.append(f"{self._drawn / seconds:,.1f} a second")
        if self._pixels and seconds > _SETTLED:
            parts.append(f"{self._pixels / seconds / 1e6:,.1f} megapixels a second")
        if 0 < share < 1 and seconds > _SETTLED:
            parts.append(f"{spoken(seconds * (1 - share) / share)} left")
        elif share == 1:
            parts.append(spoken(seconds))
        return " · ".join(parts)

    def _write(self, line: str, over: bool = False) -> None:
        if self._bar:
            room = shutil.get_terminal_size().columns - 1
            shown = f"{line}\n" if over else line[:room]
            self._stream.write(f"\r\x1b[K{shown}")
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()


def spoken(seconds: float) -> str:
    """Write a time as people read it.

    Examples
    --------
    >>> spoken(4.2), spoken(75), spoken(7500)
    ('4 s', '1 min 15 s', '2 h 5 min')
    """
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"

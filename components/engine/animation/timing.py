"""How long frames are seen, in the units of a format, without drifting."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

# Browsers show a frame of no more than this for a tenth of a second.
AT_ONCE: Final = 10
_MOST_16: Final = 0xFFFF
_MOST_24: Final = 0xFFFFFF


def in_hundredths(durations: Sequence[float]) -> list[int]:
    """Round durations to hundredths of a second, the unit of GIF.

    Parameters
    ----------
    durations : sequence of float
        Milliseconds.

    Returns
    -------
    list of int
        What is lost to rounding is made up for by the next, so that the whole does not
        drift. A frame of more than 10 ms keeps at least 2 hundredths: one of them would
        be shown for a tenth of a second.

    Examples
    --------
    >>> in_hundredths([33, 33, 33, 33])
    [3, 4, 3, 3]
    """
    return list(_rounded(durations, 10, 2, _MOST_16))


def in_milliseconds(durations: Sequence[float]) -> list[int]:
    """Round durations to milliseconds, the unit of WebP; as of `in_hundredths`.

    Examples
    --------
    >>> in_milliseconds([1000 / 60] * 3)
    [17, 16, 17]
    """
    return list(_rounded(durations, 1, AT_ONCE + 1, _MOST_24))


def _rounded(
    durations: Sequence[float], unit: int, least: int, most: int
) -> Iterator[int]:
    owed = 0.0
    for each in durations:
        if each <= AT_ONCE:
            yield round(each / unit)
            continue
        wanted = each / unit + owed
        found = min(max(math.floor(wanted + 0.5), least), most)
        owed = wanted - found
        yield found


def as_fraction(duration: float) -> tuple[int, int]:
    """Write a duration as a fraction of a second, as an APNG has it.

    Parameters
    ----------
    duration : float
        Milliseconds.

    Returns
    -------
    tuple of int
        Numerator and denominator, each below 2**16.

    Examples
    --------
    >>> as_fraction(40), as_fraction(1000 / 30), as_fraction(90_000)
    ((1, 25), (1, 30), (90, 1))
    """
    seconds = min(duration / 1000, float(_MOST_16))
    largest = min(_MOST_16, int(_MOST_16 / max(seconds, 1)))
    found = Fraction(seconds).limit_denominator(largest)
    return found.numerator, found.denominator

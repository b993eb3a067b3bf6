"""Asking Pillow for something a picture can do without.

A decoder meets any bytes at all, and so raises whatever the broken byte led
to: OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError,
struct.error, ZeroDivisionError, AssertionError and more, differently in every
version. Where the answer only helps, a picture must not be refused over it.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def attempt(question: Callable[[], T], otherwise: T) -> T:
    """Return what a call returns, or something else if it raises.

    Examples
    --------
    >>> attempt(lambda: int("7"), 0), attempt(lambda: int("seven"), 0)
    (7, 0)
    """
    try:
        return question()
    except Exception:  # noqa: BLE001 - see above: no list of types is complete
        return otherwise

"""Work that breaks the process that does it."""

import os

BAD = 7


def double_or_break(numbers: tuple[int, ...]) -> list[int]:
    """Double numbers; end this process at one of them, as a crash would."""
    if BAD in numbers:
        os._exit(9)
    return [2 * number for number in numbers]


def apart(numbers: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Take some numbers apart."""
    return [(number,) for number in numbers]

"""What a picture loses by sharing a palette, and which are left out, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from components.batch.drawing import Errors
from components.batch.files import Failed
from components.shared import text
from components.shared.filenames import shown

# How many times as far off a picture is as in colors of its own.
_NOTHING: Final = 1.05
_LITTLE: Final = 1.25
_SOME: Final = 1.75

# A ZIP can have thousands of files too many: so many reasons are told, each of so many.
_MOST_REASONS: Final = 8
_MOST_NAMED: Final = 4


def lost(errors: Errors) -> str:
    """Say what a picture loses by sharing.

    Parameters
    ----------
    errors : Errors
        How far it is off in the palette for all, and in one of its own.

    Examples
    --------
    >>> lost(Errors(4.1, 4.0)), lost(Errors(4.8, 4.0)), lost(Errors(0.0, 0.0))
    ('loses nothing', 'loses a little', 'loses nothing')
    >>> lost(Errors(6.5, 4.0)), lost(Errors(10.0, 4.0)), lost(Errors(3.0, 0.0))
    ('loses some', 'loses much (2.5 ×)', 'was exact alone')
    """
    if errors.common is None or errors.own is None:
        return ""
    if errors.common <= _NOTHING * errors.own:
        return "loses nothing"
    if errors.own == 0:
        return "was exact alone"
    times = errors.common / errors.own
    if times <= _SOME:
        return "loses a little" if times <= _LITTLE else "loses some"
    figure = f"{times:.1f}" if times < 10 else f"{times:,.0f}"
    return f"loses much ({figure} ×)"


def left_out(failed: Sequence[Failed]) -> Iterator[str]:
    """Say which files are left out, and why: a message in Markdown for each reason.

    However many there are, there are few messages, and short ones: the pictures stand
    below them.

    Parameters
    ----------
    failed : sequence of Failed
        The files, in the order in which they are named.

    Examples
    --------
    >>> text = "It is no picture."
    >>> list(left_out([Failed("a.txt", text)]))
    ['`a.txt` is left out. It is no picture.']
    >>> for each in left_out([Failed(f"{i}.txt", text) for i in range(3000)]):
    ...     print(each)
    `0.txt`, `1.txt`, `2.txt`, `3.txt` and 2,996 more files are left out, each for the
    same reason. It is no picture.
    """
    reasons: dict[str, list[str]] = {}
    for each in failed:
        reasons.setdefault(each.why, []).append(each.name)
    told = list(reasons.items())
    for why, names in told[:_MOST_REASONS]:
        yield f"{_named(names)} {text.plain(why)}"
    others = sum(len(names) for _, names in told[_MOST_REASONS:])
    if others:
        more = text.count(others, "more file")
        yield f"{more} {'is' if others == 1 else 'are'} left out, for other reasons."


def _named(names: Sequence[str]) -> str:
    """Name files that are left out for the same reason."""
    if len(names) == 1:
        return f"{shown(names[0])} is left out."
    # Who has only one more is named rather than counted.
    most = len(names) if len(names) <= _MOST_NAMED + 1 else _MOST_NAMED
    parts = [shown(each) for each in names[:most]]
    more = len(names) - most
    last = text.count(more, "more file") if more else parts.pop()
    files = f"{', '.join(parts)} and {last}"
    return f"{files} are left out, each for the same reason."

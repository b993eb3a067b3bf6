"""Texts of strangers inside a program: as text, never as code."""

import re
from typing import Final

# What Python would write as a number, though it can be read: what joins letters of some
# scripts and the parts of an emoji, and emoji that are younger than Python.
_READABLE: Final = re.compile(
    "([\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\U0001f000-\U0001faff])"
)


def literal(text: str) -> str:
    r"""Write a text as Python writes it, whatever is in it.

    Examples
    --------
    >>> print(literal('cat.png'), literal('a "b"\n'), literal("it's"))
    "cat.png" 'a "b"\n' "it's"
    >>> print(literal("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL} \\u200d.png"))
    "👩‍👧 \\u200d.png"
    """
    mark, other = ("'", '"') if '"' in text else ('"', "'")
    return mark + "".join(_within(mark, other, p) for p in _READABLE.split(text)) + mark


def _within(mark: str, other: str, text: str) -> str:
    """Write a text so that it can stand between two marks of a kind."""
    if _READABLE.fullmatch(text):
        return text
    return repr(other + text)[2:-1]  # the other mark has Python choose this one

"""What the command is told of colors: a list, a part of it, or one's own."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from components.batch.wish import WrongUseError, find_list, read_pins
from components.engine import PaletteFileError, hex_code, read_palette

_CODES: Final = re.compile("#?[0-9a-fA-F]{6}(,#?[0-9a-fA-F]{6})*,?")


def read_list(word: str) -> tuple[str, tuple[str, ...]]:
    """Read what colors are chosen from.

    Parameters
    ----------
    word : str
        The key of a list, or its begin; codes with commas between them; or a palette
        file of any kind that the page reads. Empty where any color will do.

    Returns
    -------
    listed : str
        Key of the list; empty where it is none of the program's.
    own : tuple of str
        The colors that somebody brings along, as ``#rrggbb``, each once.

    Raises
    ------
    WrongUseError
        If it is nothing of that, or the file is no palette.

    Examples
    --------
    >>> read_list("dmc"), read_list("ff8800,0088FF,ff8800")
    (('dmc-floss', ()), ('', ('#ff8800', '#0088ff')))
    """
    if not word:
        return "", ()
    try:
        return find_list(word).key, ()
    except WrongUseError:
        if _CODES.fullmatch(word):
            return "", _each_once(
                f"#{code.strip('#').lower()}" for code in word.split(",") if code
            )
        if not Path(word).is_file():
            raise
    try:
        read = read_palette(Path(word).read_bytes(), word)
    except (PaletteFileError, OSError) as problem:
        raise WrongUseError(f"{word}: {problem}") from None
    return "", _each_once(hex_code(color) for color in read.colors)


def read_only(listed: str, words: Sequence[str]) -> tuple[str, ...]:
    """Read which colors of a list are there to choose from, in the order of the list.

    Parameters
    ----------
    listed : str
        Key of the list.
    words : sequence of str
        Each has one code or several with commas between; if there are none, all colors
        are there.

    Raises
    ------
    WrongUseError
        If the list has no such codes, or there is no list.

    Examples
    --------
    >>> read_only("dmc-floss", ["321,310"])
    ('310', '321')
    """
    if not words:
        return ()
    if not listed:
        raise WrongUseError("--only needs --list with the name of a list.")
    known = find_list(listed)
    rows, missing = known.find(",".join(words))
    if missing or not rows:
        raise WrongUseError(known.lacks(missing) or "--only names no color.")
    return known.part(sorted(set(rows))).codes


def read_code(word: str) -> str:
    """Read one color, as ``#rrggbb``.

    Raises
    ------
    WrongUseError
        If it is none.

    Examples
    --------
    >>> read_code("FFFFFF")
    '#ffffff'
    """
    found = read_pins([word])
    if len(found) != 1:
        raise WrongUseError(f"{word!r} is not one color; write it like ff0000.")
    return found[0]


def _each_once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))

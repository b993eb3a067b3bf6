"""Colors, shares and names as people write them."""

import math
from numbers import Integral
from typing import Protocol


class _Bytes(Protocol):
    def tobytes(self) -> bytes: ...


def hex_code(color: _Bytes | tuple[int, int, int]) -> str:
    """Write a color as ``#rrggbb``.

    Parameters
    ----------
    color : ndarray of shape (3,), uint8, or tuple of int
        sRGB, 0–255.

    Examples
    --------
    >>> hex_code((255, 212, 59))
    '#ffd43b'
    """
    values = bytes(color) if isinstance(color, tuple) else color.tobytes()
    return f"#{values.hex()}"


def thousandths(share: float) -> int:
    """Round a share of 1 to thousandths, halves up.

    It is the one rule by which shares are shown, here and in the browser
    (``static/text.js``), and by which it is decided what is said of them: 89.97 % reads
    90.0 %, and counts as 90 %.

    Examples
    --------
    >>> [thousandths(x) for x in (0.0004, 0.8994, 0.8997, 0.1225, 1)]
    [0, 899, 900, 123, 1000]
    """
    return math.floor(1000 * share + 0.5)


def percent(share: float) -> str:
    """Write a share of 1 so that neither nothing nor all is claimed wrongly.

    Examples
    --------
    >>> [percent(x) for x in (0, 0.00001, 0.0004, 0.123, 0.99996, 1)]
    ['0 %', '<0.1 %', '<0.1 %', '12.3 %', '>99.9 %', '100 %']
    """
    if share <= 0:
        return "0 %"
    if share >= 1:
        return "100 %"
    return ">99.9 %" if share > 0.999 else tenths_of_percent(share)


def tenths_of_percent(share: float) -> str:
    """Write a share of 1, above 0, rounded to a tenth of a percent.

    Examples
    --------
    >>> [tenths_of_percent(x) for x in (0.0004, 0.123, 1)]
    ['<0.1 %', '12.3 %', '100.0 %']
    """
    whole, tenths = divmod(thousandths(share), 10)
    return f"{whole}.{tenths} %" if share >= 0.001 else "<0.1 %"


def count(number: float, one: str) -> str:
    """Write how many there are of something, one or several.

    Parameters
    ----------
    number : int or float
        How many.
    one : str
        What one is called; several have an *s* more.

    Examples
    --------
    >>> count(1, "color"), count(34871, "color"), count(2.5, "second")
    ('1 color', '34,871 colors', '2.5 seconds')
    """
    figure = f"{number:,}" if isinstance(number, Integral) else f"{number:g}"
    return f"{figure} {one}" if number == 1 else f"{figure} {one}s"


def one_line(text: str, most: int = 64) -> str:
    r"""Make a name of any origin fit for one line.

    Control characters, halves of characters (lone surrogates) and ends of lines
    become spaces; spaces are put together; what is longer than ``most`` characters is
    cut.

    Examples
    --------
    >>> one_line(" deep\n\x00 sea\ud800 "), one_line("abcdef", 4)
    ('deep sea', 'abc…')
    """
    plain = "".join(c if c.isprintable() else " " for c in text)
    words = " ".join(plain.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"

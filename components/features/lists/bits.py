"""Many rows of a list in so few letters that an address has room for them."""

import base64
import binascii
import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np

from components.engine import ColorList

# No code of a list begins so.
_BEGIN: Final = "~"


def write(listed: ColorList, rows: Sequence[int]) -> str:
    """Write which rows are meant: a bit each, six to a letter.

    Before them stands what tells the list's codes from others, so that bits that were
    written before a list has changed mean nothing any more, and not other colors.

    Parameters
    ----------
    listed : ColorList
        The list, of n colors.
    rows : sequence of int
        Where the meant ones stand.

    Returns
    -------
    str
        10 + ⌈n / 6⌉ letters at most, all of which an address takes as they are.
    """
    bits = np.zeros(len(listed), np.bool_)
    bits[list(rows)] = True
    packed = base64.urlsafe_b64encode(np.packbits(bits).tobytes()).decode()
    return f"{_BEGIN}{_check(listed)}{packed.rstrip('=')}"


def read(listed: ColorList, words: str) -> list[int] | None:
    """Read what `write` has written.

    Returns
    -------
    list of int or None
        The rows; none where it was written for another list. None where it is something
        else.
    """
    if not words.startswith(_BEGIN):
        return None
    begin = _BEGIN + _check(listed)
    length = (len(listed) + 7) // 8
    packed = words.removeprefix(begin)
    try:
        found = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        return []
    if not words.startswith(begin) or len(found) != length:
        return []
    bits = np.unpackbits(np.frombuffer(found, np.uint8), count=len(listed))
    return [int(row) for row in np.flatnonzero(bits)]


def _check(listed: ColorList) -> str:
    return f"{zlib.crc32(chr(10).join(listed.codes).encode()):08x}"

"""A palette in a memory file, from a process that nobody trusts."""

import json
import os
from typing import Final

import numpy as np

from components.engine import PaletteFileError, ReadPalette
from components.engine.formatting import one_line
from components.engine.reading.palettes.listed import MOST_BYTES, MOST_COLORS
from components.work.forkserver.copies import content_of

# JSON writes a letter in up to six bytes, and a color in six.
_MOST: Final = 6 * MOST_BYTES + 16 * MOST_COLORS

_UNCLEAR: Final = "This palette file cannot be read: what is in it is not clear."


def packed(palette: ReadPalette) -> bytes:
    """Write a palette as JSON."""
    whole = {
        "colors": palette.colors.tobytes().hex(),
        "names": palette.names,
        "codes": palette.codes,
        "title": palette.title,
    }
    return json.dumps(whole).encode()


def unpack(descriptor: int) -> ReadPalette:
    """Read what `packed` has written.

    Parameters
    ----------
    descriptor : int
        Of the file; it stays open.

    Raises
    ------
    PaletteFileError
        If it is something else.
    """
    if os.fstat(descriptor).st_size > _MOST:
        raise PaletteFileError(_UNCLEAR)
    try:
        told = json.loads(content_of(os.dup(descriptor)))
        values = np.frombuffer(bytes.fromhex(told["colors"]), np.uint8)
        names, codes = (tuple(map(one_line, told[each])) for each in ("names", "codes"))
        colors, title = values.reshape(-1, 3), one_line(told["title"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise PaletteFileError(_UNCLEAR) from fault
    if not 1 <= len(colors) == len(names) == len(codes) <= MOST_COLORS:
        raise PaletteFileError(_UNCLEAR)
    return ReadPalette(colors, names, codes, title)

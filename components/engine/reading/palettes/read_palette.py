"""Bytes of a palette file in, its colors out.

What is read is what `components.engine.writing` writes, and a little more. Each of the
formats is a page of code at most; the packages that read several of them are the spare
time of one person each, have not changed for years, and answer to damaged files with
errors of any kind.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.errors import PaletteFileError
from components.engine.formatting import count, one_line
from components.engine.reading.palettes import binary, tables, text
from components.engine.reading.palettes.listed import (
    MOST_BYTES,
    MOST_COLORS,
    Contents,
)


@dataclass(frozen=True, eq=False)
class ReadPalette:
    """The colors of a palette file.

    Attributes
    ----------
    colors : ndarray of shape (n, 3), uint8
        sRGB, 0–255, in the file's order, n from 1 to 4096. Some may be the same.
    names, codes : tuple of n str
        What the file calls them: one line each, empty where it says nothing.
    title : str
        What the file calls itself; may be empty.
    """

    colors: NDArray[np.uint8]
    names: tuple[str, ...]
    codes: tuple[str, ...]
    title: str = ""

    def __len__(self) -> int:
        """Return the number of colors, n."""
        return len(self.names)


_KINDS: Final = ".gpl, .ase, .aco, .act, .pal, .txt, .hex, .css, .json or .csv"
_DAMAGED: Final = "This palette file is damaged and cannot be read."
_TEXTS: Final[dict[str, Callable[[str], Contents]]] = {
    ".json": tables.read_json,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
    ".css": text.read_css,
}
# What Python's own readers say to what is damaged.
_FAULTS: Final = (ValueError, csv.Error, RecursionError, TypeError, OverflowError)


def read_palette(data: bytes, name: str = "") -> ReadPalette:
    """Read the colors of a palette file, or of color codes that somebody pasted.

    Parameters
    ----------
    data : bytes
        The file: GIMP (.gpl), Adobe (.ase, .aco, .act), Paint Shop Pro or Windows
        (.pal), paint.net (.txt), hex codes (.hex, or pasted), CSS, JSON, CSV.
    name : str
        What it is called; its ending decides where the content does not.

    Returns
    -------
    ReadPalette

    Raises
    ------
    PaletteFileError
        If it has no colors or too many, or is damaged, or is something else; with a
        sentence for the person who chose it, and nothing else for any bytes.

    Examples
    --------
    >>> read = read_palette(b"#ff8800 orange, #08f sky")
    >>> read.colors.tolist()
    [[255, 136, 0], [0, 136, 255]]
    """
    if len(data) > MOST_BYTES:
        raise PaletteFileError(
            f"This file has {count(len(data), 'byte')}; the limit is {MOST_BYTES:,}."
        )
    try:
        contents = _read(data, PurePosixPath(name.lower()).suffix)
    except PaletteFileError:
        raise
    except _FAULTS as fault:
        raise PaletteFileError(_DAMAGED) from fault
    if not 1 <= len(contents.colors) <= MOST_COLORS:
        raise PaletteFileError(
            f"This file has {count(len(contents.colors), 'color')}; a palette has 1 to"
            f" {MOST_COLORS:,}."
        )
    return ReadPalette(
        np.array([each.rgb for each in contents.colors], np.uint8),
        tuple(one_line(each.name) for each in contents.colors),
        tuple(one_line(each.code) for each in contents.colors),
        one_line(contents.title),
    )


def _read(data: bytes, ending: str) -> Contents:
    """Read what the first bytes say it is, or else what the name does."""
    if data.startswith(b"ASEF"):
        return binary.read_ase(data)
    if data.startswith(b"RIFF") and data[8:12] == b"PAL ":
        return binary.read_riff(data)
    if ending == ".act":
        return binary.read_act(data)
    if ending == ".aco" or data[:3] in (b"\0\1\0", b"\0\2\0", b"\0\1\1"):
        return binary.read_aco(data)
    return _read_text(_decoded(data), ending)


def _read_text(words: str, ending: str) -> Contents:
    start = words.lstrip()
    if start.startswith("GIMP Palette"):
        return text.read_gpl(start)
    if start.startswith("JASC-PAL"):
        return text.read_jasc(start)
    if ending in _TEXTS:
        return _TEXTS[ending](words)
    if start.startswith(("{", "[")):
        return tables.read_json(words)
    return text.read_codes(words)


def _decoded(data: bytes) -> str:
    """Decode text; what has zeros or no known beginning is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise PaletteFileError(f"This is no palette file that is read here: {_KINDS}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")

"""Files of palettes: which there are, and how a palette is written into one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine import Entry, Palette, hex_code, writing
from components.engine.judging import vision
from components.engine.writing import PALETTE_FILES, PaletteFormat
from components.shared import text
from components.shared.filenames import stem

PALETTES: Final[dict[PaletteFormat, str]] = {
    "gpl": "GIMP palette (.gpl)",
    "ase": "Adobe swatches (.ase)",
    "aco": "Photoshop swatches (.aco)",
    "act": "Photoshop color table (.act)",
    "pal": "Paint Shop Pro palette (.pal)",
    "paint.net": "paint.net palette (.txt)",
    "hex": "List of hex codes (.hex)",
    "css": "CSS variables (.css)",
    "json": "JSON, with names and shares (.json)",
    "svg": "Sheet of swatches to look at (.svg)",
    "png": "Strip of colors as a picture (.png)",
}
"""Their names for people."""


def palette_file(
    chosen: PaletteFormat,
    original: str,
    palette: Palette,
    entries: tuple[Entry, ...] | None = None,
    kept: tuple[str, ...] = (),
    was: Mapping[int, str | None] = MappingProxyType({}),
) -> bytes:
    """Write a palette, its colors called by their nearest names, or as in their list.

    Parameters
    ----------
    chosen : str
        The format.
    original : str
        Name of the picture's file.
    palette : Palette
        The colors.
    entries : tuple of k Entry, optional
        What they are in the list that they are of; they stay in its order. Those of a
        panel are written as its files hold them, and their names say how they look.
    kept : tuple of str
        Colors, as ``#rrggbb``, that are in the file also if they draw nothing.
    was : mapping, optional
        Rows of colors that somebody has changed, with what they were; None where they
        are gone. The names of the former say so, and the title counts the latter.

    Returns
    -------
    bytes
        The file.
    """
    hexes = [hex_code(color) for color in palette.colors]
    colors = palette.colors
    names: Sequence[str] = vision.nearest_name(colors)
    if entries is not None:
        colors, names = _as_listed(colors, hexes, entries)
    wanted = [
        each in kept and hexes.index(each) == i and was.get(i, "") is not None
        for i, each in enumerate(hexes)
    ]
    listed = writing.swatches(
        colors,
        palette.weights,
        [_with_origin(name, was.get(i)) for i, name in enumerate(names)],
        in_order=entries is not None,
        wanted=np.array(wanted),
    )
    title = f"{stem(original)}, {text.colors(len(listed))}{_left(was)}"
    return PALETTE_FILES[chosen].write(listed, title)


def _as_listed(
    colors: NDArray[np.uint8], hexes: Sequence[str], entries: tuple[Entry, ...]
) -> tuple[NDArray[np.uint8], Sequence[str]]:
    """Return what a palette file holds for colors of a list, and their names."""
    names = [each.label for each in entries]
    if not any(each.device for each in entries):
        return colors, names
    # A changed color may be none of the list: it is written as it is.
    held = [each.device or look for each, look in zip(entries, hexes, strict=True)]
    codes = "".join(code[1:] for code in held)
    looks = [
        f"{name}, looks like {look}" for name, look in zip(names, hexes, strict=True)
    ]
    return np.frombuffer(bytes.fromhex(codes), np.uint8).reshape(-1, 3), looks


def _with_origin(name: str, before: str | None) -> str:
    """Say in the name of a color that it is another one than was found, if it is."""
    return name if before is None else f"{name}, changed from {before}"


def _left(was: Mapping[int, str | None]) -> str:
    """Say how many colors are gone, if any."""
    gone = sum(before is None for before in was.values())
    return f", {gone} merged or left out" if gone else ""

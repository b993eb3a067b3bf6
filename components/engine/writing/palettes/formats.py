"""Palette files, by the name of their format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from components.engine.writing.palettes import adobe, sheet, text
from components.engine.writing.palettes.swatch import Swatch

PaletteFormat = Literal[
    "gpl", "ase", "aco", "act", "pal", "paint.net", "hex", "css", "json", "png", "svg"
]


@dataclass(frozen=True)
class PaletteFile:
    """How palettes of one format are written.

    Attributes
    ----------
    ending : str
        What the file's name ends with.
    mime : str
        Media type.
    write : callable
        From swatches, most coverage first, and a title to the bytes of a file. Same
        swatches, same bytes.
    """

    ending: str
    mime: str
    write: Callable[[Sequence[Swatch], str], bytes]


_TEXT = "text/plain"
_BINARY = "application/octet-stream"

PALETTE_FILES: Final[dict[PaletteFormat, PaletteFile]] = {
    "gpl": PaletteFile(".gpl", "application/x-gimp-palette", text.write_gpl),
    "ase": PaletteFile(".ase", _BINARY, adobe.write_ase),
    "aco": PaletteFile(".aco", _BINARY, adobe.write_aco),
    "act": PaletteFile(".act", _BINARY, adobe.write_act),
    "pal": PaletteFile(".pal", _TEXT, text.write_pal),
    "paint.net": PaletteFile(".txt", _TEXT, text.write_paint_net),
    "hex": PaletteFile(".hex", _TEXT, text.write_hex),
    "css": PaletteFile(".css", "text/css", text.write_css),
    "json": PaletteFile(".json", "application/json", text.write_json),
    "png": PaletteFile("-palette.png", "image/png", sheet.write_png_strip),
    "svg": PaletteFile(".svg", "image/svg+xml", sheet.write_svg),
}

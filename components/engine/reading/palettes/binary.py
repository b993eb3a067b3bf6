"""Palettes that are not text: Adobe's, and those of Windows.

References
----------
.. [1] Adobe, "Adobe Photoshop File Formats Specification", 2019, "Color Swatches"
   (.aco) and "Color Table" (.act).
   https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
.. [2] O. Berten, "Adobe Swatch Exchange (ase)", the layout as found out from files.
   http://www.selapa.net/swatches/colors/fileformats.php
.. [3] Microsoft and IBM, "Multimedia Programming Interface and Data Specifications
   1.0", 1991, "Palette File Format" (RIFF, form type PAL).
"""

import struct
from typing import Any

from components.engine.errors import PaletteFileError
from components.engine.reading.palettes.listed import Contents, Listed, byte
from components.engine.reading.palettes.models import (
    Rgb,
    from_cmyk,
    from_hsb,
    from_lab,
)

_GROUP_START, _COLOR = 0xC001, 0x0001
_CUT_OFF = "This palette file ends in the middle of a color: it was cut off."
_ENTRY = 4  # bytes of a color, in RIFF


class _Reader:
    """Bytes, from the first to the last."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def bytes(self, size: int) -> bytes:
        """Take so many bytes."""
        taken = self.data[self.at : self.at + size]
        if len(taken) < size:
            raise PaletteFileError(_CUT_OFF)
        self.at += size
        return taken

    def values(self, layout: str) -> tuple[Any, ...]:
        """Take values, see `struct`."""
        return struct.unpack(layout, self.bytes(struct.calcsize(layout)))

    def text(self, length: int) -> str:
        """Take so many UTF-16 units, the zero at the end among them."""
        return self.bytes(2 * length).decode("utf-16-be", "replace").rstrip("\0")


def read_ase(data: bytes) -> Contents:
    """Read Adobe Swatch Exchange [2]_; the first group's name is the title."""
    reader = _Reader(data, 4)
    _, _, blocks = reader.values(">HHI")
    colors, title = [], ""
    for _ in range(blocks):
        kind, size = reader.values(">HI")
        block = _Reader(reader.bytes(size))
        if kind == _GROUP_START and not title:
            title = block.text(*block.values(">H"))
        if kind == _COLOR:
            name = block.text(*block.values(">H"))
            colors.append(Listed(_color_of_ase(block), name))
    return Contents(colors, title)


def _color_of_ase(block: _Reader) -> Rgb:
    model = block.bytes(4).decode("latin-1").strip().upper()
    if model == "RGB":
        red, green, blue = block.values(">3f")
        return byte(red, 1), byte(green, 1), byte(blue, 1)
    if model == "CMYK":
        return from_cmyk(*block.values(">4f"))
    if model == "GRAY":
        (value,) = block.values(">f")
        gray = byte(value, 1)
        return gray, gray, gray
    if model == "LAB":
        lightness, a, b = block.values(">3f")
        return from_lab(100 * lightness, a, b)
    raise PaletteFileError(f"This palette has colors of the unknown kind {model!r}.")


def read_aco(data: bytes) -> Contents:
    """Read Photoshop swatches [1]_: version 2, with names, where it is there too."""
    reader = _Reader(data)
    version, count = reader.values(">HH")
    colors = [_swatch(reader, version) for _ in range(count)]
    if version == 1 and reader.at + 4 <= len(data):
        again, count = reader.values(">HH")
        if again == 2:
            colors = [_swatch(reader, again) for _ in range(count)]
    return Contents(colors)


def _swatch(reader: _Reader, version: int) -> Listed:
    space, *values = reader.values(">5H")
    rgb = _color_of_aco(space, values)
    if version == 1:
        return Listed(rgb)
    (length,) = reader.values(">I")
    return Listed(rgb, reader.text(length))


def _color_of_aco(space: int, values: list[int]) -> Rgb:
    """Convert four numbers of 16 bits; what they mean depends on the space."""
    parts = [value / 65535 for value in values]
    if space == 0:
        return byte(parts[0], 1), byte(parts[1], 1), byte(parts[2], 1)
    if space == 1:
        return from_hsb(parts[0], parts[1], parts[2])
    if space == 2:  # 0 is full ink
        return from_cmyk(*(1 - part for part in parts))
    if space == 7:
        a, b = (value - 65536 if value > 32767 else value for value in values[1:3])
        return from_lab(min(values[0] / 100, 100), a / 100, b / 100)
    if space == 8:  # 10000 is black
        gray = 255 - byte(min(values[0], 10000), 10000)
        return gray, gray, gray
    raise PaletteFileError(
        f"This palette has colors of Photoshop's kind {space}, which is not read here."
    )


def read_act(data: bytes) -> Contents:
    """Read a Photoshop color table [1]_: 256 colors, and perhaps how many count."""
    if len(data) not in (768, 772):
        raise PaletteFileError(
            f"A color table of Photoshop has 768 or 772 bytes; this has {len(data):,}."
        )
    count = int.from_bytes(data[768:770], "big") if len(data) == 772 else 256
    return Contents(_triples(data, min(count or 256, 256), 3))


def read_riff(data: bytes) -> Contents:
    """Read a palette of Windows [3]_."""
    reader = _Reader(data, 12)
    while True:
        name, size = reader.values("<4sI")
        if name == b"data":
            break
        reader.bytes(size + size % 2)
    _, count = reader.values("<HH")
    return Contents(_triples(reader.bytes(_ENTRY * count), count, _ENTRY))


def _triples(data: bytes, count: int, step: int) -> list[Listed]:
    starts = range(0, count * step, step)
    return [Listed((data[at], data[at + 1], data[at + 2])) for at in starts]

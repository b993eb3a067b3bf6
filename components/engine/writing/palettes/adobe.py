"""Palettes for Adobe's programs, and the many others that read these files.

References
----------
.. [1] Adobe, "Adobe Photoshop File Formats Specification", 2019, "Color Swatches"
   (.aco) and "Color Table" (.act).
   https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
.. [2] O. Berten, "Adobe Swatch Exchange (ase)", the layout as found out from files;
   Adobe has not published it. http://www.selapa.net/swatches/colors/fileformats.php
"""

import struct
from collections.abc import Sequence

from components.engine.formatting import one_line
from components.engine.writing.palettes.swatch import Swatch

_GROUP_START, _GROUP_END, _COLOR = 0xC001, 0xC002, 0x0001
_NORMAL = 2  # neither global nor a spot color
_RGB = 0
_NO_TRANSPARENT_ENTRY = 0xFFFF


def write_ase(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write Adobe Swatch Exchange [2]_: one group, with the title, of named colors."""
    blocks = [_block(_GROUP_START, _text(one_line(title)))]
    for each in swatches:
        values = [value / 255 for value in each.rgb]
        color = struct.pack(">4s3fH", b"RGB ", *values, _NORMAL)
        blocks.append(_block(_COLOR, _text(each.name) + color))
    blocks.append(_block(_GROUP_END, b""))
    return struct.pack(">4sHHI", b"ASEF", 1, 0, len(blocks)) + b"".join(blocks)


def _block(kind: int, content: bytes) -> bytes:
    return struct.pack(">HI", kind, len(content)) + content


def _text(words: str) -> bytes:
    """Write a length (2 bytes), UTF-16, and a zero, which is counted."""
    units = words.encode("utf-16-be") + b"\0\0"
    return struct.pack(">H", len(units) // 2) + units


def write_aco(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write Photoshop swatches [1]_, in version 1 and again, with names, in 2.

    The format has no place for a title.
    """
    first = struct.pack(">HH", 1, len(swatches))
    second = struct.pack(">HH", 2, len(swatches))
    for each in swatches:
        # 8 bits to 16: 255 becomes 65535.
        color = struct.pack(">5H", _RGB, *(257 * value for value in each.rgb), 0)
        first += color
        # The length of the name has 4 bytes here.
        second += color + b"\0\0" + _text(each.name)
    return first + second


def write_act(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write a Photoshop color table [1]_: 256 colors, how many count, no transparency.

    The format has no place for names and a title.
    """
    colors = b"".join(bytes(each.rgb) for each in swatches)
    return colors.ljust(768, b"\0") + struct.pack(
        ">HH", len(swatches), _NO_TRANSPARENT_ENTRY
    )

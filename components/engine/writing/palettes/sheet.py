"""Palettes to look at: a strip of colors, and a sheet of swatches.

References
----------
.. [1] W3C, "Scalable Vector Graphics (SVG) 2". https://www.w3.org/TR/SVG2/
"""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image

from components.engine.formatting import one_line, tenths_of_percent
from components.engine.judging.vision import readable_on
from components.engine.writing.palettes.swatch import Swatch

_SIDE = 32  # pixels of a color in the strip
_WIDTH, _HEIGHT, _HEAD, _GAP = 208, 96, 56, 8
_COLUMNS = 4
_FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"
# Longer names would run out of their swatch.
_LONGEST_LABEL = 24


def write_png_strip(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write an indexed PNG of one row of squares, with these colors as its palette."""
    row = np.repeat(np.arange(len(swatches), dtype=np.uint8), _SIDE)
    picture = Image.fromarray(np.tile(row, (_SIDE, 1)))
    picture.putpalette(b"".join(bytes(each.rgb) for each in swatches))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def write_svg(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write an SVG [1]_: a swatch for each color, with its code, share and name."""
    columns = min(_COLUMNS, len(swatches))
    rows = -(-len(swatches) // columns)
    # A title needs the room of two swatches.
    width = max(columns, 2) * (_WIDTH + _GAP) + _GAP
    height = _HEAD + rows * (_HEIGHT + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" font-family="{_FONT}">',
        f"<title>{escape(one_line(title))}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_GAP}" y="36" font-size="22" fill="#000000">'
        f"{escape(one_line(title, 2 * _LONGEST_LABEL - 14))}</text>",
    ]
    for at, each in enumerate(swatches):
        row, column = divmod(at, columns)
        x, y = _GAP + column * (_WIDTH + _GAP), _HEAD + row * (_HEIGHT + _GAP)
        parts.append(_swatch(each, x, y))
    return "\n".join([*parts, "</svg>", ""]).encode()


def _swatch(each: Swatch, x: int, y: int) -> str:
    ink = readable_on(np.array(each.rgb, np.uint8))
    name = escape(one_line(each.name, _LONGEST_LABEL))
    return (
        f'<g transform="translate({x} {y})" fill="{ink}" font-size="15">'
        f"<title>{escape(each.name)}</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" rx="8" fill="{each.hex}"'
        ' stroke="#808080"/>'
        f'<text x="12" y="30" font-size="20" font-weight="600">{each.hex}</text>'
        f'<text x="12" y="56">{name}</text>'
        f'<text x="12" y="80">{escape(tenths_of_percent(each.share))}</text></g>'
    )

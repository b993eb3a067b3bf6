"""Palettes as text.

References
----------
.. [1] GIMP, "GIMP Palette Format Version 2 (.gpl)".
   https://developer.gimp.org/core/standards/gpl/
.. [2] JASC Software, palettes of Paint Shop Pro, as described at
   https://liero.nl/lierohack/docformats/other-jasc.html
.. [3] paint.net documentation, "Working with Palettes".
   https://www.getpaint.net/doc/latest/WorkingWithPalettes.html
.. [4] W3C, "CSS Custom Properties for Cascading Variables Module Level 1".
   https://www.w3.org/TR/css-variables-1/
.. [5] ECMA-404, "The JSON Data Interchange Syntax".
"""

import json
from collections.abc import Sequence

from components.engine.formatting import one_line
from components.engine.writing.palettes.swatch import Swatch

# A reader of [1]_ in wide use refuses lines above 100 bytes.
_LONGEST_GPL_NAME = 80


def write_gpl(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write a GIMP palette [1]_; Inkscape, Krita and Aseprite read it too."""
    lines = ["GIMP Palette", f"Name: {one_line(title)}", "Columns: 0", "#"]
    for each in swatches:
        red, green, blue = each.rgb
        lines.append(f"{red:3d} {green:3d} {blue:3d}\t{_cut(each.name)}")
    return _lines(lines)


def _cut(name: str) -> str:
    return name.encode()[:_LONGEST_GPL_NAME].decode(errors="ignore")


def write_pal(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write a JASC palette [2]_, which has no place for names and a title."""
    lines = ["JASC-PAL", "0100", str(len(swatches))]
    lines += [" ".join(map(str, each.rgb)) for each in swatches]
    return _lines(lines, "\r\n")


def write_paint_net(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write a paint.net palette [3]_: opacity and color; after ``;`` are remarks.

    paint.net itself shows the first 96 colors.
    """
    lines = [";paint.net Palette File", f";{one_line(title)}"]
    lines += [f"FF{each.hex[1:].upper()}" for each in swatches]
    return _lines(lines, "\r\n")


def write_hex(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write the hex codes, ``rrggbb``, one a line."""
    return _lines([each.hex[1:] for each in swatches])


def write_css(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write a custom property [4]_ for each color, ``--color-1`` and so on."""
    lines = ['@charset "UTF-8";', f"/* {_remark(title)} */", ":root {"]
    for number, each in enumerate(swatches, 1):
        remark = _remark(f"{each.name}, {100 * each.share:.2f} %")
        lines.append(f"  --color-{number}: {each.hex}; /* {remark} */")
    return _lines([*lines, "}"])


def _remark(words: str) -> str:
    return one_line(words).replace("*/", "* /")


def write_json(swatches: Sequence[Swatch], title: str) -> bytes:
    """Write JSON [5]_: the title, and of each color its code, values, name, share."""
    colors = [
        {
            "hex": each.hex,
            "rgb": list(each.rgb),
            "name": each.name,
            "share": round(each.share, 6),
        }
        for each in swatches
    ]
    content = {"title": one_line(title), "colors": colors}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _lines(lines: list[str], end: str = "\n") -> bytes:
    return "".join(line + end for line in lines).encode()

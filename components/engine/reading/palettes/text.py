"""Palettes as text: of GIMP and Paint Shop Pro, and color codes however written.

References
----------
.. [1] GIMP, "GIMP Palette Format Version 2 (.gpl)".
   https://developer.gimp.org/core/standards/gpl/
.. [2] JASC Software, palettes of Paint Shop Pro, as described at
   https://liero.nl/lierohack/docformats/other-jasc.html
.. [3] paint.net documentation, "Working with Palettes": AARRGGBB, remarks after ``;``.
   https://www.getpaint.net/doc/latest/WorkingWithPalettes.html
.. [4] W3C, "CSS Color Module Level 4", section 5.2, hexadecimal notations.
   https://www.w3.org/TR/css-color-4/#hex-notation
"""

import re
from collections.abc import Iterable
from typing import Final

from components.engine.errors import PaletteFileError
from components.engine.formatting import one_line
from components.engine.reading.palettes.listed import MOST_COLORS, Contents, Listed

Rgb = tuple[int, int, int]

# With a sign before it: #rgb, #rgba, #rrggbb, #rrggbbaa; without: rrggbb, AARRGGBB.
_SIGNED: Final = re.compile(
    r"(?:#|\b0[xX])([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", re.ASCII | re.IGNORECASE
)
_BARE: Final = re.compile(
    r"(?<![\w#])([0-9a-f]{2})?([0-9a-f]{6})\b", re.ASCII | re.IGNORECASE
)
_REMARKS: Final = (";", "//", "# ")
# Lengths are bounded, so that no file takes long.
_PROPERTY: Final = re.compile(
    r"--[\w-]{1,32}\s{0,9}:\s{0,9}(#[0-9a-fA-F]{3,8})\s{0,9};"
    r"(?:[ \t]{0,9}/\*([^\n]{0,200}?)\*/)?"
)
_SHARE: Final = re.compile(r", \d{1,3}\.\d\d %$")  # as our own files have it
_LONGEST = 24  # of a line that is quoted


def read_gpl(text: str) -> Contents:
    """Read a GIMP palette [1]_."""
    colors: list[Listed] = []
    title = ""
    for number, line in enumerate(text.splitlines()[1:], start=2):
        if line.startswith("Name:") and not colors:
            title = line[5:].strip()
        elif line.strip() and not re.match(r"#|[A-Za-z]+:", line):
            found = re.match(r"\s*(\d+)\s+(\d+)\s+(\d+)(?:\s+(.*))?$", line, re.ASCII)
            if not found:
                raise _no_color(number, line)
            *values, name = found.groups()
            colors.append(Listed(_rgb(values), (name or "").strip()))
    return Contents(colors, title)


def read_jasc(text: str) -> Contents:
    """Read a JASC palette [2]_."""
    lines = [line for line in text.splitlines() if line.strip()]
    said = lines[2].strip() if len(lines) > 2 else ""
    colors = []
    for number, line in enumerate(lines[3:], start=4):
        values = line.split()
        if len(values) not in (3, 4) or not all(map(_is_number, values)):
            raise _no_color(number, line)
        colors.append(Listed(_rgb(values[:3])))
    if said != str(len(colors)):
        raise PaletteFileError(
            f"This palette was cut off: as number of colors it says"
            f" “{one_line(said, _LONGEST)}”, and has {len(colors):,}."
        )
    return Contents(colors)


def read_codes(text: str) -> Contents:
    r"""Read color codes, one or several a line; what else stands there is a name.

    Examples
    --------
    >>> read_codes("sky #80c0ff\nff0000, 00ff00; #00f").colors[0]
    Listed(rgb=(128, 192, 255), name='sky', code='')
    """
    colors = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not _is_remark(line.strip()):
            found = _of_line(line)
            if not found:
                raise _no_color(number, line)
            colors += found
    return Contents(colors)


def _is_remark(line: str) -> bool:
    signed = line.startswith("#") and not _SIGNED.match(line)
    return signed or not line or line.startswith(_REMARKS)


def _of_line(line: str) -> list[Listed]:
    """Read each part between commas, if all have one code; else the line as a whole."""
    for parts in (re.split("[,;]", line, maxsplit=MOST_COLORS), [line]):
        found = [codes_in(part) for part in parts]
        if all(len(colors) == 1 for colors, _ in found):
            return [Listed(colors[0], name) for colors, name in found]
    return [Listed(rgb) for rgb in found[0][0]]


def read_css(text: str) -> Contents:
    """Read the custom properties of a style sheet; the remark behind each is its name.

    Where it has none, every color code in it.
    """
    colors = [
        Listed(rgb, _SHARE.sub("", name.strip()))
        for code, name in _PROPERTY.findall(text)
        for rgb in codes_in(code)[0]
    ]
    every = (Listed(_from_hex(code)) for code in _SIGNED.findall(text))
    return Contents(colors or list(every))


def codes_in(line: str) -> tuple[list[Rgb], str]:
    """Find the color codes of a line.

    Returns
    -------
    colors : list of tuple of int
        sRGB, 0–255. Codes without ``#`` count where there are none with it.
    rest : str
        The line without them, and without separators at its ends.
    """
    signed = _SIGNED.findall(line)
    if signed:
        colors = [_from_hex(code) for code in signed]
        return colors, _trimmed(_SIGNED.sub(" ", line))
    colors = [_from_hex(code) for _, code in _BARE.findall(line)]
    return colors, _trimmed(_BARE.sub(" ", line))


def _trimmed(rest: str) -> str:
    return one_line(rest).strip(" ,;:=\t\"'|")


def _from_hex(code: str) -> Rgb:
    """Convert rgb, rgba, rrggbb or rrggbbaa; opacity does not count."""
    long = "".join(2 * digit for digit in code) if len(code) < 6 else code
    red, green, blue = bytes.fromhex(long[:6])
    return red, green, blue


def _rgb(values: Iterable[str]) -> Rgb:
    red, green, blue = (int(value.lstrip("0")[:9] or "0") for value in values)
    highest = max(red, green, blue)
    if highest > 255:
        raise PaletteFileError(
            f"A color of this palette has the value {highest:,}; it must be from 0 to"
            " 255."
        )
    return red, green, blue


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _no_color(number: int, line: str) -> PaletteFileError:
    return PaletteFileError(
        f"Line {number:,} of this palette, “{one_line(line, _LONGEST)}”, is no color."
    )

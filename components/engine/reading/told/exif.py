"""Color told by what a camera noted in the file (EXIF).

References
----------
CIPA DC-008 (Exif 3.0), sections 4.6.5 (WhitePoint, PrimaryChromaticities), 4.6.6
(ColorSpace, Gamma) and 4.6.8 (InteroperabilityIndex); CIPA DC-009 (DCF 2.0), section
3.4.3 (DCF optional color space: R03 is Adobe RGB); TIFF Revision 6.0, section 20.
"""

import struct
from dataclasses import dataclass, field
from typing import Final, cast

from PIL import ImageFile

from components.engine.reading.attempt import attempt
from components.engine.reading.guards.tiff import Layout, layout
from components.engine.reading.orientation import MAX_EXIF
from components.engine.reading.told import curves
from components.engine.reading.told.encoding import (
    ADOBE,
    ADOBE_GAMMA,
    GAMMA,
    Encoding,
    Primaries,
    of_gamma,
)

TOLD_BY: Final = "as the camera noted in the file"
_TIFF_TOLD_BY: Final = "as the file asks"

_WHITE, _PRIMARIES, _EXIF, _GAMMA = 318, 319, 34665, 42240
_COLOR_SPACE, _INTEROPERABILITY, _INDEX = 40961, 40965, 1
_SRGB: Final = 1
_ADOBE: Final = 2  # in no standard, and written all the same

_MAX_TAGS: Final = 1000
# Bytes of a number, and how it is written: text, 16 and 32 bits, fractions.
_KINDS: Final = {2: (1, "B"), 3: (2, "H"), 4: (4, "I"), 5: (8, "II"), 13: (4, "I")}
_MAX_NUMBERS: Final = 8


@dataclass
class Noted:
    """What stands in the notes about color.

    Attributes
    ----------
    space : int
        Number of the color space, or 0.
    index : str
        "R98" for sRGB, "R03" for Adobe RGB, or empty.
    white, primaries : tuple of float
        Chromaticities, or empty.
    gamma : float
        Or 0.
    """

    space: int = 0
    index: str = ""
    white: tuple[float, ...] = field(default=())
    primaries: tuple[float, ...] = field(default=())
    gamma: float = 0.0


def of_exif(image: ImageFile.ImageFile, data: bytes, kind: str) -> Encoding | None:
    """Return what a camera noted of a picture's color; None if it is sRGB or unknown.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        The picture, opened.
    data : bytes
        The file.
    kind : str
        Name of its decoder.
    """
    block = data if kind == "TIFF" else _block(image)
    told_by = _TIFF_TOLD_BY if kind == "TIFF" else TOLD_BY
    return attempt(lambda: _meant(read_notes(block), told_by), None)


def _block(image: ImageFile.ImageFile) -> bytes:
    block = image.info.get("exif") or b""
    if not isinstance(block, bytes) or len(block) > MAX_EXIF:
        return b""
    return block.removeprefix(b"Exif\0\0")


def _meant(noted: Noted, told_by: str) -> Encoding | None:
    """Return what notes mean."""
    if noted.space == _SRGB:
        return None
    if noted.index == "R03" or noted.space == _ADOBE:
        curve = curves.power(ADOBE_GAMMA)
        return Encoding("Adobe RGB", TOLD_BY, ADOBE, curve, exponent=ADOBE_GAMMA)
    if len(noted.primaries) != 6 or len(noted.white) != 2:
        return None
    pairs = (*noted.primaries, *noted.white)
    points = cast(Primaries, tuple(zip(pairs[::2], pairs[1::2], strict=True)))
    return of_gamma(noted.gamma or GAMMA, points, told_by)


def read_notes(block: bytes) -> Noted:
    """Read what stands in the notes about color, and nothing else of them.

    Parameters
    ----------
    block : bytes
        A TIFF file, or the notes of another file, which are written as one.

    Raises
    ------
    Exception
        If they are damaged.
    """
    if block[:2] not in (b"II", b"MM"):
        return Noted()
    form = layout(block)
    main = _directory(block, form, form.first)
    inner = _directory(block, form, _whole(main, _EXIF))
    index = _directory(block, form, _whole(inner, _INTEROPERABILITY))
    gamma = inner.get(_GAMMA, (0.0,))[0]
    text = bytes(int(letter) for letter in index.get(_INDEX, ()) if letter < 256)
    return Noted(
        space=_whole(inner, _COLOR_SPACE),
        index=text.split(b"\0")[0].decode("latin-1"),
        white=main.get(_WHITE, ()),
        primaries=main.get(_PRIMARIES, ()),
        gamma=gamma if 0.1 <= gamma <= 10 else 0.0,
    )


def _whole(tags: dict[int, tuple[float, ...]], tag: int) -> int:
    return int(tags.get(tag, (0,))[0])


def _directory(block: bytes, form: Layout, at: int) -> dict[int, tuple[float, ...]]:
    """Return the numbers of every tag that has a few; nothing if there are no tags."""
    order = "<" if form.order == "little" else ">"

    def number(place: int, size: int) -> int:
        return int.from_bytes(block[place : place + size], form.order)

    if not 0 < at < len(block):
        return {}
    found: dict[int, tuple[float, ...]] = {}
    start = at + form.count
    tags = min(number(at, form.count), _MAX_TAGS)
    for entry in range(start, start + tags * form.entry, form.entry):
        tag, kind = number(entry, 2), number(entry + 2, 2)
        count = number(entry + 4, form.pointer)
        if kind not in _KINDS or not 0 < count <= _MAX_NUMBERS:
            continue
        size, letters = _KINDS[kind]
        place = entry + 4 + form.pointer
        if size * count > form.pointer:
            place = number(place, form.pointer)
        whole = block[place : place + size * count]
        if len(whole) == size * count:
            values = struct.unpack(order + letters * count, whole)
            found.setdefault(tag, _fractions(values) if kind == 5 else values)
    return found


def _fractions(values: tuple[int, ...]) -> tuple[float, ...]:
    """Return pairs of whole numbers as fractions; what is no number becomes 0."""
    pairs = zip(values[::2], values[1::2], strict=True)
    return tuple(above / below if below else 0.0 for above, below in pairs)

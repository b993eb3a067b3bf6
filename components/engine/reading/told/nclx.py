"""Color told by code points in the boxes of HEIC and AVIF.

The decoders use what stands there to make RGB of brightness and color differences;
what this RGB means they leave to whoever shows it.

References
----------
ISO/IEC 14496-12, section 12.1.5 (colr); ISO/IEC 23000-22 (MIAF), section 7.3.6.4.
"""

from collections.abc import Iterator
from typing import Final

from components.engine.reading.guards.av1 import code_points
from components.engine.reading.guards.isobmff import (
    Contents,
    Item,
    Reader,
    boxes,
    contents,
    inside,
)
from components.engine.reading.told.code_points import (
    KNOWN,
    UNSPECIFIED,
    as_on_screens,
    of_code_points,
    says_nothing,
)
from components.engine.reading.told.damage import OthersRefuseError
from components.engine.reading.told.encoding import Encoding

# Where a track's description begins: version and flags, how many; then a sample
# entry's own 78 bytes.
_LIST: Final = 8
_ENTRY: Final = 78


def of_nclx(data: bytes, kind: str) -> Encoding | None:
    """Return what the code points of a HEIC's or AVIF's picture mean.

    Where an AVIF's boxes have none, those in the data of the picture count.

    Parameters
    ----------
    data : bytes
        The file.
    kind : str
        "HEIF" or "AVIF".

    Returns
    -------
    Encoding or None
        None if there are none, or they say that they do not know.

    Raises
    ------
    OthersRefuseError
        If they are not known.
    """
    found = contents(data)
    told = next(_in_boxes(data, found), None)
    if told is None and kind == "AVIF":
        told = _in_pixels(data, found)
    if told is None or says_nothing(*told):
        return None
    primaries, transfer = told
    # Range and matrix are what the decoder has dealt with.
    meant = of_code_points(primaries, as_on_screens(transfer), True, "as the file asks")
    if meant is None:
        raise OthersRefuseError("code points that are not known")
    return meant


def _in_boxes(data: bytes, found: Contents) -> Iterator[tuple[int, int]]:
    """Yield the primaries and the transfer of every description by code points."""
    for at, end in _color_boxes(data, found):
        reader = Reader(data, at, end)
        if reader.number(4) == int.from_bytes(b"nclx", "big"):
            yield reader.number(2), reader.number(2)


def _in_pixels(data: bytes, found: Contents) -> tuple[int, int] | None:
    """Return what stands in the data of an AVIF's picture, or of its first tile."""
    for number in (found.primary, *found.tiles.get(found.primary, [])[:1]):
        item = found.items.get(number, Item())
        if item.kind == b"av01":
            return code_points(b"".join(data[at:end] for at, end in item.extents))
    return None


def with_known_code_points(data: bytes) -> bytes:
    """Return a HEIC or AVIF whose code points are known; others become "unspecified".

    The decoders would refuse the picture for them.
    """
    unknown = [
        place
        for item in contents(data).items.values()
        for name, at, _ in item.properties
        if name == b"colr" and data[at : at + 4] == b"nclx"
        for place, known in zip((at + 4, at + 6, at + 8), KNOWN, strict=True)
        if int.from_bytes(data[place : place + 2], "big") not in known
    ]
    if not unknown:
        return data
    patched = bytearray(data)
    for place in unknown:
        patched[place : place + 2] = UNSPECIFIED.to_bytes(2, "big")
    return bytes(patched[: len(data)])


def _color_boxes(data: bytes, found: Contents) -> Iterator[tuple[int, int]]:
    """Yield where descriptions of color stand: of an animation, else the picture."""
    if data[8:12] == b"avis":
        yield from _of_tracks(data)
    yield from _of_item(found, found.primary)
    for tile in found.tiles.get(found.primary, [])[:1]:
        yield from _of_item(found, tile)


def _of_item(found: Contents, number: int) -> Iterator[tuple[int, int]]:
    for name, at, end in found.items.get(number, Item()).properties:
        if name == b"colr":
            yield at, end


def _of_tracks(data: bytes) -> Iterator[tuple[int, int]]:
    movie = inside(data, 0, len(data), b"moov")
    for name, start, stop in boxes(data, *movie) if movie else ():
        path = (b"mdia", b"minf", b"stbl", b"stsd")
        listed = inside(data, start, stop, *path) if name == b"trak" else None
        if listed is None:
            continue
        for _, at, end in boxes(data, listed[0] + _LIST, listed[1]):
            for inner, first, last in boxes(data, at + _ENTRY, end):
                if inner == b"colr":
                    yield first, last

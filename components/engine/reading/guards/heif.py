"""Holding what a HEIC or AVIF is put together from against what is too much."""

from typing import Final

from components.engine.errors import (
    SAVE_AS_PNG,
    DamagedImageError,
    UnsupportedFormatError,
)
from components.engine.reading.guards.av1 import check_frames
from components.engine.reading.guards.isobmff import (
    Contents,
    Item,
    Reader,
    boxes,
    check_parts,
    contents,
    inside,
)
from components.engine.reading.limits import MEGABYTE, MEGAPIXEL, Limits

MAX_TURNS: Final = 4  # cropped, turned, mirrored, and one to spare
MAX_EXIF_MEGABYTES: Final = 4

# Tiles reach over the edges of what they make up, small ones by the more.
_EXCESS: Final = 1.3
_SPARE: Final = 2 * MEGAPIXEL

_TURNS: Final = {b"irot", b"imir", b"clap", b"iscl"}
_MADE_OF_OTHERS: Final = {b"iovl": "laid over each other", b"iden": "derived"}
_MAX_TRACKS: Final = 16
# Of different parts, that is: tiles of one color may all be the same bytes.
_LISTED: Final = 2


def check_items(data: bytes, kind: str, limits: Limits) -> None:
    """Refuse a HEIC or AVIF whose parts ask for far more work than its size does.

    Parameters
    ----------
    data : bytes
        The whole file.
    kind : str
        "HEIF" or "AVIF".
    limits : Limits
        What is too large.

    Raises
    ------
    ImageError
        If the picture, its opacity or the tiles they are made of are too large
        together, are turned too often, or hold more than one picture each.
    """
    found = contents(data)
    if kind == "HEIF":
        _check_kind(found)
    for number, item in found.items.items():
        _check_item(data, found, number, item, limits)
        _check_note(item)
    if kind == "AVIF":
        stretches = {tuple(item.extents) for item in found.items.values()}
        stretches |= {(sample,) for sample in _first_samples(data)}
        _check_coded(data, stretches, limits)


def _check_coded(
    data: bytes, stretches: set[tuple[tuple[int, int], ...]], limits: Limits
) -> None:
    """Refuse data that holds many pictures, or is listed many times over."""
    listed = sum(max(0, end - at) for parts in stretches for at, end in parts)
    if listed > _LISTED * len(data):
        raise DamagedImageError(
            f"The parts of this file list {listed / MEGABYTE:,.0f} MB in a file of "
            f"{len(data) / MEGABYTE:,.1f} MB. {SAVE_AS_PNG}"
        )
    for parts in stretches:
        check_frames(b"".join(data[at:end] for at, end in parts), limits)


def _check_kind(found: Contents) -> None:
    """Refuse what the decoder would leave out, and show some part of it instead."""
    kind = found.items.get(found.primary, Item()).kind
    if kind in _MADE_OF_OTHERS:
        raise UnsupportedFormatError(
            f"This HEIC consists of pictures that are {_MADE_OF_OTHERS[kind]}, which "
            f"is not read here. {SAVE_AS_PNG}"
        )


def _check_item(
    data: bytes, found: Contents, number: int, item: Item, limits: Limits
) -> None:
    """Refuse one picture for its size, its tiles or its turns."""
    pixels = _pixels(data, item, limits)
    tiles = found.tiles.get(number, [])
    area = sum(_pixels(data, found.items.get(t, Item()), limits) for t in tiles)
    if area > _EXCESS * pixels + _SPARE:
        raise DamagedImageError(
            f"The {len(tiles):,} tiles of this picture have {area / 1e6:,.1f} million "
            f"pixels for one of {pixels / 1e6:,.1f} million. {SAVE_AS_PNG}"
        )
    turns = sum(name in _TURNS for name, _, _ in item.properties)
    if turns > MAX_TURNS:
        raise DamagedImageError(
            f"This picture is to be turned or cropped {turns:,} times, where once or "
            f"twice is usual. {SAVE_AS_PNG}"
        )


def _check_note(item: Item) -> None:
    """Refuse what a camera noted if it is larger than cameras write."""
    size = sum(end - at for at, end in item.extents)
    if item.kind == b"Exif" and size > MAX_EXIF_MEGABYTES * MEGABYTE:
        raise DamagedImageError(
            f"What the camera noted in this file takes {size / MEGABYTE:,.0f} MB, "
            f"more than {MAX_EXIF_MEGABYTES}. {SAVE_AS_PNG}"
        )


def _pixels(data: bytes, item: Item, limits: Limits) -> int:
    """Return how many pixels an item says it has; refuse too many."""
    for name, start, end in item.properties:
        if name == b"ispe":
            reader = Reader(data, start, end)
            reader.version()
            width, height = reader.number(4), reader.number(4)
            limits.check_size(width, height)
            return width * height
    return 0


def _first_samples(data: bytes) -> list[tuple[int, int]]:
    """Return where the first picture of every track of an animation stands."""
    movie = inside(data, 0, len(data), b"moov")
    tracks = [
        (start, end)
        for name, start, end in (boxes(data, *movie) if movie else ())
        if name == b"trak"
    ]
    check_parts(len(tracks), _MAX_TRACKS)
    return [
        sample
        for start, end in tracks
        if (table := inside(data, start, end, b"mdia", b"minf", b"stbl"))
        for sample in _first_sample(data, *table)
    ]


def _first_sample(data: bytes, at: int, stop: int) -> list[tuple[int, int]]:
    """Return where a track's table of samples puts the first; nothing if nowhere."""
    tables = {name: Reader(data, s, e) for name, s, e in boxes(data, at, stop)}
    short, long, sizes = (tables.get(name) for name in (b"stco", b"co64", b"stsz"))
    chunks = short or long
    if chunks is None or sizes is None:
        return []
    chunks.number(8)
    start = chunks.number(4 if short else 8)
    sizes.number(4)
    same, _, first = sizes.number(4), sizes.number(4), sizes.number(4)
    return [(start, start + (same or first))]

"""HEIC and AVIF files put together by hand, from pieces of good ones.

References
----------
ISO/IEC 14496-12 (boxes), ISO/IEC 23008-12 (items, grids, overlays).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item of a file.

    Attributes
    ----------
    kind : bytes
        "hvc1", "av01", "grid", "iovl", "iden", …
    data : bytes
        What it consists of.
    properties : sequence of bytes
        Whole boxes that describe it.
    parts : sequence of int
        Numbers of the items it refers to, from 1 on.
    link : bytes
        How: "dimg" is derived from them, "auxl" belongs to them, "cdsc" tells of them.
    """

    kind: bytes
    data: bytes
    properties: Sequence[bytes] = ()
    parts: Sequence[int] = ()
    link: bytes = b"dimg"


def box(name: bytes, *parts: bytes) -> bytes:
    """Return a box."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + name + body


def full(name: bytes, version: int, *parts: bytes, flags: int = 0) -> bytes:
    """Return a box that has a version."""
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def ispe(width: int, height: int) -> bytes:
    """Return the property that says how large an item is."""
    return full(b"ispe", 0, struct.pack(">II", width, height))


def grid(rows: int, columns: int, width: int, height: int) -> bytes:
    """Return the data of an item that is put together from tiles."""
    return struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)


def overlay(count: int, width: int, height: int) -> bytes:
    """Return the data of an item whose parts all lie on top of each other."""
    return struct.pack(">BB4HII", 0, 1, 0, 0, 0, 0xFFFF, width, height) + bytes(
        8 * count
    )


def assemble(brand: bytes, items: Sequence[Item], primary: int) -> bytes:
    """Return a file of some items, numbered from 1; the same data stands there once."""
    ftyp = box(b"ftyp", brand, bytes(4), b"mif1", brand)
    start = len(ftyp) + len(_meta(items, primary, 0)) + 8
    meta = _meta(items, primary, start)
    return ftyp + meta + box(b"mdat", *dict.fromkeys(item.data for item in items))


def _meta(items: Sequence[Item], primary: int, at: int) -> bytes:
    handler = full(b"hdlr", 0, bytes(4), b"pict", bytes(13))
    entries = [
        full(b"infe", 2, struct.pack(">HH", number, 0), item.kind, b"\0")
        for number, item in enumerate(items, 1)
    ]
    info = full(b"iinf", 0, struct.pack(">H", len(items)), *entries)
    return full(
        b"meta",
        0,
        handler,
        full(b"pitm", 0, struct.pack(">H", primary)),
        _places(items, at),
        info,
        _references(items),
        _properties(items),
    )


def _places(items: Sequence[Item], at: int) -> bytes:
    found: dict[bytes, int] = {}
    for data in dict.fromkeys(item.data for item in items):
        found[data] = at
        at += len(data)
    places = b"".join(
        struct.pack(">HHHII", number, 0, 1, found[item.data], len(item.data))
        for number, item in enumerate(items, 1)
    )
    return full(b"iloc", 0, struct.pack(">BBH", 0x44, 0, len(items)), places)


def _references(items: Sequence[Item]) -> bytes:
    references = [
        box(i.link, struct.pack(f">HH{len(i.parts)}H", n, len(i.parts), *i.parts))
        for n, i in enumerate(items, 1)
        if i.parts
    ]
    return full(b"iref", 0, *references) if references else b""


def _properties(items: Sequence[Item]) -> bytes:
    boxes = list(dict.fromkeys(prop for item in items for prop in item.properties))
    index = {prop: bytes([0x80 | n]) for n, prop in enumerate(boxes, 1)}
    links = b"".join(
        struct.pack(">HB", number, len(item.properties))
        + b"".join(index[prop] for prop in item.properties)
        for number, item in enumerate(items, 1)
    )
    link = full(b"ipma", 0, struct.pack(">I", len(items)), links)
    return box(b"iprp", box(b"ipco", *boxes), link)


def walk(
    data: bytes, at: int = 0, end: int | None = None
) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, start and end of every box in a stretch of a file."""
    end = len(data) if end is None else end
    while at + 8 <= end:
        (size,) = struct.unpack_from(">I", data, at)
        stop = min(at + max(size, 8), end)
        yield data[at + 4 : at + 8], at + 8, stop
        at = stop


def coded(file: bytes, config: bytes) -> tuple[bytes, bytes]:
    """Return a good file's box "hvcC" or "av1C", and its picture's data.

    Only for files of one item, as Pillow and pillow-heif write them.
    """
    at = file.index(config) - 4
    (size,) = struct.unpack_from(">I", file, at)
    place = next((s, e) for name, s, e in walk(file) if name == b"mdat")
    return file[at : at + size], file[slice(*place)]

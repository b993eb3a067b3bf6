"""The boxes of a HEIC or AVIF: which items it has, and how they are related.

References
----------
ISO/IEC 14496-12 (boxes), section 8.11 (items); ISO/IEC 23008-12 (HEIF), section 9.3
(properties of items).
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from components.engine.errors import SAVE_AS_PNG, DamagedImageError

MAX_ITEMS: Final = 10_000
MAX_PARTS: Final = 100_000


@dataclass
class Item:
    """One item of a file.

    Attributes
    ----------
    kind : bytes
        Four letters: "hvc1", "av01", "grid", …
    extents : list of tuple (int, int)
        Where its data begins and ends in the file.
    properties : list of tuple (bytes, int, int)
        The name, start and end of each box that describes it.
    """

    kind: bytes = b""
    extents: list[tuple[int, int]] = field(default_factory=list)
    properties: list[tuple[bytes, int, int]] = field(default_factory=list)


@dataclass
class Contents:
    """The items of a file, and what they are put together from.

    Attributes
    ----------
    items : dict of int to Item
        By their numbers.
    tiles : dict of int to list of int
        The numbers of the items that an item is derived from.
    primary : int
        The number of the one that is shown.
    inner : int
        Where the data that stands inside the list itself begins.
    """

    items: dict[int, Item] = field(default_factory=dict)
    tiles: dict[int, list[int]] = field(default_factory=dict)
    primary: int = 0
    inner: int = 0


class Reader:
    """Numbers from a stretch of bytes, one after the other, and 0 after the end."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, min(end, len(data))

    def number(self, size: int) -> int:
        """Return the next number of so many bytes."""
        at, self.at = self.at, self.at + size
        return int.from_bytes(self.data[at : min(self.at, self.end)], "big")

    def version(self) -> int:
        """Return the version of a box and step over its flags."""
        version = self.number(1)
        self.flags = self.number(3)
        return version


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, start and end of every box in a stretch of a file."""
    for count in itertools.count(1):
        if at + 8 > end:
            return
        check_parts(count)
        size, name, start = int.from_bytes(data[at : at + 4], "big"), at + 4, at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if not start <= stop <= end:
            return
        yield data[name : name + 4], start, stop
        at = stop


def inside(data: bytes, at: int, end: int, *names: bytes) -> tuple[int, int] | None:
    """Return where the first box along a path of names starts and ends."""
    for name in names:
        found = next((b for b in boxes(data, at, end) if b[0] == name), None)
        if found is None:
            return None
        _, at, end = found
    return at, end


def check_parts(count: int, most: int = MAX_PARTS) -> None:
    """Refuse a file that lists more than any picture needs."""
    if count > most:
        raise DamagedImageError(
            f"This file is put together from more than {most:,} parts. {SAVE_AS_PNG}"
        )


def contents(data: bytes) -> Contents:
    """Read the list of items of a file, as far as it can be understood.

    Raises
    ------
    DamagedImageError
        If there are too many of anything, or several lists.
    """
    found = Contents()
    lists = [(s, e) for name, s, e in boxes(data, 0, len(data)) if name == b"meta"]
    check_parts(len(lists), 1)
    readers = {
        b"pitm": _read_primary,
        b"iinf": _read_kinds,
        b"iloc": _read_places,
        b"iref": _read_references,
        b"iprp": _read_properties,
    }
    for at, stop in lists:
        inner = inside(data, at + 4, stop, b"idat")
        found.inner = inner[0] if inner else 0
        for name, start, end in boxes(data, at + 4, stop):
            if name in readers:
                readers[name](found, Reader(data, start, end))
    return found


def _read_primary(found: Contents, reader: Reader) -> None:
    found.primary = reader.number(4 if reader.version() else 2)


def _read_kinds(found: Contents, reader: Reader) -> None:
    reader.number(4 if reader.version() else 2)
    for name, start, end in boxes(reader.data, reader.at, reader.end):
        entry = Reader(reader.data, start, end)
        version = entry.version()
        if name != b"infe" or version < 2:
            continue
        number = entry.number(4 if version > 2 else 2)
        entry.number(2)
        _item(found, number).kind = entry.number(4).to_bytes(4, "big")


def _read_places(found: Contents, reader: Reader) -> None:
    version = reader.version()
    sizes = reader.number(2)
    offset_size, length_size = sizes >> 12, sizes >> 8 & 15
    base_size, index_size = sizes >> 4 & 15, sizes & 15 if version else 0
    wide = 4 if version > 1 else 2
    parts = 0
    for _ in range(reader.number(wide)):
        item = _item(found, reader.number(wide))
        inner = (reader.number(2) & 15 if version else 0) == 1
        reader.number(2)
        base = reader.number(base_size) + (found.inner if inner else 0)
        count = reader.number(2)
        parts += 1 + count
        check_parts(parts)
        for _ in range(count):
            reader.number(index_size)
            at = base + reader.number(offset_size)
            length = reader.number(length_size) or len(reader.data)
            item.extents.append((at, min(at + length, len(reader.data))))


def _read_references(found: Contents, reader: Reader) -> None:
    wide = 4 if reader.version() else 2
    parts = 0
    for name, start, end in boxes(reader.data, reader.at, reader.end):
        entry = Reader(reader.data, start, end)
        source, count = entry.number(wide), entry.number(2)
        parts += count
        check_parts(parts)
        if name == b"dimg":
            listed = [entry.number(wide) for _ in range(count)]
            found.tiles.setdefault(source, []).extend(listed)


def _read_properties(found: Contents, reader: Reader) -> None:
    shared: list[tuple[bytes, int, int]] = []
    for name, start, end in boxes(reader.data, reader.at, reader.end):
        if name == b"ipco":
            shared = list(boxes(reader.data, start, end))
        elif name == b"ipma":
            _assign(found, shared, Reader(reader.data, start, end))


def _assign(
    found: Contents, shared: list[tuple[bytes, int, int]], reader: Reader
) -> None:
    """Give each item the properties it is listed with."""
    wide = 4 if reader.version() else 2
    index_size, mask = (2, 0x7FFF) if reader.flags & 1 else (1, 0x7F)
    parts = 0
    for _ in range(reader.number(4)):
        item = _item(found, reader.number(wide))
        count = reader.number(1)
        parts += 1 + count
        check_parts(parts)
        for _ in range(count):
            index = reader.number(index_size) & mask
            if 0 < index <= len(shared):
                item.properties.append(shared[index - 1])


def _item(found: Contents, number: int) -> Item:
    """Return an item by its number; refuse a file of too many."""
    item = found.items.setdefault(number, Item())
    check_parts(len(found.items), MAX_ITEMS)
    return item

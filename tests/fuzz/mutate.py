"""Damaging good files: anywhere, and where their structure says it matters.

A bit flipped at random in a PNG only breaks a checksum. So files are also taken
apart into the pieces they are made of, the pieces dropped, repeated, swapped or
changed, and put together again with checksums and lengths that are right.
"""

import random
import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Literal

from tests.engine.files import PNG_SIGNATURE, chunk
from tests.fuzz.boxes import walk

Random = random.Random
_EXTREMES = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0, b"iinf": 6, b"moov": 0, b"trak": 0}
_CONTAINERS |= {b"mdia": 0, b"minf": 0, b"stbl": 0, b"iref": 4}


def mutated(files: Sequence[bytes], seed: int) -> bytes:
    """Return one of some files, damaged in one to four ways; the same for a seed."""
    source = random.Random(seed)
    data = source.choice(files)
    for _ in range(source.choice((1, 1, 2, 4))):
        if source.random() < _SPLICED:
            data = splice(data, source, source.choice(files))
        else:
            anywhere = source.random() < 0.4
            data = (source.choice(_ANYWHERE) if anywhere else structured)(data, source)
    return data


def flip(data: bytes, source: Random) -> bytes:
    """Flip some bits."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 2, 8, 64)) if changed else 0):
        changed[source.randrange(len(changed))] ^= 1 << source.randrange(8)
    return bytes(changed)


def cut(data: bytes, source: Random) -> bytes:
    """Leave out the end."""
    return data[: source.randrange(len(data) + 1)]


def drop(data: bytes, source: Random) -> bytes:
    """Leave out a stretch."""
    start, end = _stretch(data, source)
    return data[:start] + data[end:]


def repeat(data: bytes, source: Random) -> bytes:
    """Say a stretch several times."""
    start, end = _stretch(data, source)
    return data[:start] + data[start:end] * source.choice((2, 3, 20)) + data[end:]


def fill(data: bytes, source: Random) -> bytes:
    """Overwrite a stretch with zeros, ones or noise."""
    start, end = _stretch(data, source)
    noise = source.choice((bytes(end - start), b"\xff" * (end - start), None))
    return data[:start] + (noise or source.randbytes(end - start)) + data[end:]


def extreme(data: bytes, source: Random) -> bytes:
    """Overwrite a number by a very small or a very large one, near the start."""
    size = source.choice((1, 2, 4))
    reach = min(len(data), source.choice((64, 512, 10**9)))
    if reach <= size:
        return data
    at = source.randrange(reach - size)
    value = source.choice(_EXTREMES) & (1 << 8 * size) - 1
    order: Literal["little", "big"] = source.choice(("little", "big"))
    return data[:at] + value.to_bytes(size, order) + data[at + size :]


def splice(data: bytes, source: Random, other: bytes) -> bytes:
    """Go on with another file in the middle."""
    return cut(data, source) + other[source.randrange(len(other) + 1) :]


def _stretch(data: bytes, source: Random) -> tuple[int, int]:
    start = source.randrange(len(data) + 1)
    return start, min(len(data), start + source.choice((1, 4, 30, 500)))


_ANYWHERE = (flip, cut, drop, repeat, fill, extreme)
_SPLICED = 0.06


def structured(data: bytes, source: Random) -> bytes:
    """Damage a file along its structure; anywhere if it has none."""
    if data.startswith(PNG_SIGNATURE):
        return PNG_SIGNATURE + b"".join(
            chunk(name, body) for name, body in _rearranged(_png(data), source)
        )
    if data.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(
            head + body for head, body in _rearranged(_jpeg(data), source)
        )
    if data[:4] == b"RIFF":
        parts = _rearranged(_riff(data), source)
        body = b"".join(
            name + struct.pack("<I", len(b)) + b + bytes(len(b) % 2)
            for name, b in parts
        )
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    if data[:4] in (b"II*\0", b"MM\0*"):
        return _tiff(data, source)
    if data[4:8] == b"ftyp":
        return _boxes(data, source)
    return extreme(data, source)


def _rearranged(
    parts: list[tuple[bytes, bytes]], source: Random
) -> list[tuple[bytes, bytes]]:
    """Drop, repeat, swap or change some of a file's pieces."""
    if not parts:
        return parts
    at, other = source.randrange(len(parts)), source.randrange(len(parts))
    name, body = parts[at]
    way = source.choice(("drop", "repeat", "swap", "change", "change", "change"))
    if way == "drop":
        return parts[:at] + parts[at + 1 :]
    if way == "repeat":
        return parts[:at] + [parts[at]] * source.choice((2, 5, 200)) + parts[at + 1 :]
    if way == "swap":
        parts[at], parts[other] = parts[other], parts[at]
        return parts
    change = source.choice((flip, extreme, cut, fill, repeat))
    return [*parts[:at], (name, _inside(name, body, change, source)), *parts[at + 1 :]]


def _inside(
    name: bytes, body: bytes, change: Callable[..., bytes], source: Random
) -> bytes:
    """Change a piece, sometimes within what it has compressed."""
    if name == b"IDAT" and source.random() < 0.6:
        try:
            return zlib.compress(change(zlib.decompress(body), source), 1)
        except zlib.error:
            pass
    return change(body, source)


def _png(data: bytes) -> list[tuple[bytes, bytes]]:
    parts, at = [], 8
    while at + 8 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    return parts


def _jpeg(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return segments; a scan and its bits are one."""
    parts, at = [], 2
    while at + 4 <= len(data):
        (size,) = struct.unpack_from(">H", data, at + 2)
        end = len(data) if data[at + 1] == 0xDA else at + 2 + max(size, 2)
        parts.append((data[at : at + 4], data[at + 4 : end]))
        at = end
    return parts


def _riff(data: bytes) -> list[tuple[bytes, bytes]]:
    parts, at = [], 12
    while at + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, at + 4)
        parts.append((data[at : at + 4], data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return parts


def _tiff(data: bytes, source: Random) -> bytes:
    """Change type, count or value of a tag of the first page."""
    order = "<" if data[:2] == b"II" else ">"
    changed = bytearray(data)
    try:
        (first,) = struct.unpack_from(order + "I", data, 4)
        (tags,) = struct.unpack_from(order + "H", data, first)
        at = first + 2 + 12 * source.randrange(max(1, tags))
        offset, size = source.choice(((0, "H"), (2, "H"), (4, "I"), (8, "I"), (8, "H")))
        value = source.choice((*_EXTREMES, source.randrange(len(data))))
        struct.pack_into(
            order + size, changed, at + offset, value & (0xFFFF if size == "H" else ~0)
        )
    except struct.error:
        return flip(data, source)
    return bytes(changed)


def _boxes(data: bytes, source: Random) -> bytes:
    """Change what stands in one box, however deep, and leave its length."""
    found = [box for box in _all_boxes(data, 0, len(data)) if box[1] > box[0]]
    if not found:
        return flip(data, source)
    start, end = source.choice(found)
    change = source.choice((flip, extreme, fill))
    body = change(data[start:end], source)[: end - start]
    return data[:start] + body.ljust(end - start, b"\0") + data[end:]


def _all_boxes(data: bytes, at: int, end: int) -> list[tuple[int, int]]:
    found = []
    for name, start, stop in walk(data, at, end):
        found.append((start, stop))
        if name in _CONTAINERS:
            found += _all_boxes(data, start + _CONTAINERS[name], stop)
    return found

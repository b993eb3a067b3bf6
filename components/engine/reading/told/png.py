"""Color told by chunks of a PNG.

References
----------
PNG specification, third edition, sections 4.3 (which of them goes before which),
11.3.2.1 (cHRM), 11.3.2.2 (gAMA), 11.3.2.5 (sRGB) and 11.3.2.6 (cICP).
"""

import struct
from collections.abc import Iterator
from typing import Final, cast

from components.engine.reading.told.code_points import of_code_points, says_nothing
from components.engine.reading.told.damage import OthersRefuseError
from components.engine.reading.told.encoding import (
    SRGB,
    Encoding,
    Primaries,
    of_gamma,
)

_MAX_CHUNKS: Final = 10_000
_MAX_SHORT: Final = 8
_UNIT: Final = 100_000
# How long each is at least.
_LENGTHS: Final = {b"cICP": 4, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1}
# Beyond these a gamma turns every picture black or white.
LEAST_GAMMA, MOST_GAMMA = 0.1, 10.0


def chunks_before_pixels(data: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG that tell of color, by their names.

    They have to stand before the pixels. Of several of one name it is the first.
    """
    found: dict[bytes, bytes] = {}
    for at, name, end in _chunks(data):
        if name in _LENGTHS:
            found.setdefault(name, data[at + 8 : end - 4])
    return found


def without_cut_off(data: bytes) -> bytes:
    """Return a PNG without those chunks that are too short for what they tell.

    Pillow would refuse the picture for them.
    """
    short = [
        (at, end)
        for at, name, end in _chunks(data)
        if end - at - 12 < _LENGTHS.get(name, 0)
    ]
    for at, end in reversed(short[:_MAX_SHORT]):
        data = data[:at] + data[end:]
    return data


def _chunks(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield the start, name and end of every chunk before the pixels."""
    at = 8
    for _ in range(_MAX_CHUNKS):
        name = data[at + 4 : at + 8]
        if len(name) < 4 or name == b"IDAT":
            return
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        yield at, name, end
        at = end


def of_cicp(chunk: bytes) -> Encoding | None:
    """Return what a cICP chunk means; None if nothing.

    Raises
    ------
    ValueError
        If it is damaged, or has code points that are not known.
    """
    if len(chunk) != 4 or chunk[2] or chunk[3] > 1:
        raise ValueError("not the numbers of RGB")
    primaries, transfer, _, full_range = chunk
    if says_nothing(primaries, transfer) and full_range:
        return None
    found = of_code_points(primaries, transfer, bool(full_range), "as the file asks")
    if found is None:
        raise ValueError("code points that are not known")
    return found


def of_gama(chunks: dict[bytes, bytes]) -> Encoding | None:
    """Return what gAMA means, with cHRM if that is there too; None without gAMA.

    cHRM alone says nothing of how bright a number is, and browsers leave it out.

    Raises
    ------
    ValueError
        If one of them is damaged, or beyond what a screen could show.
    """
    gama, chrm = chunks.get(b"gAMA"), chunks.get(b"cHRM")
    if gama is None:
        return None
    encoded = int.from_bytes(gama, "big") / _UNIT
    if len(gama) < _LENGTHS[b"gAMA"]:
        raise OthersRefuseError("cut off")
    if len(gama) != 4 or not LEAST_GAMMA <= encoded <= MOST_GAMMA:
        raise ValueError("no gamma of any screen")
    told_by = "as the file asks"
    if chrm is None:
        return of_gamma(1 / encoded, SRGB, told_by)
    if len(chrm) < _LENGTHS[b"cHRM"]:
        raise OthersRefuseError("cut off")
    if len(chrm) != 32:
        raise ValueError("not eight numbers")
    white, *lights = (
        (x / _UNIT, y / _UNIT) for x, y in struct.iter_unpack(">II", chrm)
    )
    return of_gamma(1 / encoded, cast(Primaries, (*lights, white)), told_by)

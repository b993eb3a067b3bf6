"""How many pictures, and how large, stand in the data of an AVIF's one picture.

References
----------
AV1 Bitstream and Decoding Process Specification, sections 5.3 (open bitstream
units), 5.5 (sequence header, color config); AV1 Image File Format, section 2.1: the
data of an item has one sequence header and one picture.
"""

from collections.abc import Iterator
from typing import Final

from components.engine.errors import SAVE_AS_PNG, DamagedImageError
from components.engine.reading.limits import Limits

# A picture may come in four layers, each in a header and its tiles.
MAX_FRAMES: Final = 8
_SEQUENCE, _HEADER, _FRAME, _AGAIN = 1, 3, 6, 7


def check_frames(data: bytes, limits: Limits) -> None:
    """Refuse data of many pictures, or of one larger than it claims to be.

    Parameters
    ----------
    data : bytes
        What one item, or the first sample of a track, consists of.
    limits : Limits
        What is too large.

    Raises
    ------
    ImageError
        If there are more than `MAX_FRAMES`, or they are too large.
    """
    frames = 0
    for kind, start, end in units(data):
        frames += kind in (_HEADER, _FRAME, _AGAIN)
        if kind == _SEQUENCE:
            limits.check_size(*frame_size(data[start:end]))
    if frames > MAX_FRAMES:
        raise DamagedImageError(
            f"This AVIF holds {frames:,} pictures in the place of one. {SAVE_AS_PNG}"
        )


def units(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the type, start and end of every open bitstream unit."""
    at = 0
    while at < len(data):
        head = data[at]
        at += 2 if head & 4 else 1
        size = len(data) - at
        if head & 2:
            size, at = _leb128(data, at)
        yield head >> 3 & 15, at, at + size
        at += size


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the position after it."""
    value = 0
    for place, byte in enumerate(data[at : at + 8]):
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return value, at + place + 1
    return value, at + 8


class Bits:
    """Numbers from bytes, any bits of them at a time, and 0 after the end."""

    def __init__(self, data: bytes) -> None:
        self.value, self.left = int.from_bytes(data[:64], "big"), 8 * min(len(data), 64)

    def take(self, count: int) -> int:
        """Return the next number of so many bits."""
        self.left -= count
        if self.left < 0:
            return 0
        return self.value >> self.left & (1 << count) - 1


def frame_size(sequence: bytes) -> tuple[int, int]:
    """Return the width and height that a sequence header allows at most."""
    bits = Bits(sequence)
    bits.take(4)  # profile, still picture
    return _size(bits, bool(bits.take(1)))


def code_points(data: bytes) -> tuple[int, int] | None:
    """Return the primaries and the transfer that the data of a picture names.

    Returns
    -------
    tuple of int, or None
        Code points of H.273; None if it names none.
    """
    for kind, start, end in units(data):
        if kind == _SEQUENCE:
            return _code_points(Bits(data[start:end]))
    return None


def _code_points(bits: Bits) -> tuple[int, int] | None:
    profile, _, reduced = bits.take(3), bits.take(1), bool(bits.take(1))
    _size(bits, reduced)
    _skip_tools(bits, reduced)
    deep = bits.take(1)
    bits.take((profile == 2 and deep) + (profile != 1))  # 12 bits, gray
    return (bits.take(8), bits.take(8)) if bits.take(1) else None


def _size(bits: Bits, reduced: bool) -> tuple[int, int]:
    """Return the size that stands after the profile and the kind of header."""
    if reduced:
        bits.take(5)
    else:
        _skip_timing(bits)
    wide, high = bits.take(4) + 1, bits.take(4) + 1
    return bits.take(wide) + 1, bits.take(high) + 1


def _skip_tools(bits: Bits, reduced: bool) -> None:
    """Step over what a sequence header says about ways of coding."""
    if reduced:
        bits.take(6)
        return
    if bits.take(1):  # numbers of frames
        bits.take(7)
    bits.take(7)
    ordered = bits.take(1)
    bits.take(2 * ordered)
    screen = bits.take(1) or bits.take(1)
    if screen and not bits.take(1):
        bits.take(1)
    bits.take(3 * ordered + 3)


def _skip_timing(bits: Bits) -> None:
    """Step over what a sequence header says about playing."""
    delay = _skip_clock(bits) if bits.take(1) else 0
    shown = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > 7:
            bits.take(1)
        if delay and bits.take(1):
            bits.take(2 * delay + 1)
        if shown and bits.take(1):
            bits.take(4)


def _skip_clock(bits: Bits) -> int:
    """Step over how fast to play; return the bits of a delay, 0 if there is none."""
    bits.take(64)
    if bits.take(1):
        zeros = 0
        while not bits.take(1) and zeros < 32:
            zeros += 1
        bits.take(zeros)
    if not bits.take(1):
        return 0
    delay = bits.take(5) + 1
    bits.take(42)
    return delay

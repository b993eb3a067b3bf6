"""JPEG files of few bytes that ask for much work.

References
----------
ITU-T T.81 (1992), annex B (markers), G (progressive), D (arithmetic coding).
"""

import struct
from collections.abc import Callable

import numpy as np

from tests.fuzz.sizes import HEIGHT, MOST_BYTES, WIDTH

SOI, EOI = b"\xff\xd8", b"\xff\xd9"

# One code each: "0" for a category of 0 or an end-of-band run of 2 to the 14th.
_DC_TABLE = b"\x00" + bytes([1] + [0] * 15) + b"\x00"
_AC_TABLE = b"\x10" + bytes([1] + [0] * 15) + b"\xe0"


def segment(marker: int, body: bytes) -> bytes:
    """Return a marker with its length and what it says."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def frame(marker: int, channels: int = 3) -> bytes:
    """Return everything that goes before the first scan."""
    size = struct.pack(">BHHB", 8, HEIGHT, WIDTH, channels)
    listed = b"".join(bytes([n + 1, 0x11, 0]) for n in range(channels))
    return (
        SOI
        + segment(0xDB, b"\0" + b"\1" * 64)
        + segment(marker, size + listed)
        + segment(0xC4, _DC_TABLE + _AC_TABLE)
    )


def scan(channel: int, first: int, last: int, high: int, low: int) -> bytes:
    """Return the header of a scan over one channel."""
    band = bytes([first, last, high << 4 | low])
    return segment(0xDA, b"\x01" + bytes([channel, 0]) + band)


def _runs(blocks: int) -> bytes:
    """Return the bits that say of so many blocks that nothing changes in them."""
    runs = -(-blocks // 32767)
    bits = "0111111111111111"[:15] * runs
    padded = bits + "1" * (-len(bits) % 8)
    data = int(padded, 2).to_bytes(len(padded) // 8, "big")
    return data.replace(b"\xff", b"\xff\0")


def endless_passes(passes: int, refining: bool) -> bytes:
    """Return a progressive picture that is gone over again and again."""
    blocks = _runs(-(-WIDTH // 8) * -(-HEIGHT // 8))
    high, low = (1, 0) if refining else (0, 1)
    each = scan(1, 1, 63, high, low) + blocks
    first = scan(1, 1, 63, 0, 1) + blocks
    return frame(0xC2) + first + each * (passes - 1) + EOI


def empty_passes(passes: int) -> bytes:
    """Return a progressive picture whose scans have no bits at all."""
    return frame(0xC2) + scan(1, 1, 63, 1, 0) * passes + EOI


def sequential_passes(passes: int) -> bytes:
    """Return a baseline picture whose channels come again and again."""
    return frame(0xC0) + scan(1, 0, 63, 0, 0) * passes + EOI


def arithmetic(marker: int, data: bytes, channels: int = 3) -> bytes:
    """Return a picture in arithmetic coding, of any bits."""
    band = b"\0\x3f\0" if marker == 0xC9 else b"\0\0\0"
    listed = b"".join(bytes([n + 1, 0]) for n in range(channels))
    header = frame(marker, channels)
    return header + segment(0xDA, bytes([channels]) + listed + band) + data + EOI


def arithmetic_passes(passes: int, data: bytes) -> bytes:
    """Return a progressive picture in arithmetic coding, of several scans."""
    each = b"".join(scan(n, 1, 63, 0, 0) + data for n in (1, 2, 3))
    return frame(0xCA) + each * (passes // 3) + EOI


def lossless() -> bytes:
    """Return a picture coded without loss, which libjpeg-turbo can read."""
    return frame(0xC3) + segment(0xDA, b"\x03\1\0\2\0\3\0\1\0\0") + EOI


def filled(segments: bytes) -> bytes:
    """Return a file full of the same segments, and with a picture after them."""
    many = segments * ((MOST_BYTES - 10_000) // len(segments))
    return SOI + many + frame(0xC0)[2:] + scan(1, 0, 63, 0, 0) + EOI


def noise(count: int) -> bytes:
    """Return random bytes in which nothing looks like a marker."""
    random = np.random.default_rng(1).integers(0, 255, count, np.uint8)
    return random.tobytes()


def _resources() -> bytes:
    block = b"8BIM" + bytes(8)
    return segment(0xED, b"Photoshop 3.0\0" + block * (65_000 // len(block)))


def _profile_parts() -> bytes:
    return segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(65_000))


def _many_frames() -> bytes:
    listed = struct.pack(">BHHB", 8, 8, 8, 3) + b"\1\x11\0" * 20_000
    return segment(0xC0, listed)


def many_pictures() -> bytes:
    """Return an MPO that lists as many pictures as fit into its index."""
    entry = struct.pack("<LLLHH", 0, 10, 0, 0, 0)
    count = 60_000 // len(entry)
    tags = struct.pack("<H", 3)
    tags += struct.pack("<HHL4s", 0xB000, 7, 4, b"0100")
    tags += struct.pack("<HHLL", 0xB001, 4, 1, count)
    tags += struct.pack("<HHLL", 0xB002, 7, count * len(entry), 8 + 2 + 36 + 4)
    index = b"MPF\0II*\0\x08\0\0\0" + tags + bytes(4) + entry * count
    return SOI + segment(0xE2, index) + frame(0xC0)[2:] + scan(1, 0, 63, 0, 0) + EOI


CASES: dict[str, Callable[[], bytes]] = {
    "JPEG of 60 passes": lambda: endless_passes(60, refining=False),
    "JPEG of 60 refining passes": lambda: endless_passes(60, refining=True),
    "JPEG of 20,000 refining passes": lambda: endless_passes(20_000, refining=True),
    "JPEG of 60 passes without bits": lambda: empty_passes(60),
    "JPEG of a million passes without bits": lambda: empty_passes(1_000_000),
    "JPEG of 60 sequential passes": lambda: sequential_passes(60),
    "arithmetic JPEG of no bits": lambda: arithmetic(0xC9, b"", 3),
    "arithmetic JPEG of noise": lambda: arithmetic(0xC9, noise(40 * 2**20), 3),
    "arithmetic JPEG of noise, four channels": lambda: arithmetic(
        0xC9, noise(49 * 2**20), 4
    ),
    "progressive arithmetic JPEG of noise": lambda: arithmetic_passes(
        3, noise(15 * 2**20)
    ),
    "progressive arithmetic JPEG of 60 passes": lambda: arithmetic_passes(60, b""),
    "lossless JPEG": lossless,
    "JPEG of Photoshop resources": lambda: filled(_resources()),
    "JPEG of profile parts": lambda: filled(_profile_parts()),
    "JPEG of quantization tables": lambda: filled(
        segment(0xDB, (b"\0" + b"\1" * 64) * 1000)
    ),
    "JPEG of frame headers": lambda: filled(_many_frames()),
    "JPEG of code tables": lambda: filled(
        segment(0xC4, (_DC_TABLE + _AC_TABLE) * 1800)
    ),
    "JPEG of restart intervals": lambda: filled(segment(0xDD, b"\0\1")),
    "JPEG of empty markers": lambda: filled(segment(0xE5, b"")),
    "JPEG of EXIF blocks": lambda: filled(segment(0xE1, b"Exif\0\0" + bytes(65_000))),
    "JPEG of comments": lambda: filled(segment(0xFE, b"c" * 65_000)),
    "JPEG of rubbish between markers": lambda: filled(b"\0"),
    "JPEG of restart markers": lambda: (
        frame(0xC0)
        + segment(0xDD, b"\0\1")
        + scan(1, 0, 63, 0, 0)
        + b"".join(b"\xff" + bytes([0xD0 + n % 8]) for n in range(8)) * 3_000_000
        + EOI
    ),
    "MPO of many pictures": many_pictures,
}

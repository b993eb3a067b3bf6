"""Color profiles made from nothing, for the tests.

References
----------
ICC.1:2001-04 (profile version 2): section 6.1 header, 6.5.2 XYZType,
6.5.3 curveType, 6.5.7 lut8Type, 6.5.17 textDescriptionType.
"""

import struct
from collections.abc import Sequence

Column = tuple[float, float, float]

# Colorants of two spaces, adapted to D50, as their published profiles list them.
SRGB: tuple[Column, Column, Column] = (
    (0.4361, 0.2225, 0.0139),
    (0.3851, 0.7169, 0.0971),
    (0.1431, 0.0606, 0.7141),
)
WIDE: tuple[Column, Column, Column] = (
    (0.6097, 0.3111, 0.0195),
    (0.2053, 0.6257, 0.0609),
    (0.1492, 0.0632, 0.7446),
)
# From the same tables: Adobe RGB (1998) and Display P3.
ADOBE: tuple[Column, Column, Column] = (
    (0.60974, 0.31111, 0.01947),
    (0.20528, 0.62567, 0.06087),
    (0.14919, 0.06322, 0.74457),
)
DISPLAY_P3: tuple[Column, Column, Column] = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
D50: Column = (0.9642, 1.0, 0.8249)


def rgb_profile(
    columns: Sequence[Column], gamma: float | None = 2.2, name: str = "Test RGB"
) -> bytes:
    """Return an RGB profile of three colorants and one gamma, or sRGB's own curve."""
    tags = {b"desc": _description(name), b"wtpt": _xyz(D50)}
    for letter, column in zip(b"rgb", columns, strict=True):
        tags[bytes([letter]) + b"XYZ"] = _xyz(column)
        tags[bytes([letter]) + b"TRC"] = _gamma(gamma) if gamma else _srgb_curve()
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def gray_profile(gamma: float, name: str = "Test gray") -> bytes:
    """Return a gray profile of one gamma."""
    tags = {b"desc": _description(name), b"wtpt": _xyz(D50), b"kTRC": _gamma(gamma)}
    return _profile(b"mntr", b"GRAY", b"XYZ ", tags)


def cmyk_profile(cyan_lab: Column, name: str = "Test CMYK") -> bytes:
    """Return a CMYK profile in which cyan ink has any color, the others are gray.

    A grid of two steps a channel: paper is white, full cyan alone `cyan_lab`,
    and every other corner black.
    """
    corners = []
    for corner in range(16):
        lab = {0: (100.0, 0.0, 0.0), 8: cyan_lab}.get(corner, (0.0, 0.0, 0.0))
        corners += [round(lab[0] * 2.55), round(lab[1]) + 128, round(lab[2]) + 128]
    identity = bytes(range(256))
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0])
    table += b"".join(_fixed(v) for v in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    table += identity * 4 + bytes(corners) + identity * 3
    tags = {b"desc": _description(name), b"wtpt": _xyz(D50), b"A2B0": table}
    return _profile(b"prtr", b"CMYK", b"Lab ", tags)


def _profile(kind: bytes, space: bytes, pcs: bytes, tags: dict[bytes, bytes]) -> bytes:
    tags = {**tags, b"cprt": b"text" + bytes(4) + b"Free to use.\0"}
    at = 128 + 4 + 12 * len(tags)
    index, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        index += tag + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I", at + len(body)) + bytes(4) + b"\x02\x40\0\0"
    header += kind + space + pcs + bytes(12) + b"acsp" + bytes(28)
    header += b"".join(_fixed(v) for v in D50)
    return header.ljust(128, b"\0") + index + body


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(column: Column) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(v) for v in column)


def _gamma(value: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(value * 256))


def _srgb_curve() -> bytes:
    """Return the curve of IEC 61966-2-1 as a list of 1024 points."""
    steps = [n / 1023 for n in range(1024)]
    light = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in steps]
    points = struct.pack(">1024H", *(round(65535 * value) for value in light))
    return b"curv" + bytes(4) + struct.pack(">I", 1024) + points


def _description(name: str) -> bytes:
    text = name.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(79)

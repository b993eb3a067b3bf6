"""Color profiles that take long to make use of, in small pictures.

References
----------
ICC.1:2022, sections 10.12 (lutAToBType), 10.15 (multiLocalizedUnicodeType) and
10.16 (multiProcessElementsType).
"""

import struct
from collections.abc import Callable

import numpy as np
from PIL import Image

from tests.engine import icc
from tests.engine.files import saved


def profile(
    tags: dict[bytes, bytes], space: bytes = b"RGB ", pcs: bytes = b"XYZ "
) -> bytes:
    """Return a profile of version 4 with some tags of our own."""
    whole = bytearray(
        icc._profile(
            b"mntr",
            space,
            pcs,
            {b"desc": icc._description("Test"), b"wtpt": icc._xyz(icc.D50), **tags},
        )
    )
    whole[8:10] = b"\x04\x30"
    return bytes(whole)


def elements(count: int) -> bytes:
    """Return a tag of many matrices in a row, all of them the same one."""
    at = 16 + 8 * count
    matrix = b"matf" + struct.pack(">IHH", 0, 3, 3)
    matrix += struct.pack(">9f", 1, 0, 0, 0, 1, 0, 0, 0, 1) + struct.pack(
        ">3f", 0, 0, 0
    )
    head = b"mpet" + struct.pack(">IHHI", 0, 3, 3, count)
    return head + struct.pack(">II", at, len(matrix)) * count + matrix


def segments(count: int) -> bytes:
    """Return a tag of three curves of very many pieces."""
    breaks = np.linspace(0.001, 0.999, count - 1).astype(">f4").tobytes()
    piece = b"parf" + struct.pack(">IHH", 0, 0, 0) + struct.pack(">4f", 1, 1, 0, 0)
    curve = b"curf" + struct.pack(">IHH", 0, count, 0) + breaks + piece * count
    at = 16 + 8
    inner = 12 + 8 * 3
    body = b"cvst" + struct.pack(">IHH", 0, 3, 3)
    body += struct.pack(">II", inner, len(curve)) * 3 + curve
    head = b"mpet" + struct.pack(">IHHI", 0, 3, 3, 1)
    return head + struct.pack(">II", at, len(body)) + body


def cube(grid: int, inputs: int) -> bytes:
    """Return a tag of a table of colors with so many steps a channel."""
    curve = b"curv" + struct.pack(">II", 0, 0)
    curves_b = curve * 3
    clut = bytes([grid] * inputs) + bytes(16 - inputs) + b"\2\0\0\0"
    clut += bytes(grid**inputs * 6)
    at_b = 32
    at_clut = at_b + len(curves_b)
    at_a = at_clut + len(clut) + (-len(clut) % 4)
    head = b"mAB " + struct.pack(">IBBH", 0, inputs, 3, 0)
    head += struct.pack(">5I", at_b, 0, 0, at_clut, at_a)
    return head + curves_b + clut + bytes(-len(clut) % 4) + curve * inputs


def names(count: int) -> bytes:
    """Return a description in very many languages."""
    head = b"mluc" + struct.pack(">III", 0, count, 12)
    at = 16 + 12 * count
    records = b"".join(
        struct.pack(">HHII", n & 0xFFFF, n >> 16, 200, at) for n in range(count)
    )
    return head + records + bytes(200)


def curves(entries: int) -> dict[bytes, bytes]:
    """Return the tags of a profile whose curves are very long lists."""
    xyz = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), icc.WIDE, strict=True))
    body = b"curv" + struct.pack(">II", 0, entries)
    body += np.linspace(0, 65535, entries).astype(">u2").tobytes()
    made = {tag: icc._xyz(column) for tag, column in xyz.items()}
    return made | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), body)


def used(tags: dict[bytes, bytes], mode: str = "RGB", pcs: bytes = b"XYZ ") -> bytes:
    """Return a TIFF with a profile; TIFF sets no limit to its size."""
    space = {"RGB": b"RGB ", "CMYK": b"CMYK", "L": b"GRAY"}[mode]
    picture = Image.new(mode, (64, 64))
    return saved(picture, "TIFF", icc_profile=profile(tags, space, pcs))


CASES: dict[str, Callable[[], bytes]] = {
    "profile of 1.9 million matrices": lambda: used({b"D2B0": elements(1_900_000)}),
    "profile of 50,000 matrices": lambda: used({b"D2B0": elements(50_000)}),
    "profile of 1,000 matrices": lambda: used({b"D2B0": elements(1000)}),
    "profile of curves of 60,000 pieces": lambda: used({b"D2B0": segments(60_000)}),
    "profile of curves of 2,000 pieces": lambda: used({b"D2B0": segments(2000)}),
    "profile of a table of 200 steps": lambda: used(
        {b"A2B0": cube(200, 3)}, pcs=b"Lab "
    ),
    "CMYK profile of a table of 50 steps": lambda: used(
        {b"A2B0": cube(50, 4)}, "CMYK", b"Lab "
    ),
    "profile of a million names": lambda: used(
        {b"desc": names(1_000_000), **curves(2)}
    ),
    "profile of 2 million curve points": lambda: used(curves(2_000_000)),
    "profile of 30,000 curve points": lambda: used(curves(30_000)),
}

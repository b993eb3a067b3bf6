"""What a PNG asks for, told by its chunks before anything is decoded.

Text and color profiles are compressed, each a thousandfold if it is built that
way, and Pillow unpacks every one of them.

References
----------
PNG specification, third edition, section 11.3 (ancillary chunks).
"""

from typing import Final

from components.engine.errors import DamagedImageError

# Each is unpacked to a megabyte at most.
MAX_PACKED: Final = 100
_PACKED: Final = {b"iCCP", b"zTXt", b"iTXt"}
_MAX_CHUNKS: Final = 1_000_000


def check_png(data: bytes) -> None:
    """Refuse a PNG of far more compressed notes than any program writes.

    Raises
    ------
    DamagedImageError
        If it has more than `MAX_PACKED` of them.
    """
    at, packed = 8, 0
    for _ in range(_MAX_CHUNKS):
        if at + 8 > len(data):
            break
        packed += data[at + 4 : at + 8] in _PACKED
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    if packed > MAX_PACKED:
        raise DamagedImageError(
            f"This PNG has {packed:,} compressed notes; at most {MAX_PACKED} are "
            "looked at. Save it again in another program and load that."
        )

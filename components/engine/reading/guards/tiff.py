"""What a TIFF asks for, told by its first directory before Pillow reads it.

References
----------
TIFF Revision 6.0, section 2; the BigTIFF proposal of 2007 for magic 43.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from components.engine.errors import DamagedImageError

# The largest picture in tiles of 16 × 16 pixels has 156,250 of them.
MAX_NUMBERS: Final = 200_000
_BYTES_AND_TEXT: Final = {1, 2, 6, 7}
_LEAST_BYTES: Final = 2
_MAX_TAGS: Final = 65_535


@dataclass(frozen=True)
class Layout:
    """How the numbers of a TIFF are written.

    Attributes
    ----------
    order : "little" or "big"
        Byte order.
    first : int
        Where the first directory stands.
    count, entry, pointer : int
        Bytes of the number of tags, of a tag and of a position.
    """

    order: Literal["little", "big"]
    first: int
    count: int
    entry: int
    pointer: int


def layout(data: bytes) -> Layout:
    """Return how the numbers of a TIFF, classic or big, are written."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    if 43 in data[2:4]:
        return Layout(order, int.from_bytes(data[8:16], order), 8, 20, 8)
    return Layout(order, int.from_bytes(data[4:8], order), 2, 12, 4)


def check_tiff(data: bytes) -> None:
    """Refuse a TIFF with more strips, tiles or other numbers than any picture needs.

    Pillow makes Python objects of them, a thousand bytes for each strip.

    Raises
    ------
    DamagedImageError
        If any tag of the first page has more than `MAX_NUMBERS` numbers.
    """
    for tag, count in _long_tags(data):
        if count > MAX_NUMBERS:
            raise DamagedImageError(
                f"This TIFF has {count:,} numbers under one tag ({tag}); at most "
                f"{MAX_NUMBERS:,} are read. Save it again in another program, in "
                "fewer strips or tiles, and load that."
            )


def _long_tags(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield every tag of numbers of the first page, and how many it has."""
    form = layout(data)

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], form.order)

    start = form.first + form.count
    tags = min(number(form.first, form.count), _MAX_TAGS)
    for at in range(start, min(start + tags * form.entry, len(data)), form.entry):
        tag, kind = number(at, 2), number(at + 2, 2)
        count = number(at + 4, form.pointer)
        fits = count * _LEAST_BYTES <= len(data)  # what does not is skipped by Pillow
        if fits and kind not in _BYTES_AND_TEXT:
            yield tag, count

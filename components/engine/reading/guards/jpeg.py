"""What a JPEG asks for, told by its markers before anything is decoded.

Decoding takes time for every byte, and again for every pass over the picture,
however few bytes a pass has: a progressive JPEG of one megabyte can go over its
pixels so often that it takes hours.

References
----------
ITU-T T.81 (1992), annex B: markers, frame header (B.2.2), scan header (B.2.3).
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from components.engine.errors import DamagedImageError

# Pixels times passes over one channel. A usual progressive JPEG has ten to twenty
# scans, most of them of one channel; at 40 million pixels this allows 24.
MAX_PASSED: Final = 960_000_000
MAX_SCANS: Final = 64

# Segments before the pixels, which Pillow goes through in Python.
MAX_SEGMENTS: Final = 1000
_MOST_OF_ALL: Final = 10_000
_FEWER: Final = {"DQT": 16, "frame header": 1, "Exif": 16, "APP13": 100}

# In coded data 0xFF is followed by 0, or by the number of a restart marker.
_MARKER: Final = re.compile(rb"\xff([^\x00\xff\xd0-\xd7\x01])", re.DOTALL)
_START, _END, _SCAN, _TABLES, _EXIF, _RESOURCES = 0xD8, 0xD9, 0xDA, 0xDB, 0xE1, 0xED
_FRAMES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_AGAIN: Final = "Save it again in another program and load that."


def check_jpeg(data: bytes) -> None:
    """Refuse a JPEG that is built to take minutes.

    Parameters
    ----------
    data : bytes
        The whole file.

    Raises
    ------
    DamagedImageError
        If it has too many segments before its pixels, or goes over its pixels
        too often.
    """
    found = list(islice(_segments(data), _MOST_OF_ALL))
    _check_header(found)
    frame = next((body for marker, body in found if marker in _FRAMES), b"")
    if len(frame) < 6:
        return  # not a picture; the decoder says so
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    channels = max(1, frame[5])
    scans = [body for marker, body in found if marker == _SCAN]
    passes = sum(min(body[0], channels) for body in scans if body)
    # Of a size beyond the limits the size is what is complained of, later.
    allowed = max(channels, MAX_PASSED / max(1, height * width))
    if len(scans) > MAX_SCANS or passes > allowed:
        raise DamagedImageError(
            f"This JPEG goes over its {height * width / 1e6:,.1f} million pixels in "
            f"{len(scans):,} passes or more, which would take too long. {_AGAIN}"
        )


def _check_header(found: list[tuple[int, bytes]]) -> None:
    """Refuse more segments before the pixels than any camera writes."""
    kinds: Counter[str] = Counter()
    for marker, body in found:
        if marker == _SCAN:
            break
        kinds[_kind(marker, body)] += 1
    for kind, count in kinds.items():
        if count > _FEWER.get(kind, MAX_SEGMENTS):
            raise DamagedImageError(
                f"This JPEG has {count:,} segments of one kind ({kind}) before its "
                f"pixels, which is not how pictures are saved. {_AGAIN}"
            )


def _kind(marker: int, body: bytes) -> str:
    """Return a name for a segment."""
    if marker in _FRAMES:
        return "frame header"
    if marker == _EXIF and body.startswith(b"Exif"):
        return "Exif"
    if marker == _TABLES:
        return "DQT"
    return f"APP{marker - 0xE0}" if marker >= 0xE0 else f"0x{marker:X}"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the markers of the first picture in a file and the starts of segments.

    Of a segment its first 16 bytes are enough. Bytes between segments are stepped
    over, as decoders do, and so is everything after the end of the picture: what
    phones append there is a film or another picture.
    """
    at = 2
    while (match := _MARKER.search(data, at)) is not None:
        marker = match[1][0]
        at = match.end()
        if marker == _END:
            return
        if marker == _START:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        yield marker, data[at + 2 : at + 2 + min(14, max(0, length - 2))]
        at += max(2, length)

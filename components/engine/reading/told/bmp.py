"""The color profile in a BMP, which Pillow leaves out.

References
----------
Microsoft, BITMAPV5HEADER (wingdi.h): bV5CSType, bV5ProfileData, bV5ProfileSize. What
a header of version 4 or 5 says of primaries and gamma is not applied, as in browsers.
"""

from typing import Final

_HEADER: Final = 14  # of the file; positions count from after it
_VERSION_5: Final = 124
_EMBEDDED: Final = b"DEBM"


def embedded_profile(data: bytes) -> bytes:
    """Return the profile in a BMP; empty if it has none."""
    header = data[_HEADER : _HEADER + _VERSION_5]
    if header[:4] != _VERSION_5.to_bytes(4, "little") or header[56:60] != _EMBEDDED:
        return b""
    start = _HEADER + int.from_bytes(header[112:116], "little")
    return data[start : start + int.from_bytes(header[116:120], "little")]

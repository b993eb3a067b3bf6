"""A color profile for what a file tells of its colors otherwise.

Little CMS, by way of Pillow, takes nothing but profiles, and Pillow can make none of
primaries and a curve.

References
----------
ICC.1:2001-04 (profile version 2): sections 6.1 (header), 6.3.1.2 and 6.3.2.2 (gray,
and three-component matrix profiles), 6.5.2, 6.5.3 and 6.5.17 (XYZ, curve, text).
"""

import struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.reading.told.encoding import Encoding, Point, Primaries

Colorants = NDArray[np.float64]

D50: Final = (0.9642, 1.0, 0.8249)
_D50_POINT: Final = (0.3457, 0.3585)
_HEADER: Final = 128
_COLOR_SPACES: Final = {"L": b"GRAY", "RGB": b"RGB "}
# Beyond these, a file's chromaticities are garbage and no strange light.
_LARGEST: Final = 8.0


def profile_of(encoding: Encoding, mode: str) -> bytes:
    """Return a profile for an encoding.

    Its curve has one entry for each of the 256 values a sample can have, so it is
    exact for these.

    Parameters
    ----------
    encoding : Encoding
        What the numbers mean.
    mode : "L" or "RGB"
        Whether the picture is gray.

    Raises
    ------
    ValueError
        If there can be no such colors.
    """
    light = encoding.light(np.arange(256) / 255)
    curve = _tag(b"curv", struct.pack(">I", 256) + _words(np.rint(65535 * light)))
    tags = {
        b"desc": _text(encoding.name),
        b"cprt": _tag(b"text", b"Free to use.\0"),
        b"wtpt": _xyz(D50),
    }
    if mode == "L":
        tags[b"kTRC"] = curve
    else:
        columns = colorants(encoding.primaries).T
        for letter, column in zip((b"r", b"g", b"b"), columns, strict=True):
            tags[letter + b"XYZ"] = _xyz(column)
            tags[letter + b"TRC"] = curve
    return _assembled(_COLOR_SPACES[mode], tags)


def colorants(primaries: Primaries) -> Colorants:
    """Return the XYZ of full red, green and blue, as seen under D50.

    Parameters
    ----------
    primaries : tuple of four points
        Chromaticities of red, green, blue and white.

    Returns
    -------
    ndarray of shape (3, 3), float64
        A column for each of the three; together they are D50's white.

    Raises
    ------
    ValueError
        If three such lights never make such a white.

    References
    ----------
    ICC.1:2022, annex E (chromatic adaptation, by Bradford's matrix).

    Examples
    --------
    >>> srgb = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3127, 0.3290))
    >>> colorants(srgb).round(3)
    array([[0.436, 0.385, 0.143],
           [0.222, 0.717, 0.061],
           [0.014, 0.097, 0.714]])
    """
    from coloraide import Color  # takes 90 ms, and few files need it

    *lights, white = primaries
    if not white[1] > 0:
        raise ValueError("no white of no brightness")
    columns = np.array([_whole(light) for light in lights]).T
    try:
        amounts = np.linalg.solve(columns, np.array(_whole(white)) / white[1])
    except np.linalg.LinAlgError as error:
        raise ValueError("three lights in one line") from error
    if not amounts.min() > 0:
        raise ValueError("no white of these lights")
    if amounts.max() > _LARGEST:
        raise ValueError("lights that are hardly apart")
    seen = [
        Color.chromatic_adaptation(white, _D50_POINT, list(column))
        for column in (columns * amounts).T
    ]
    adapted: Colorants = np.array(seen).T
    # D50 has four digits in a profile, and the white has to be that to the last.
    exact: Colorants = adapted * (np.array(D50) / adapted.sum(axis=1))[:, None]
    return exact


def _whole(point: Point) -> tuple[float, float, float]:
    x, y = point
    return x, y, 1 - x - y


def _assembled(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Put header, table and tags together; what is the same stands there once."""
    at = _HEADER + 4 + 12 * len(tags)
    index, body, placed = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, data in tags.items():
        if data not in placed:
            placed[data] = at + len(body)
            body += data + bytes(-len(data) % 4)
        index += name + struct.pack(">II", placed[data], len(data))
    header = struct.pack(">I4x4s", at + len(body), b"\x02\x40\0\0")
    header += b"mntr" + space + b"XYZ " + bytes(12) + b"acsp" + bytes(28)
    header += _fixed(D50)
    return header.ljust(_HEADER, b"\0") + index + body


def _tag(kind: bytes, content: bytes) -> bytes:
    return kind + bytes(4) + content


def _words(values: NDArray[np.float64]) -> bytes:
    return values.astype(">u2").tobytes()


def _fixed(values: tuple[float, ...] | NDArray[np.float64]) -> bytes:
    return b"".join(struct.pack(">i", round(float(v) * 65536)) for v in values)


def _xyz(values: tuple[float, ...] | NDArray[np.float64]) -> bytes:
    return _tag(b"XYZ ", _fixed(values))


def _text(name: str) -> bytes:
    text = name.encode("ascii", "replace") + b"\0"
    return _tag(b"desc", struct.pack(">I", len(text)) + text + bytes(79))

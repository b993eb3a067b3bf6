"""Color by code points: three small numbers that stand for whole color spaces.

They stand in a PNG's cICP chunk and in the nclx boxes of HEIC and AVIF.

References
----------
ITU-T H.273 (2023), tables 2 (primaries) and 3 (transfer characteristics).
PNG specification, third edition, section 11.3.2.6 (cICP).
"""

from typing import Final

from components.engine.reading.told import curves
from components.engine.reading.told.curves import Curve
from components.engine.reading.told.encoding import (
    DISPLAY_P3,
    REC_2020,
    SRGB,
    Encoding,
    Primaries,
)

_D65: Final = SRGB[3]
_C: Final = (0.310, 0.316)
_NTSC: Final = ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), _D65)

_PRIMARIES: Final[dict[int, tuple[str, Primaries]]] = {
    1: ("Rec. 709", SRGB),
    2: ("sRGB", SRGB),  # unspecified
    4: ("NTSC of 1953", ((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), _C)),
    5: ("PAL", ((0.64, 0.33), (0.29, 0.60), (0.15, 0.06), _D65)),
    6: ("NTSC", _NTSC),
    7: ("NTSC", _NTSC),
    8: ("film", ((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), _C)),
    9: ("Rec. 2020", REC_2020),
    10: ("CIE XYZ", ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0), (1 / 3, 1 / 3))),
    11: ("DCI-P3", (*DISPLAY_P3[:3], (0.314, 0.351))),
    12: ("Display P3", DISPLAY_P3),
    22: ("EBU 3213", ((0.630, 0.340), (0.295, 0.605), (0.155, 0.077), _D65)),
}
_TELEVISION: Final = {1, 6, 11, 12, 14, 15}
_CURVES: Final[dict[int, tuple[str, Curve]]] = {
    2: ("", curves.srgb),  # unspecified
    4: (" with a gamma of 2.2", curves.power(2.2)),
    5: (" with a gamma of 2.8", curves.power(2.8)),
    7: (" with the curve of SMPTE 240M", curves.smpte_240),
    8: (" without gamma", curves.power(1.0)),
    9: (" in logarithms", curves.logarithm(2.0)),
    10: (" in logarithms", curves.logarithm(2.5)),
    13: ("", curves.srgb),
    16: ("", curves.pq),
    17: (" with the curve of cinemas", curves.cinema),
    18: ("", curves.hlg),
} | dict.fromkeys(_TELEVISION, (" with the curve of television", curves.television))
_HDR: Final = {16: "PQ", 18: "HLG"}
_EXPONENTS: Final = {4: 2.2, 5: 2.8, 8: 1.0} | dict.fromkeys(_TELEVISION, 2.4)
UNSPECIFIED: Final = 2

# Primaries, transfer characteristics, and the matrices that are the decoders' affair.
KNOWN: Final = (_PRIMARIES.keys(), _CURVES.keys(), {0, 1, 2, *range(4, 15)})


def of_code_points(
    primaries: int, transfer: int, full_range: bool, told_by: str
) -> Encoding | None:
    """Return what code points mean; None if they are none, or not known.

    Parameters
    ----------
    primaries, transfer : int
        Code points of H.273.
    full_range : bool
        Whether black and white are 0 and 255, instead of 16 and 235.
    told_by : str
        See `Encoding`.

    Examples
    --------
    >>> of_code_points(12, 13, True, "as the file says").name
    'Display P3'
    >>> of_code_points(9, 8, True, "as the file says").name
    'Rec. 2020 without gamma'
    """
    if primaries not in _PRIMARIES or transfer not in _CURVES:
        return None
    name, points = _PRIMARIES[primaries]
    how, curve = _CURVES[transfer]
    own = points == REC_2020 and transfer in _TELEVISION
    range_ = "" if full_range else ", where black is 16 and white 235"
    return Encoding(
        name=f"{name}{'' if own else how}{range_}",
        told_by=told_by,
        primaries=points,
        curve=curve,
        narrow=not full_range,
        hdr=_HDR.get(transfer, ""),
        exponent=_EXPONENTS.get(transfer, 0.0) if full_range else 0.0,
    )


def says_nothing(primaries: int, transfer: int) -> bool:
    """Whether code points say that they do not know."""
    return primaries == transfer == UNSPECIFIED


def as_on_screens(transfer: int) -> int:
    """Return the code point by which still pictures mean another.

    Encoders made for films write television's curve for any picture that is not
    HDR; browsers show it by sRGB's curve.
    """
    return 13 if transfer in _TELEVISION else transfer

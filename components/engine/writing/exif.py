"""The resolution as EXIF, for formats without another place for it."""

from fractions import Fraction
from typing import Final

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from components.engine.resolution import Resolution

_ACROSS, _DOWN, _UNIT = 282, 283, 296
_NO_UNIT: Final = 1
_INCH: Final = 2


def exif_of(resolution: Resolution | None) -> bytes:
    """Return an EXIF block that holds a resolution and nothing else.

    Parameters
    ----------
    resolution : Resolution or None
        None gives no block.

    Returns
    -------
    bytes
        In pixels an inch, which all readers know: a whole number where that is what
        the meter's came from, else a fraction. A reader finds the same resolution.

    References
    ----------
    TIFF 6.0, section 8; CIPA DC-008 (Exif 3.0), 4.6.5.
    """
    if resolution is None:
        return b""
    block = Image.Exif()
    if resolution.metric:
        across, down = resolution.per_inch
        block[_UNIT] = _INCH
    else:
        across, down = Fraction(resolution.across), Fraction(resolution.down)
        block[_UNIT] = _NO_UNIT
    block[_ACROSS] = IFDRational(across.numerator, across.denominator)
    block[_DOWN] = IFDRational(down.numerator, down.denominator)
    return block.tobytes()

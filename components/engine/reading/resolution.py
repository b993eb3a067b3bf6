"""The resolution that a file asks to be printed in."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from PIL import Image, ImageFile, TiffImagePlugin

from components.engine.reading.attempt import attempt
from components.engine.reading.orientation import MAX_EXIF
from components.engine.resolution import (
    Resolution,
    per_centimeter,
    per_inch,
    shape_only,
)

# Tags of TIFF 6.0, section 8, which EXIF has taken over, and the units by number.
# Where none is named, it is the inch.
_ACROSS, _DOWN, _UNIT = 282, 283, 296
_INCH: Final = 2
_UNITS: Final[Mapping[object, Callable[[Fraction, Fraction], Resolution]]] = {
    1: shape_only,
    _INCH: per_inch,
    3: per_centimeter,
}
_JFIF_UNITS: Final[Mapping[object, Callable[[Fraction, Fraction], Resolution]]] = {
    0: shape_only,
    1: per_inch,
    2: per_centimeter,
}
# Headers of BMP from here on have it (BITMAPINFOHEADER).
_BMP_HEADER: Final = 40


def resolution_of(
    image: ImageFile.ImageFile, data: bytes, orientation: int
) -> Resolution | None:
    """Return the resolution of a picture, as it is once it is upright.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        The picture.
    data : bytes
        The whole file.
    orientation : int
        EXIF orientation, 1 to 8, also where it is applied already.

    Returns
    -------
    Resolution or None
        What the format itself has room for (PNG, JPEG, TIFF, BMP), else what stands
        in the camera's note (EXIF); None if nothing tells, or nothing sensible.

    References
    ----------
    PNG (W3C, third edition), 11.3.4.3; JFIF 1.02, "JFIF syntax"; TIFF 6.0, section 8;
    CIPA DC-008 (Exif 3.0), 4.6.5; Microsoft, BITMAPINFOHEADER.
    """
    own = attempt(lambda: _own(image, data), None)
    noted = attempt(lambda: _noted(image), None)
    # A square of no known size says less than a camera's note.
    weak = own is None or (own.square and not own.metric)
    found = noted if weak and noted is not None else own
    return found.turned if found is not None and orientation >= 5 else found


def _own(image: ImageFile.ImageFile, data: bytes) -> Resolution | None:
    """Return what the format itself says."""
    if image.format == "PNG":
        return png_resolution(image)
    if image.format in ("JPEG", "MPO"):
        return _jfif(image)
    if image.format == "BMP":
        return _bmp(data)
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return _tagged(image.tag_v2)
    return None


def png_resolution(image: Image.Image) -> Resolution | None:
    """Return the pHYs of a PNG that Pillow has opened."""
    if "dpi" in image.info:
        # Pillow's floats are its whole numbers times 0.0254.
        across, down = (round(each / 0.0254) for each in image.info["dpi"])
        return Resolution(across, down)
    if "aspect" in image.info:
        across, down = image.info["aspect"]
        return Resolution(across, down, metric=False)
    return None


def _jfif(image: ImageFile.ImageFile) -> Resolution | None:
    if "jfif_density" not in image.info:
        return None
    across, down = map(Fraction, image.info["jfif_density"])
    found = _JFIF_UNITS[image.info["jfif_unit"]](across, down)
    # 1 : 1 of no unit is what writers put that have nothing to say.
    return None if found == Resolution(1, 1, metric=False) else found


def _bmp(data: bytes) -> Resolution | None:
    if int.from_bytes(data[14:18], "little") < _BMP_HEADER:
        return None
    across, down = (
        int.from_bytes(data[at : at + 4], "little", signed=True) for at in (38, 42)
    )
    return Resolution(across, down)


def _noted(image: ImageFile.ImageFile) -> Resolution | None:
    """Return what EXIF says."""
    if len(image.info.get("exif") or b"") > MAX_EXIF:
        return None
    return _tagged(image.getexif())


def _tagged(tags: Mapping[int, object]) -> Resolution | None:
    if _ACROSS not in tags or _DOWN not in tags:
        return None
    unit = _UNITS[tags.get(_UNIT, _INCH)]
    return unit(_exact(tags[_ACROSS]), _exact(tags[_DOWN]))


def _exact(value: object) -> Fraction:
    """Return Pillow's number as a fraction; raises for 1/0 and for text."""
    if isinstance(value, TiffImagePlugin.IFDRational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, int | float):
        return Fraction(value)
    raise TypeError(f"{value!r} is no number")

"""How long reading a picture will take, told by its header.

A decoder's time grows with the pixels and, for coded data, with the bytes. The
speeds are those of one core of a common server, with the color profile applied and
the picture turned; ``python -m tests.fuzz worst`` measures them again.
"""

from typing import Final

from PIL import ImageFile

from components.engine.reading.formats import SHOWN
from components.engine.reading.limits import MEGABYTE, MEGAPIXEL, Limits
from components.engine.reading.sixteen_bit import is_sixteen_bit_color

# Seconds for a million pixels, and for a megabyte of the file.
SPEEDS: Final = {
    "PNG": (0.030, 0.012),
    "PNG of 16 bits": (0.050, 0.022),
    "JPEG": (0.030, 0.020),
    "progressive JPEG": (0.042, 0.036),
    "TIFF": (0.030, 0.012),
    "TIFF in LZMA": (0.030, 0.045),
    "WEBP": (0.042, 0.025),
    "GIF": (0.020, 0.010),
    "BMP": (0.020, 0.010),
    "AVIF": (0.045, 0.045),
    "HEIF": (0.037, 0.085),
    "HEIF with alpha": (0.047, 0.085),
}
# What four inks take on top of three colors, for a million pixels.
INKS: Final = 0.030


def expected_seconds(image: ImageFile.ImageFile, raw: str, file_bytes: int) -> float:
    """Return how many seconds reading a picture is expected to take.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        Opened and not loaded.
    raw : str
        Its raw mode, as `raw_mode` returned it.
    file_bytes : int
        Size of the file.
    """
    pixel, byte = SPEEDS[_way(image, raw)]
    pixel += INKS if image.mode == "CMYK" else 0
    megapixels = image.width * image.height / MEGAPIXEL
    return pixel * megapixels + byte * file_bytes / MEGABYTE


def check_time(
    image: ImageFile.ImageFile, kind: str, raw: str, file_bytes: int, limits: Limits
) -> None:
    """Raise ImageTooLargeError if reading is expected to take too long."""
    name = SHOWN.get(kind, kind)
    megapixels = image.width * image.height / MEGAPIXEL
    size = f"{megapixels:,.1f} million pixels in {file_bytes / MEGABYTE:,.1f} MB"
    seconds = expected_seconds(image, raw, file_bytes)
    limits.check_seconds(seconds, f"this {name} of {size}")


def _way(image: ImageFile.ImageFile, raw: str) -> str:
    """Return which of the speeds is that of a picture."""
    kind = image.format or ""
    if kind == "PNG" and is_sixteen_bit_color(raw):
        return "PNG of 16 bits"
    if kind in ("JPEG", "MPO"):
        return "progressive JPEG" if image.info.get("progressive") else "JPEG"
    if kind == "TIFF" and image.info.get("compression") == "lzma":
        return "TIFF in LZMA"
    if kind == "HEIF" and image.mode == "RGBA":
        return "HEIF with alpha"
    return kind

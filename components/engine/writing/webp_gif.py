"""Quantized pictures as WebP and as GIF."""

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.drawing.quantize import QuantizedImage
from components.engine.writing.exif import exif_of
from components.engine.writing.half_solid import half_solid

WEBP_SIDE: Final = 16383
"""Most pixels a side that WebP can hold (RFC 9649)."""

# libwebp's usual diligence takes some ten seconds for 12 megapixels; large pictures
# are written quickly, and some 10 % larger.
_DILIGENT_PIXELS = 4_000_000
_DILIGENT = {"method": 4, "quality": 80}
_QUICK = {"method": 0, "quality": 20}


def colored(quantized: QuantizedImage) -> NDArray[np.uint8]:
    """Pixels of its file, of shape (H, W, 3), or 4 with opacity."""
    rgb = quantized.written[quantized.indices]
    if quantized.alpha is None:
        return rgb
    return np.dstack([rgb, quantized.alpha])


def encode_webp(quantized: QuantizedImage) -> bytes:
    """Write a quantized picture as lossless WebP.

    Parameters
    ----------
    quantized : QuantizedImage
        The picture, at most 16,383 pixels a side.

    Returns
    -------
    bytes
        A WebP file. Every visible pixel decodes to its color and opacity; the
        color of invisible ones is left to the encoder. It has the picture's
        resolution, if that is known, as EXIF: the format has no other room for it.

    Raises
    ------
    ValueError
        If the picture is longer or wider than WebP can hold.
    """
    height, width = quantized.indices.shape
    if max(height, width) > WEBP_SIDE:
        raise ValueError(
            f"{width:,} × {height:,} pixels; WebP holds {WEBP_SIDE:,} a side."
        )
    diligence = _DILIGENT if height * width <= _DILIGENT_PIXELS else _QUICK
    file = io.BytesIO()
    picture = Image.fromarray(colored(quantized))
    exif = exif_of(quantized.resolution)
    picture.save(file, "WEBP", lossless=True, exif=exif, **diligence)
    return file.getvalue()


def encode_gif(quantized: QuantizedImage) -> bytes:
    """Write a quantized picture as GIF.

    A GIF's pixel is visible or not. Pixels that are at least half solid become
    solid, the others invisible.

    Parameters
    ----------
    quantized : QuantizedImage
        The picture. At most 255 colors if it has transparency.

    Returns
    -------
    bytes
        A GIF file. Every visible pixel decodes to its color.

    Raises
    ------
    ValueError
        If colors and transparency need more than 256 entries.
    """
    hidden = ~half_solid(quantized)
    used = np.bincount(quantized.indices[~hidden], minlength=len(quantized.palette)) > 0
    entries, free = int(used.sum()), bool(hidden.any())
    if entries + free > 256:
        raise ValueError(f"{entries} colors and transparency; a GIF holds 256.")
    place = np.zeros(256, np.uint8)
    place[: used.size][used] = np.arange(entries)
    pixels = place[quantized.indices]
    pixels[hidden] = entries & 255
    colors = quantized.written[used].tobytes() + (b"\0\0\0" if free else b"")
    picture = Image.fromarray(pixels)
    picture.putpalette(colors)
    file = io.BytesIO()
    # Pillow would write the entries anew and could put two of one color together.
    options = {"optimize": False, "interlace": 0}
    if free:
        options["transparency"] = entries
    picture.save(file, "GIF", **options)
    return file.getvalue()

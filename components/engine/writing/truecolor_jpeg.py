"""Two ways to save few colors that throw away what was gained, to warn of them."""

import io
from typing import Final

import numpy as np
from PIL import Image

from components.engine.clustering.colors import count_colors
from components.engine.drawing.quantize import QuantizedImage
from components.engine.source import SourceImage
from components.engine.writing.png_writer import encode_lossless_png
from components.engine.writing.webp_gif import colored

JPEG_QUALITY: Final = 90


def encode_truecolor(quantized: QuantizedImage) -> bytes:
    """Write a quantized picture as a PNG of 24 bits a pixel.

    The pixels are right, and take room as if there were millions of colors.
    """
    rgb = quantized.written[quantized.indices]
    image = SourceImage(rgb, quantized.alpha, "PNG", 0, resolution=quantized.resolution)
    return encode_lossless_png(image)


def encode_jpeg(quantized: QuantizedImage) -> bytes:
    """Write a quantized picture as JPEG of quality 90, on white where it is clear.

    JPEG stores waves of light instead of colors: around every edge they bring back
    colors that the palette does not have.
    """
    pixels = colored(quantized)
    if quantized.alpha is not None:
        solid = quantized.alpha[..., None].astype(np.uint16)
        mixed = pixels[..., :3] * solid + 255 * (255 - solid)
        pixels = ((mixed + 127) // 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=JPEG_QUALITY)
    return file.getvalue()


def count_colors_of(file: bytes) -> int:
    """Decode a picture file of ours and count its different colors."""
    with Image.open(io.BytesIO(file)) as picture:
        rgb = np.asarray(picture.convert("RGB"))
    return len(count_colors(SourceImage(rgb, None, "", 0)))

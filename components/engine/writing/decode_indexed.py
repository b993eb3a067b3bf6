"""From the PNG of few colors back to the quantized picture.

What is made from the PNG that people see and download shows the same pixels,
however they were drawn, and nobody has to keep a second copy of them.
"""

import io
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.clustering.colors import count_colors
from components.engine.drawing.nearest import weigh_labels
from components.engine.drawing.quantize import PNG_ENTRIES, QuantizedImage, quantize
from components.engine.reading.image import read_image
from components.engine.reading.resolution import png_resolution
from components.engine.source import SourceImage


def decode_indexed(png: bytes) -> QuantizedImage:
    """Read a file of `encode_png`, or another PNG of few colors.

    Parameters
    ----------
    png : bytes
        The whole file.

    Returns
    -------
    QuantizedImage
        The same visible pixels. The palette holds the colors of an indexed PNG, each
        once, in the order of the file's entries; of another, those in use.

    Raises
    ------
    ValueError
        If the PNG is not indexed and has more than 256 colors.
    """
    with Image.open(io.BytesIO(png)) as picture:
        if picture.mode != "P":
            return _from_pixels(read_image(png))
        entries = np.asarray(picture)
        colors = np.array(picture.getpalette("RGB"), np.uint8).reshape(-1, 3)
        opacity = _opacity(picture.info.get("transparency", b""), len(colors))
        resolution = png_resolution(picture)
    rank, palette = _distinct(colors)
    indices = rank[entries]
    solid = bool((opacity == 255).all())
    alpha = None if solid else opacity[entries]
    seen = indices if alpha is None else indices[alpha > 0]
    counts = np.bincount(seen.reshape(-1), minlength=len(palette)).astype(np.int64)
    steps = np.unique(opacity[(opacity > 0) & (opacity < 255)]).size
    drawn = QuantizedImage(
        indices, palette, counts, alpha, steps, resolution=resolution
    )
    if alpha is None:
        return drawn
    weights = weigh_labels(indices.reshape(-1), alpha.reshape(-1), len(palette))
    return replace(drawn, weights=weights)


def _from_pixels(image: SourceImage) -> QuantizedImage:
    """Draw a picture of few colors in all of them."""
    colors = count_colors(image).colors
    if len(colors) > PNG_ENTRIES:
        raise ValueError(f"{len(colors)} colors; an indexed PNG holds {PNG_ENTRIES}.")
    return quantize(image, colors.astype(np.float64))


def _opacity(told: bytes | int, entries: int) -> NDArray[np.uint8]:
    """Opacity of each entry; Pillow tells of a single clear one by its number."""
    opacity = np.full(entries, 255, np.uint8)
    if isinstance(told, int):
        opacity[told] = 0
    else:
        opacity[: len(told)] = list(told)
    return opacity


def _distinct(colors: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Place of each entry among the distinct colors, and these, as first met."""
    found: dict[bytes, int] = {}
    place = [found.setdefault(each.tobytes(), len(found)) for each in colors]
    palette = np.frombuffer(b"".join(found), np.uint8).reshape(-1, 3)
    return np.array(place, np.uint8), palette

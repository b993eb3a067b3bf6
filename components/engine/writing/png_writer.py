"""Pictures to the bytes of a file."""

from typing import Literal

import deflate
import numpy as np
from numpy.typing import NDArray

from components.engine import machine_code
from components.engine.drawing.quantize import QuantizedImage
from components.engine.png.bit_packing import bit_depth, pack_rows
from components.engine.png.chunks import indexed_png, truecolor_png, with_resolution
from components.engine.png.deflating import compress
from components.engine.png.filters import filtered_least, filtered_left, unfiltered
from components.engine.png.optimize import squeeze
from components.engine.progress import Progress, say_nothing
from components.engine.source import SOLID, SourceImage, read_only

Bytes = NDArray[np.uint8]
Effort = Literal["fast", "best"]

# libdeflate's levels. Indexed pictures of few colors mostly compress best
# unfiltered.
_LEVEL = 6
# Bytes of rows that are compressed side by side with others.
_PIECE = 3_000_000
# A file is hardly anything that is so many times smaller than its rows.
_LITTLE = 100
# The number of the color beside the palette's, while a file is written.
_FILLING = 255
# Truecolor that is only shown is written quickly; as a measure of size it is
# written as any program would.
_TRUECOLOR_LEVEL: dict[Effort, int] = {"fast": 1, "best": 6}


def encode_png(
    quantized: QuantizedImage,
    effort: Effort = "fast",
    report: Progress | None = None,
) -> bytes:
    """Write a quantized picture as an indexed PNG.

    Entries of the file's palette that no pixel uses are left out, and each
    entry takes the fewest bits that tell the rest apart (1, 2, 4 or 8 a pixel).

    Parameters
    ----------
    quantized : QuantizedImage
        The picture.
    effort : {"fast", "best"}
        How long to squeeze; the pixels are the same. "best" tries orders of the
        palette and PNG's filters, see `squeeze`; it takes about a second a
        megapixel.
    report : callable, optional
        Called with the share that is done, 0–1, before and after, if the effort is
        "best". An exception that it raises ends the work.

    Returns
    -------
    bytes
        A PNG file that decodes to exactly the quantized pixels, or to what a device
        is to be sent for them, and has their resolution, if that is known (pHYs). Same
        picture, same bytes.

    Examples
    --------
    >>> drawn = QuantizedImage(np.zeros((1, 1), np.uint8),
    ...                        np.array([[255, 0, 0]], np.uint8), np.array([1]))
    >>> import io
    >>> from PIL import Image
    >>> with Image.open(io.BytesIO(encode_png(drawn))) as picture:
    ...     picture.mode, picture.getpixel((0, 0)), picture.getpalette()
    ('P', 0, [255, 0, 0])
    """
    parts = _file_palette(quantized)
    file = _write(*parts)
    if effort == "best":
        tell = report or say_nothing
        tell(0.0)
        # For pictures of a few bytes, and noise, the usual way can be the shortest.
        file = min(squeeze(*parts), file, key=len)
        tell(1.0)
    return with_resolution(file, quantized.resolution)


def encode_lossless_png(image: SourceImage, effort: Effort = "best") -> bytes:
    """Write a picture's pixels, all colors kept, as a truecolor PNG.

    Parameters
    ----------
    image : SourceImage
        The picture.
    effort : {"fast", "best"}
        "best" is the usual level; "fast" is larger and several times quicker.

    Returns
    -------
    bytes
        A PNG file, RGB, or RGBA where something is transparent, with the picture's
        resolution and no other metadata.
    """
    pixels = image.rgb
    if image.alpha is not None:
        pixels = read_only(np.dstack([image.rgb, image.alpha]))
    height, width, channels = pixels.shape
    ready = machine_code.at_hand()
    filtered = filtered_least if ready else filtered_left
    rows = filtered(pixels.reshape(height, width * channels), channels)
    data = bytes(deflate.zlib_compress(rows, _TRUECOLOR_LEVEL[effort]))
    return with_resolution(truecolor_png(pixels.shape, data), image.resolution)


def _write(entries: Bytes, colors: Bytes, opacity: Bytes) -> bytes:
    bits, (height, width) = bit_depth(len(colors)), entries.shape

    def rows(some: slice) -> Bytes:
        return unfiltered(pack_rows(entries[some], bits))

    length = height * width * bits // 8
    pieces = max(1, round(length / _PIECE))
    step = -(-height // pieces)
    parts = [slice(top, top + step) for top in range(0, height, step)]
    data = compress(rows, parts, _LEVEL)
    if pieces > 1 and len(data) * _LITTLE < length:
        # In a drawing with hardly anything in it, each beginning counts; and it takes
        # no time to write it once more.
        data = compress(rows, [slice(height)], _LEVEL)
    return indexed_png(entries.shape, colors, opacity, data)


def _file_palette(
    quantized: QuantizedImage,
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Entry of every pixel, and color and opacity of every entry.

    An entry is a color with an opacity; the least solid come first. All
    invisible pixels share one entry. What is set aside and drawn all the same has the
    last one.
    """
    opacity = quantized.alpha
    if opacity is None:
        return _solid_file_palette(quantized)
    pairs = opacity.astype(np.uint16) << 8 | quantized.indices
    hidden = opacity == 0
    pairs[hidden] = np.argmax(quantized.counts)
    palette = quantized.written
    if quantized.filling is not None:
        # There is room: with a filling, a palette has 254 colors at most.
        pairs[quantized.filling.mask] = SOLID << 8 | _FILLING
        palette = np.zeros((_FILLING + 1, 3), np.uint8)
        palette[: len(quantized.written)] = quantized.written
        palette[_FILLING] = quantized.filling.color
    used = np.flatnonzero(np.bincount(pairs.reshape(-1), minlength=1))
    rank = np.zeros(1 << 16, dtype=np.uint8)
    rank[used] = np.arange(used.size)
    colors = palette[used & 255]
    return rank[pairs], colors, (used >> 8).astype(np.uint8)


def _solid_file_palette(quantized: QuantizedImage) -> tuple[Bytes, Bytes, Bytes]:
    """Do the same where every pixel is solid, in a fraction of the time."""
    used = np.flatnonzero(quantized.counts)
    entries = quantized.indices
    if used.size < len(quantized.palette):
        rank = np.zeros(256, dtype=np.uint8)
        rank[used] = np.arange(used.size)
        entries = rank[entries]
    return entries, quantized.written[used], np.full(used.size, 255, np.uint8)

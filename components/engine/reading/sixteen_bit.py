"""Pictures of 16 bits a channel, rounded instead of cut to 8.

Pillow has no such color picture: it keeps the upper byte of every sample and
drops the lower one. Asked a second time for the other byte order, it keeps
the lower one, and both together are the full sample.
"""

import sys
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from components.engine.reading.bands import each_band
from components.engine.reading.decode import load_pixels, open_picture
from components.engine.reading.limits import Limits

Encode = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_OTHER: Final = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}
_COLOR: Final = ("RGB;16", "RGBA;16", "RGBX;16")
_GRAY_ALPHA: Final = "LA;16B"


def is_sixteen_bit_color(raw: str) -> bool:
    """Whether a raw mode is one whose lower bytes Pillow drops."""
    return raw == _GRAY_ALPHA or raw[:-1] in _COLOR


def load_sixteen_bit(
    image: ImageFile.ImageFile,
    data: bytes,
    kind: str,
    raw: str,
    limits: Limits,
    encode: Encode | None = None,
) -> Image.Image:
    """Decode 16 bits a channel and round them to 8.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        The picture, opened and not loaded.
    data : bytes
        The file it came from.
    kind : str
        Name of its decoder.
    raw : str
        Its raw mode, one that `is_sixteen_bit_color` accepts.
    limits : Limits
        What is too large.
    encode : callable, optional
        What is done to color, as fractions of 0–1, before it is rounded.

    Returns
    -------
    PIL.Image.Image
        Mode "RGB", "RGBA" or "LA". A transparent color of the file has become
        alpha: it is compared before the rounding would blur it.
    """
    table = None if encode is None else _table(encode)
    if raw == _GRAY_ALPHA:
        # Four bytes a pixel, which pass through unchanged as if they were RGBA.
        _set_raw_mode(image, "RGBA")
        load_pixels(image, limits)
        return _merge_gray(image, table)
    lower = open_picture(data, kind, limits)
    _set_raw_mode(lower, raw[:-1] + _OTHER[raw[-1]])
    load_pixels(lower, limits)
    load_pixels(image, limits)
    return _merge(image, lower, image.info.get("transparency"), table)


def _set_raw_mode(image: ImageFile.ImageFile, raw: str) -> None:
    """Make Pillow unpack the same bytes in another way."""
    image.tile = [
        tile._replace(
            args=(raw, *tile.args[1:]) if isinstance(tile.args, tuple) else raw
        )
        for tile in image.tile
    ]


def _table(encode: Encode) -> NDArray[np.uint8]:
    """Return what each of the 65536 samples becomes."""
    encoded = encode(np.arange(65536) / 65535)
    levels: NDArray[np.uint8] = np.rint(255 * encoded).astype(np.uint8)
    return levels


def _merge(
    upper: Image.Image,
    lower: Image.Image,
    key: object,
    table: NDArray[np.uint8] | None,
) -> Image.Image:
    """Join the bytes of every sample, round, and apply the transparent color."""
    keyed = upper.mode == "RGB" and isinstance(key, tuple)
    channels = len(upper.getbands())
    pixels = np.empty((upper.height, upper.width, channels + keyed), np.uint8)
    for (rows, first), (_, second) in zip(
        each_band(upper), each_band(lower), strict=True
    ):
        high, low = np.asarray(first), np.asarray(second)
        pixels[rows, :, :channels] = round_to_eight(high, low)
        if table is not None:
            pixels[rows, :, :3] = table[_whole(high[..., :3], low[..., :3])]
        if keyed:
            same = (high == np.asarray(key) >> 8) & (low == np.asarray(key) & 255)
            pixels[rows, :, 3] = np.where(same.all(axis=-1), 0, 255)
    return Image.fromarray(pixels)


def _merge_gray(
    bytes_as_rgba: Image.Image, table: NDArray[np.uint8] | None
) -> Image.Image:
    """Join upper and lower byte of gray and alpha, four channels to two."""
    pixels = np.empty((bytes_as_rgba.height, bytes_as_rgba.width, 2), np.uint8)
    for rows, band in each_band(bytes_as_rgba):
        both = np.asarray(band)
        pixels[rows] = round_to_eight(both[..., 0::2], both[..., 1::2])
        if table is not None:
            pixels[rows, :, 0] = table[_whole(both[..., 0], both[..., 1])]
    return Image.fromarray(pixels)


def _whole(high: NDArray[np.uint8], low: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return the full samples."""
    whole = high.astype(np.uint16)
    whole *= 256
    whole += low
    return whole


def round_to_eight(
    high: NDArray[np.uint8], low: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Return samples of 0–65535 as the nearest of 0–255, that is v / 257.

    The upper byte is that already, give or take one: v = 256 high + low
    = 257 high + (low - high), and no difference of bytes reaches 257.

    Examples
    --------
    >>> samples = np.array([0, 128, 129, 0xFF00, 0xFFFF])
    >>> round_to_eight((samples >> 8).astype(np.uint8), samples.astype(np.uint8))
    array([  0,   0,   1, 254, 255], dtype=uint8)
    """
    rest = low.astype(np.int16) - high
    return high + (rest > 128).astype(np.uint8) - (rest < -128).astype(np.uint8)

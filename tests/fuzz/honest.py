"""The largest pictures that are read, of every format, as programs save them.

Each has as many pixels as are allowed; noise makes some of them as many bytes, too.
Most lie on their side and have a color profile, which is work of its own.
"""

import io
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageFile

from tests.engine.files import ADAM7, chunk
from tests.engine.icc import WIDE, cmyk_profile, rgb_profile
from tests.fuzz.hostile.pngs import header
from tests.fuzz.sizes import HEIGHT, MOST_BYTES, WIDTH

pillow_heif.register_heif_opener()

Bytes = NDArray[np.uint8]
_PRINT = cmyk_profile((54.0, 81.0, 70.0))


@cache
def photo(noise: int) -> Bytes:
    """Return soft light with so many levels of noise; 256 is nothing but noise."""
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.uint16)
    light = np.stack([x // 40, y // 25, (x + y) // 80], -1).astype(np.uint8)
    if noise < 2:
        return light
    grain = random.integers(0, noise, light.shape, np.uint8)
    return np.minimum(light, 255 - noise % 256) + grain if noise < 256 else grain


def see_through(rgb: Bytes) -> Bytes:
    """Return the same with soft opacity."""
    return np.dstack([rgb, rgb[..., 0] // 2 + 100])


def file(pixels: Bytes | Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401
    """Return a file of a picture that lies on its side and has a profile."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    note = Image.Exif()
    note[0x0112] = 6
    profile = _PRINT if image.mode == "CMYK" else rgb_profile(WIDE)
    out = io.BytesIO()
    extra = {"exif": note.tobytes(), "icc_profile": profile}
    usual = ImageFile.MAXBLOCK
    ImageFile.MAXBLOCK = 2 * MOST_BYTES  # it writes a progressive JPEG in one go
    try:
        image.save(out, kind, **{**extra, **options})
    finally:
        ImageFile.MAXBLOCK = usual
    return out.getvalue()


def cmyk(noise: int) -> Image.Image:
    """Return a picture in four inks."""
    return Image.fromarray(photo(noise)).convert("CMYK")


def png16(color_type: int, channels: int, interlaced: bool) -> bytes:
    """Return a PNG of 16 bits a channel, which fit into the file."""
    light = np.concatenate([photo(1), photo(1)], 2)[..., :channels].astype(">u2")
    samples = light * 201 + (photo(3)[..., :1] & 1)
    passes = ADAM7 if interlaced else ((0, 0, 1, 1),)
    packer = zlib.compressobj(1)
    packed = []
    for top, left, down, across in passes:
        part = samples[top::down, left::across]
        rows = part.reshape(len(part), -1).astype(">u2").view(np.uint8)
        lines = np.concatenate([np.zeros((len(rows), 1), np.uint8), rows], 1)
        packed.append(packer.compress(lines.tobytes()))
    data = b"".join(packed) + packer.flush()
    profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(rgb_profile(WIDE)))
    whole = header(color_type, 16, interlaced) + profile + chunk(b"IDAT", data)
    return whole + chunk(b"IEND", b"")


def png_of(pixels: Bytes, mode: str | None = None, **options: Any) -> bytes:  # noqa: ANN401
    """Return a PNG, compressed as fast as can be."""
    image = Image.fromarray(pixels)
    image = image.convert(mode) if mode else image
    return file(image, "PNG", compress_level=1, **options)


def heic(pixels: Bytes, quality: int, **options: Any) -> bytes:  # noqa: ANN401
    """Return a HEIC, encoded as fast as can be."""
    fast = {"preset": "ultrafast"}
    return file(pixels, "HEIF", quality=quality, enc_params=fast, **options)


def deep_heic() -> bytes:
    """Return a HEIC of 10 bits a channel."""
    deep = photo(4).astype(np.uint16) << 8
    made = pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), deep.tobytes())
    out = io.BytesIO()
    made.save(out, quality=60, enc_params={"preset": "ultrafast"})
    return out.getvalue()


def deep_avif(bits: int) -> bytes:
    """Return an AVIF of 10 or 12 bits a channel, as OpenCV writes it."""
    deep = photo(4).astype(np.uint16) << bits - 8
    options = [cv2.IMWRITE_AVIF_DEPTH, bits, cv2.IMWRITE_AVIF_SPEED, 10]
    done, out = cv2.imencode(".avif", deep, [*options, cv2.IMWRITE_AVIF_QUALITY, 75])
    return out.tobytes() if done else b""


def tiff(pixels: Bytes | Image.Image, compression: str) -> bytes:
    """Return a TIFF."""
    return file(pixels, "TIFF", compression=compression)


def part(pixels: Bytes, share: float) -> Bytes:
    """Return the upper part of a picture whose file would be too large."""
    return pixels[: int(len(pixels) * share)]


def floats() -> Image.Image:
    """Return fractions without a known white, in a TIFF of 32 bits."""
    return Image.fromarray(photo(1)[..., 0].astype(np.float32) * 3.7)


def animated(kind: str, **options: Any) -> bytes:  # noqa: ANN401
    """Return an animation of three large frames."""
    frames = [Image.fromarray(np.roll(photo(1), 99 * n, 0)) for n in (1, 2)]
    return file(photo(1), kind, save_all=True, append_images=frames, **options)


CASES: dict[str, Callable[[], bytes]] = {
    "PNG": lambda: png_of(photo(1)),
    "PNG, noise": lambda: png_of(part(photo(8), 0.62)),
    "PNG with alpha": lambda: png_of(see_through(photo(1))),
    "PNG, palette": lambda: png_of(photo(1)[..., 0], "P", transparency=3),
    "PNG, 1 bit": lambda: png_of(photo(256)[..., 0], "1"),
    "PNG, gray of 16 bits": lambda: png16(0, 1, False),
    "PNG of 16 bits": lambda: png16(2, 3, False),
    "PNG of 16 bits with alpha": lambda: png16(6, 4, False),
    "PNG of 16 bits with alpha, interlaced": lambda: png16(6, 4, True),
    "JPEG": lambda: file(photo(24), "JPEG", quality=95),
    "JPEG, noise": lambda: file(photo(256), "JPEG", quality=74, subsampling=0),
    "JPEG, progressive": lambda: file(
        photo(24), "JPEG", quality=95, progressive=True, subsampling=0
    ),
    "JPEG, progressive, noise": lambda: file(
        photo(256), "JPEG", quality=80, progressive=True, subsampling=0
    ),
    "JPEG, CMYK": lambda: file(cmyk(24), "JPEG", quality=92),
    "JPEG, CMYK, progressive": lambda: file(
        cmyk(24), "JPEG", quality=92, progressive=True
    ),
    "JPEG, CMYK, progressive, noise": lambda: file(
        cmyk(256), "JPEG", quality=60, progressive=True
    ),
    "TIFF, LZW": lambda: tiff(photo(1), "tiff_lzw"),
    "TIFF, deflate": lambda: tiff(photo(1), "tiff_adobe_deflate"),
    "TIFF, deflate, noise": lambda: tiff(part(photo(8), 0.6), "tiff_adobe_deflate"),
    "TIFF, JPEG": lambda: tiff(photo(24), "jpeg"),
    "TIFF, Zstandard, noise": lambda: tiff(part(photo(8), 0.5), "zstd"),
    "TIFF, LZMA, noise": lambda: tiff(part(photo(8), 0.75), "lzma"),
    "TIFF, PackBits": lambda: tiff(photo(1)[..., 1], "packbits"),
    "TIFF, CCITT": lambda: tiff(Image.fromarray(photo(256)[..., 0] > 250), "group4"),
    "TIFF, CMYK": lambda: tiff(cmyk(1), "tiff_adobe_deflate"),
    "TIFF, fractions": lambda: tiff(floats(), "tiff_adobe_deflate"),
    "TIFF, gray of 16 bits": lambda: tiff(
        Image.fromarray(photo(1)[..., 0].astype(np.uint16) * 200), "tiff_lzw"
    ),
    "GIF": lambda: file(Image.fromarray(photo(1)).quantize(256), "GIF"),
    "GIF, noise": lambda: file(part(photo(200)[..., 0], 0.95), "GIF"),
    "BMP, 8 bits": lambda: file(photo(1)[..., 0], "BMP"),
    "WebP": lambda: file(photo(24), "WEBP", quality=80, method=0),
    "WebP, noise": lambda: file(photo(256), "WEBP", quality=80, method=0),
    "WebP with alpha": lambda: file(
        see_through(photo(24)), "WEBP", quality=80, method=0
    ),
    "WebP, lossless": lambda: file(
        see_through(photo(1)), "WEBP", lossless=True, quality=0, method=0
    ),
    "WebP, lossless, noise": lambda: file(
        part(see_through(photo(8)), 0.66), "WEBP", lossless=True, quality=0, method=0
    ),
    "WebP, animated": lambda: animated("WEBP", quality=80, method=0),
    "AVIF": lambda: file(photo(24), "AVIF", quality=75, speed=10),
    "AVIF, 4:4:4, with alpha": lambda: file(
        see_through(photo(4)), "AVIF", quality=90, speed=10, subsampling="4:4:4"
    ),
    "AVIF, noise": lambda: file(
        photo(256), "AVIF", quality=75, speed=10, subsampling="4:4:4"
    ),
    "AVIF of 10 bits": lambda: deep_avif(10),
    "AVIF of 12 bits": lambda: deep_avif(12),
    "HEIC": lambda: heic(photo(4), 60),
    "HEIC in tiles": lambda: heic(photo(4), 60, tile_size=512),
    "HEIC with alpha": lambda: heic(see_through(photo(4)), 60),
    "HEIC of 10 bits": deep_heic,
    "HEIC, noise": lambda: heic(photo(24), 60),
    "HEIC in tiles, noise": lambda: heic(photo(24), 80, tile_size=512),
}

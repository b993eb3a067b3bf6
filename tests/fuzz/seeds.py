"""Good files of every format that is read, to be damaged."""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from tests.engine.files import chunk, f_shape, gif_header, png, saved
from tests.engine.icc import WIDE, cmyk_profile, gray_profile, rgb_profile
from tests.engine.telling import (
    ADOBE_PRIMARIES,
    boxed,
    chrm,
    cicp,
    flat_png,
    gama,
    nclx,
    noted,
    notes,
)
from tests.pictures import photo

pillow_heif.register_heif_opener()
MOST_BYTES = 300_000
_ADOBE = notes(65535, "R03", ADOBE_PRIMARIES, 2.2)


@cache
def seeds() -> dict[str, bytes]:
    """Return files made here, and those of the folder in KCOLORS_CORPUS."""
    return {**_lossless(), **_coded(), **_boxed(), **_corpus()}


def _note() -> bytes:
    block = Image.Exif()
    block[0x0112] = 6
    return block.tobytes()


def _pictures() -> tuple[Image.Image, Image.Image, list[Image.Image]]:
    """Return a picture, the same with soft opacity, and more frames."""
    picture = Image.fromarray(photo(96, 64))
    soft = picture.copy()
    soft.putalpha(Image.linear_gradient("L").resize(picture.size))
    return picture, soft, [picture.rotate(90), picture.rotate(180)]


def _lossless() -> dict[str, bytes]:
    picture, soft, more = _pictures()
    notes = {"exif": _note(), "icc_profile": rgb_profile(WIDE)}
    wide = np.random.default_rng(1).integers(0, 65536, (20, 30, 4)).astype(np.uint16)
    deep = Image.fromarray(wide[..., 0])
    gray = picture.convert("L")
    frames = {"save_all": True, "append_images": more}
    files = {
        "PNG": saved(soft, "PNG", **notes),
        "palette PNG": saved(picture.quantize(16), "PNG", transparency=3, bits=4),
        "gray PNG": saved(gray, "PNG", icc_profile=gray_profile(1.8)),
        "PNG of 16 bits": png(wide, 6, 16),
        "PNG of a color key": png(wide[..., :3], 2, 16, chunk(b"tRNS", bytes(6))),
        "animated PNG": saved(picture, "PNG", **frames),
        "GIF": saved(picture, "GIF", **frames),
        "GIF not covered": gif_header(40, 30, (5, 5, 1, 1)),
        "PNG of a gamma": png(wide, 6, 16, gama(60_000) + chrm(ADOBE_PRIMARIES)),
        "PNG of code points": flat_png((9, 90, 200), cicp(9, 16)),
        "TIFF of Adobe RGB": noted((9, 90, 200), "TIFF", _ADOBE),
        "BMP": saved(picture, "BMP"),
        "palette BMP": saved(picture.quantize(16), "BMP"),
        "TIFF": saved(picture, "TIFF", **frames, **notes),
        "TIFF of 16 bits": saved(deep, "TIFF", compression="tiff_adobe_deflate"),
        "CMYK TIFF": saved(
            picture.convert("CMYK"), "TIFF", icc_profile=cmyk_profile((50, 9, 9))
        ),
        "TIFF of fractions": saved(gray.convert("F"), "TIFF", compression="tiff_lzw"),
        "big TIFF": saved(picture, "TIFF", big_tiff=True),
    }
    for way in ("tiff_lzw", "tiff_adobe_deflate", "jpeg", "zstd", "lzma", "packbits"):
        files[f"TIFF, {way}"] = saved(picture, "TIFF", compression=way, **notes)
    for way in ("group3", "group4", "tiff_ccitt"):
        files[f"TIFF, {way}"] = saved(gray.convert("1"), "TIFF", compression=way)
    return files


def _coded() -> dict[str, bytes]:
    picture, soft, more = _pictures()
    notes = {"exif": _note(), "icc_profile": rgb_profile(WIDE)}
    frames = {"save_all": True, "append_images": more}
    return {
        "JPEG": saved(picture, "JPEG", **notes),
        "JPEG of Adobe RGB": noted((9, 90, 200), "JPEG", _ADOBE),
        "progressive JPEG": saved(picture, "JPEG", progressive=True, **notes),
        "CMYK JPEG": saved(picture.convert("CMYK"), "JPEG"),
        "gray JPEG": saved(picture.convert("L"), "JPEG", restart_marker_blocks=2),
        "MPO": saved(picture, "MPO", **frames),
        "WebP": saved(picture, "WEBP", **notes),
        "WebP with alpha": saved(soft, "WEBP", **notes),
        "lossless WebP": saved(soft, "WEBP", lossless=True),
        "animated WebP": saved(picture, "WEBP", **frames),
    }


def _boxed() -> dict[str, bytes]:
    picture, soft, more = _pictures()
    notes = {"exif": _note(), "icc_profile": rgb_profile(WIDE)}
    frames = {"save_all": True, "append_images": more}
    large = Image.fromarray(np.tile(f_shape(), (6, 8, 1)))
    return {
        "AVIF": saved(soft, "AVIF", **notes),
        "AVIF, 4:4:4": saved(picture, "AVIF", subsampling="4:4:4"),
        "animated AVIF": saved(picture, "AVIF", **frames),
        "HEIC": saved(soft, "HEIF", **notes),
        "AVIF of code points": boxed("AVIF", (9, 90, 200), nclx(12, 13)),
        "HEIC of code points": boxed("HEIF", (9, 90, 200), nclx(9, 18)),
        "HEIC of several": saved(picture, "HEIF", **frames),
        "HEIC in tiles": saved(large, "HEIF", tile_size=64),
    }


def _corpus() -> dict[str, bytes]:
    folder = os.environ.get("KCOLORS_CORPUS")
    found = sorted(Path(folder).rglob("*")) if folder else []
    return {
        str(path): path.read_bytes()
        for path in found
        if path.is_file() and path.stat().st_size <= MOST_BYTES
    }

"""Whatever the page reads, the recipe reads, to the same pixels.

The script is run where there is nothing but what it names, as far as the picture that
it draws; and so are some notebooks, whose code is the same.
"""

import io
import struct
import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pillow_heif
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image, ImageCms

from components.features import recipe
from tests.engine.files import chunk, png, saved
from tests.engine.icc import ADOBE, SRGB, cmyk_profile, gray_profile, rgb_profile
from tests.features.recipe.running import (
    Kitchen,
    assert_same_result,
    settings_for,
)
from tests.pictures import photo

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Corrupt EXIF")]

pillow_heif.register_heif_opener()

K: Final = 4
WIDTH, HEIGHT = 32, 24

Make = Callable[[], bytes]


def picture(mode: str = "RGB") -> Image.Image:
    """Return a picture of many colors, partly transparent if the mode can be."""
    drawn = Image.fromarray(photo(WIDTH, HEIGHT))
    if mode in ("RGBA", "LA"):
        drawn.putalpha(Image.fromarray(soft()))
    return drawn.convert(mode)


def soft() -> NDArray[np.uint8]:
    """Return opacities of all kinds."""
    alpha = np.full((HEIGHT, WIDTH), 255, np.uint8)
    alpha[3:9, 4:16] = 0
    alpha[12:] = np.linspace(1, 254, WIDTH).astype(np.uint8)
    return alpha


def file(mode: str = "RGB", kind: str = "PNG", **options: Any) -> Make:  # noqa: ANN401
    return lambda: saved(picture(mode), kind, **options)


def deep(channels: int) -> NDArray[np.uint16]:
    """Return numbers of 16 bits, of which the lower byte counts too."""
    rng = np.random.default_rng(channels)
    smooth = np.linspace(500, 65_000, HEIGHT * WIDTH * channels)
    noise = rng.integers(-400, 400, smooth.size)
    return (smooth + noise).astype(np.uint16).reshape(HEIGHT, WIDTH, channels)


def deep_png(color_type: int, channels: int, key: bool = False) -> bytes:
    samples = deep(channels)
    extra = b""
    if key:
        samples[5:9, 5:20] = samples[0, 0]
        samples[5, 5] += 1  # this one only looks the same once it is rounded
        extra = chunk(b"tRNS", struct.pack(f">{channels}H", *samples[0, 0]))
    return png(samples, color_type, 16, extra)


def gray_of_few_bits(bits: int) -> bytes:
    samples = np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH, 1) // 7 % 2**bits
    return png(samples.astype(np.uint8), 0, bits, chunk(b"tRNS", b"\0\1"))


def deep_tiff(channels: int, **options: Any) -> bytes:  # noqa: ANN401
    out = io.BytesIO()
    samples = deep(channels)
    if options.get("planarconfig") == 2:
        samples = np.moveaxis(samples, -1, 0)
    tifffile.imwrite(out, samples, photometric="rgb", **options)
    return out.getvalue()


def numbers(low: float, high: float, kind: type) -> bytes:
    spread = np.linspace(low, high, HEIGHT * WIDTH).reshape(HEIGHT, WIDTH)
    return saved(Image.fromarray(spread.astype(kind)), "TIFF")


def not_all_numbers() -> bytes:
    spread = np.linspace(-3, 9, HEIGHT * WIDTH, dtype=np.float32)
    spread[::50], spread[1::50] = np.nan, np.inf
    return saved(Image.fromarray(spread.reshape(HEIGHT, WIDTH)), "TIFF")


def white_is_zero() -> bytes:
    made = bytearray(saved(Image.fromarray(deep(1)[..., 0]), "TIFF"))
    entry = made.index(struct.pack("<HHI", 262, 3, 1))
    made[entry + 8 : entry + 10] = b"\0\0"
    return bytes(made)


def lab() -> Image.Image:
    srgb, to = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(srgb, to, "RGB", "LAB").apply(picture())


def palette_png(key: bytes | int) -> bytes:
    return saved(picture().quantize(40), transparency=key)


def turned(kind: str, orientation: int, mode: str = "RGB") -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(picture(mode), kind, exif=exif)


def broken_exif() -> bytes:
    return saved(picture(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(40))


def bmp_with_alpha(alpha: NDArray[np.uint8]) -> bytes:
    pixels = np.dstack([photo(WIDTH, HEIGHT), alpha])
    size = WIDTH, -HEIGHT
    header = struct.pack("<IiiHHIIiiII", 108, *size, 1, 32, 3, 0, 0, 0, 0, 0)
    masks = struct.pack("<4I", 0xFF, 0xFF00, 0xFF0000, 0xFF000000)
    start = b"BM" + struct.pack("<IHHI", 0, 0, 0, 122)
    return start + header + masks + bytes(52) + pixels.tobytes()


def animation(kind: str, **options: Any) -> bytes:  # noqa: ANN401
    others = [Image.fromarray(photo(WIDTH, HEIGHT, seed)) for seed in (1, 2)]
    return saved(picture(), kind, save_all=True, append_images=others, **options)


def deep_heic() -> bytes:
    out = io.BytesIO()
    raw = np.ascontiguousarray(np.repeat(np.repeat(deep(3), 4, 0), 4, 1))
    made = pillow_heif.from_bytes("RGB;16", (4 * WIDTH, 4 * HEIGHT), raw.tobytes())
    made.save(out, quality=-1, chroma=444)
    return out.getvalue()


def with_chains(icc: bytes) -> bytes:
    """Return a profile with one more tag, whose name says that it is such a chain."""
    tags = int.from_bytes(icc[128:132], "big")
    end = 132 + 12 * tags
    moved = bytearray(icc[:end])
    for at in range(132, end, 12):
        offset = int.from_bytes(icc[at + 4 : at + 8], "big") + 12
        moved[at + 4 : at + 8] = offset.to_bytes(4, "big")
    moved[128:132] = (tags + 1).to_bytes(4, "big")
    # It points at the copyright: read as a chain, the profile could not be used.
    last = bytes(moved[end - 8 : end])
    whole = bytes(moved) + b"D2B0" + last + icc[end:]
    return len(whole).to_bytes(4, "big") + whole[4:]


_ADOBE = rgb_profile(ADOBE, 2.19921875)
_SWAPPED = rgb_profile((SRGB[1], SRGB[2], SRGB[0]), None)
_INK = cmyk_profile((54.0, 81.0, 70.0))
_GRAY = gray_profile(1.0)
_TIFF: dict[str, Any] = {"kind": "TIFF", "compression": "tiff_lzw"}

ODD: Final[dict[str, Make]] = {
    "gray": file("L"),
    "gray, profile": file("L", icc_profile=_GRAY),
    "gray and opacity": file("LA"),
    "gray and opacity, profile": file("LA", icc_profile=_GRAY),
    "gray and opacity, TIFF, profile": file("LA", **_TIFF, icc_profile=_GRAY),
    "gray of 2 bits, one transparent": partial(gray_of_few_bits, 2),
    "gray of 4 bits, one transparent": partial(gray_of_few_bits, 4),
    "1 bit": file("1"),
    "1 bit, TIFF": file("1", **_TIFF),
    "1 bit, profile": file("1", "TIFF", icc_profile=_GRAY),
    "16 bits of gray": partial(deep_png, 0, 1),
    "16 bits of gray, one transparent": partial(deep_png, 0, 1, key=True),
    "16 bits of gray and opacity": partial(deep_png, 4, 2),
    "16 bits of gray, TIFF, profile": lambda: saved(
        Image.fromarray(deep(1)[..., 0]), "TIFF", icc_profile=_GRAY
    ),
    "16 bits of gray, TIFF, white is zero": white_is_zero,
    "16 bits of color": partial(deep_png, 2, 3),
    "16 bits of color, one transparent": partial(deep_png, 2, 3, key=True),
    "16 bits of color and opacity": partial(deep_png, 6, 4),
    "16 bits of color, TIFF": partial(deep_tiff, 3),
    "16 bits of color, TIFF, big endian": partial(deep_tiff, 3, byteorder=">"),
    "16 bits of color, TIFF, compressed": partial(deep_tiff, 3, compression="zlib"),
    "16 bits of color, TIFF, a plane each": partial(deep_tiff, 3, planarconfig=2),
    "16 bits of color and opacity, TIFF": partial(deep_tiff, 4, extrasamples=[2]),
    "16 bits of color, TIFF, opacity multiplied in": partial(
        deep_tiff, 4, extrasamples=[1]
    ),
    "16 bits of color, TIFF, one more that means nothing": partial(
        deep_tiff, 4, extrasamples=[0]
    ),
    "32 bits of gray, TIFF": partial(numbers, -1000, 99_999, np.int32),
    "fractions from 0 to 1": partial(numbers, 0, 1, np.float32),
    "fractions from 0 to 255": partial(numbers, 0.5, 250, np.float32),
    "fractions, some without a number": not_all_numbers,
    "palette": lambda: saved(picture().quantize(40)),
    "palette, one transparent": partial(palette_png, 3),
    "palette, some soft": partial(palette_png, bytes(range(0, 240, 9))),
    "palette, some soft, profile": lambda: saved(
        picture().quantize(40), transparency=bytes(9), icc_profile=_ADOBE
    ),
    "color and opacity, profile": file("RGBA", icc_profile=_SWAPPED),
    "profile of Adobe RGB, JPEG": file("RGB", "JPEG", icc_profile=_ADOBE),
    "palette, profile": lambda: saved(picture().quantize(40), icc_profile=_ADOBE),
    "profile with chains of steps": file(icc_profile=with_chains(_ADOBE)),
    "profile that is sRGB": file(icc_profile=rgb_profile(SRGB, None)),
    "profile for another kind": file("RGB", icc_profile=_GRAY),
    "profile that is none": file(icc_profile=b"not a profile" * 20),
    "CMYK, JPEG": file("CMYK", "JPEG"),
    "CMYK, TIFF": file("CMYK", **_TIFF),
    "CMYK, JPEG, profile": file("CMYK", "JPEG", icc_profile=_INK),
    "CMYK, TIFF, profile": file("CMYK", **_TIFF, icc_profile=_INK),
    "Lab": lambda: saved(lab(), "TIFF"),
    "luma and chroma, TIFF": file("YCbCr", "TIFF"),
    "HEIC": file("RGB", "HEIF"),
    "HEIC with opacity": file("RGBA", "HEIF"),
    "HEIC, profile": file("RGB", "HEIF", icc_profile=_ADOBE),
    "HEIC of 10 bits": deep_heic,
    "AVIF": file("RGB", "AVIF"),
    "AVIF with opacity": file("RGBA", "AVIF", quality=100),
    "AVIF on its side": partial(turned, "AVIF", 6),
    **{f"JPEG, turned {n}": partial(turned, "JPEG", n) for n in (3, 5, 6)},
    "PNG with opacity, on its side": partial(turned, "PNG", 6, "RGBA"),
    "WebP on its side": partial(turned, "WEBP", 8),
    "TIFF on its side": partial(turned, "TIFF", 6),
    "HEIC on its side": partial(turned, "HEIF", 6),
    "EXIF that is broken": broken_exif,
    "GIF that moves": partial(animation, "GIF"),
    "PNG that moves": partial(animation, "PNG"),
    "WebP that moves": partial(animation, "WEBP", lossless=True),
    "TIFF of several pages": partial(animation, "TIFF"),
    "JPEG with more pictures in it": partial(animation, "MPO"),
    "BMP with opacity": lambda: bmp_with_alpha(soft()),
    "BMP whose opacity is empty": lambda: bmp_with_alpha(0 * soft()),
    "WebP, lossless, with opacity": file("RGBA", "WEBP", lossless=True),
    "for print": file(dpi=(300, 300)),
    "for print, pixels that are not square, JPEG": file("RGB", "JPEG", dpi=(300, 72)),
    "for print, soft": file("RGBA", dpi=(95.5, 95.5)),
    "for print, one transparent": lambda: saved(
        picture().quantize(9), dpi=(72, 72), transparency=3
    ),
    "TIFF with opacity": file("RGBA", **_TIFF),
}


@cache
def odd(name: str) -> tuple[bytes, recipe.Settings]:
    """Return a file, and what the page fills in for it."""
    data = ODD[name]()
    return data, settings_for(data, K)


@pytest.mark.parametrize("name", ODD)
def test_the_script_finds_the_page_s_pixels_and_palette(
    name: str, tmp_path: Path, cook: Kitchen
) -> None:
    data, settings = odd(name)
    dish = cook.script(settings, data, tmp_path, whole=False)
    assert_same_result(dish, settings)


@pytest.mark.parametrize("name", [*ODD][::6])
def test_so_does_the_notebook(name: str, tmp_path: Path, cook: Kitchen) -> None:
    data, settings = odd(name)
    assert_same_result(cook.notebook(settings, data, tmp_path), settings)


def test_the_code_for_them_is_short_and_clean(tmp_path: Path) -> None:
    for number, name in enumerate(ODD):
        program = recipe.script(odd(name)[1])
        code = [line for line in program.splitlines() if line and line[0] != "#"]
        assert len(code) < 100
        assert max(map(len, program.splitlines())) <= 88
        (tmp_path / f"recipe{number}.py").write_text(program)
    for command in (["check", "--isolated"], ["format", "--isolated", "--check"]):
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=tmp_path, check=True
        )


@pytest.mark.parametrize("named", ["components", "streamlit", "matplotlib", "numba"])
def test_a_recipe_has_nothing_but_what_it_names(
    named: str, tmp_path: Path, cook: Kitchen
) -> None:
    program = f"import {named}\nrgba = 0".encode()
    with pytest.raises(AssertionError, match=f"No module named '{named}'"):
        cook.run(tmp_path / "recipe.py", program, ["numpy pandas pillow scikit-learn"])

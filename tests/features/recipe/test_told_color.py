"""What a file tells of its colors without a profile, the recipe reads as the page does.

The script is run where there is nothing but what it names, as far as the picture that
it draws; and so are some notebooks, whose code is the same.
"""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from components import engine
from components.engine.notes import Step, steps_of
from components.features import recipe
from tests.engine.files import chunk, png, saved
from tests.engine.icc import ADOBE, rgb_profile
from tests.engine.reading.test_first_frame import gif, webp
from tests.engine.telling import ADOBE_PRIMARIES, boxed, chrm, cicp, gama, nclx, notes
from tests.features.recipe.running import Kitchen, assert_same_result, settings_for
from tests.pictures import photo

Make = Callable[[], bytes]
_LINEAR: Final = gama(100_000)
_ADOBE: Final = b"Exif\0\0" + notes(65535, "R03")


def deep(channels: int) -> NDArray[np.uint16]:
    shape = (12, 16, channels)
    return np.random.default_rng(3).integers(0, 65536, shape).astype(np.uint16)


def keyed() -> bytes:
    key = chunk(b"tRNS", struct.pack(">3H", *deep(3)[0, 0]))
    return png(deep(3), 2, 16, _LINEAR + key)


def bmp() -> bytes:
    plain = saved(Image.fromarray(photo(16, 12)), "BMP")
    profile = rgb_profile(ADOBE, 2.19921875)
    pixels = plain[54:]
    header = struct.pack("<I", 124) + plain[18:54] + bytes(16) + b"DEBM" + bytes(48)
    header += struct.pack("<4I", 4, 124 + len(pixels), len(profile), 0)
    start = struct.pack("<IHHI", 0, 0, 0, 138)
    return b"BM" + start + header + pixels + profile


def soft() -> NDArray[np.uint8]:
    alpha = np.linspace(0, 255, 12 * 16).astype(np.uint8).reshape(12, 16, 1)
    return np.concatenate([photo(16, 12), alpha], axis=2)


def palette() -> bytes:
    made = saved(Image.fromarray(photo(16, 12)).quantize(20), transparency=3)
    return made[:33] + _LINEAR + made[33:]


TOLD: Final[dict[str, Make]] = {
    "Adobe RGB by EXIF": lambda: saved(
        Image.fromarray(photo(16, 12)), "JPEG", exif=_ADOBE
    ),
    "gray in Adobe RGB by EXIF": lambda: saved(
        Image.fromarray(photo(16, 12)).convert("L"), "JPEG", exif=_ADOBE
    ),
    "gAMA": lambda: png(photo(16, 12), 2, 8, _LINEAR),
    "gAMA, with opacity": lambda: png(soft(), 6, 8, _LINEAR),
    "gAMA, gray": lambda: png(photo(16, 12)[..., :1], 0, 8, _LINEAR),
    "gAMA, gray with opacity": lambda: png(soft()[..., 2:], 4, 8, _LINEAR),
    "gAMA, palette": palette,
    "gAMA, 16 bits": lambda: png(deep(3), 2, 16, gama(60_000)),
    "gAMA, 16 bits, one transparent": keyed,
    "gAMA, 16 bits of gray": lambda: png(deep(1), 0, 16, _LINEAR),
    "gAMA, 16 bits of gray and opacity": lambda: png(deep(2), 4, 16, _LINEAR),
    "gAMA and cHRM, 16 bits and opacity": lambda: png(
        deep(4), 6, 16, gama(45_455) + chrm(ADOBE_PRIMARIES)
    ),
    "cICP": lambda: png(photo(16, 12), 2, 8, cicp(12, 13)),
    "cICP, narrow": lambda: png(photo(16, 12), 2, 8, cicp(1, 13, full=0)),
    "cICP, 16 bits": lambda: png(deep(3), 2, 16, cicp(12, 13)),
    "cICP, HDR": lambda: png(photo(16, 12), 2, 8, cicp(9, 16)),
    "nclx, AVIF": lambda: boxed("AVIF", (120, 60, 200), nclx(12, 13)),
    "nclx, HEIC": lambda: boxed("HEIF", (120, 60, 200), nclx(9, 18)),
    "BMP with a profile": bmp,
    "GIF that begins with a part": lambda: gif((3, 2, 5, 4)),
    "GIF that begins with a part, one transparent": lambda: gif((3, 2, 5, 4), 2),
    "WebP that begins with a part": lambda: webp((4, 2, 5, 4), soft=False),
    "soft WebP that begins with a part": lambda: webp((4, 2, 5, 4), soft=True),
}


@pytest.mark.slow
@pytest.mark.parametrize("make", TOLD.values(), ids=TOLD.keys())
def test_the_script_finds_the_page_s_pixels_and_palette(
    make: Make, tmp_path: Path, cook: Kitchen
) -> None:
    data = make()
    settings = settings_for(data, 4)
    assert "not read your picture quite" not in recipe.script(settings)
    dish = cook.script(settings, data, tmp_path, whole=False)
    assert_same_result(dish, settings)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*TOLD][::6])
def test_so_does_the_notebook(name: str, tmp_path: Path, cook: Kitchen) -> None:
    data = TOLD[name]()
    settings = settings_for(data, 4)
    assert_same_result(cook.notebook(settings, data, tmp_path), settings)


@pytest.mark.parametrize(
    "make",
    [
        lambda: png(deep(3), 2, 16, cicp(9, 16)),
        lambda: png(deep(1), 0, 16, cicp(1, 13, full=0)),
        lambda: boxed("HEIF", (120, 60, 200), nclx(77, 1)),
        lambda: png(photo(16, 12), 2, 8, chunk(b"gAMA", b"\0")),
    ],
    ids=["HDR of 16 bits", "narrow 16 bits", "unknown code points", "cut-off chunk"],
)
def test_what_the_recipe_cannot_repeat_it_says_before_all_else(make: Make) -> None:
    data = make()
    assert steps_of(engine.read_image(data).notes) & {Step.CURVE, Step.MENDED}
    assert "not read your picture quite" in recipe.script(settings_for(data, 4))

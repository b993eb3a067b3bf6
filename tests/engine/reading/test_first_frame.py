"""What the first frame of an animation leaves uncovered."""

import struct

import numpy as np
import pytest
from PIL import Image

from components.engine.clustering.colors import count_colors
from components.engine.reading.image import read_image
from tests.cases import in_turn
from tests.engine.files import saved

AREAS = [(0, 0, 4, 4), (3, 2, 5, 4), (11, 9, 1, 1), (0, 0, 12, 3), (5, 0, 2, 10)]
RED, GREEN = (255, 0, 0), (10, 200, 10)


def gif(
    area: tuple[int, int, int, int], clear: int | None = None, own: bool = False
) -> bytes:
    """Return a GIF of 12 × 10 pixels whose first frame is red, at (left, top, w, h).

    Its background color is green, which stands first in the palette.
    """
    palette = bytes([*GREEN, *RED, 0, 0, 255, 9, 9, 9])
    screen = b"GIF89a" + struct.pack("<HHBBB", 12, 10, 0x81, 0, 0) + palette
    control = b""
    if clear is not None:
        control = b"!\xf9\4" + struct.pack("<BHB", 1, 9, clear) + b"\0"
    frames = b""
    for left, top, wide, high in (area, (0, 0, 12, 10)):
        whole = Image.new("P", (wide, high), 1)
        whole.putpalette(palette)
        coded = saved(whole, "GIF", optimize=False)
        data = coded[coded.index(b",") + 10 : -1]
        flags = 0x81 if own else 0
        frames += control + b"," + struct.pack("<4HB", left, top, wide, high, flags)
        frames += (palette if own else b"") + data
    return screen + frames + b";"


def covered(area: tuple[int, int, int, int], width: int, height: int) -> np.ndarray:
    left, top, wide, high = area
    opacity = np.zeros((height, width), np.uint8)
    opacity[top : top + high, left : left + wide] = 255
    return opacity


@in_turn("own", [False, True])
@in_turn("area", AREAS)
def test_what_a_gif_leaves_uncovered_is_invisible(
    area: tuple[int, int, int, int], own: bool
) -> None:
    image = read_image(gif(area, own=own))
    assert image.alpha is not None
    np.testing.assert_array_equal(image.alpha, covered(area, 12, 10))
    assert count_colors(image).colors.tolist() == [list(RED)]


@pytest.mark.parametrize("clear", [0, 2])
def test_so_it_is_beside_a_color_that_is_transparent(clear: int) -> None:
    image = read_image(gif((3, 2, 5, 4), clear))
    assert image.alpha is not None
    np.testing.assert_array_equal(image.alpha, covered((3, 2, 5, 4), 12, 10))


def test_a_frame_that_is_transparent_itself_leaves_nothing() -> None:
    image = read_image(gif((3, 2, 5, 4), clear=1))
    assert image.alpha is not None
    assert not image.alpha.any()


def test_a_frame_that_covers_all_is_solid() -> None:
    assert read_image(gif((0, 0, 12, 10))).alpha is None


def test_a_gray_gif_is_no_exception() -> None:
    file = bytearray(gif((3, 2, 5, 4)))
    file[13:25] = bytes([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    image = read_image(bytes(file))
    assert image.alpha is not None
    np.testing.assert_array_equal(image.alpha, covered((3, 2, 5, 4), 12, 10))


def test_a_frame_beyond_the_screen_leaves_the_rest_of_the_larger_picture() -> None:
    image = read_image(gif((8, 2, 10, 4)))
    assert image.alpha is not None
    np.testing.assert_array_equal(image.alpha, covered((8, 2, 10, 4), 18, 10))


def test_bands_of_a_large_gif_fit_together() -> None:
    picture = Image.new("P", (1000, 1200), 1)
    picture.putpalette([*GREEN, *RED])
    coded = saved(picture, "GIF", optimize=False)
    at = coded.index(b",")
    screen = coded[:6] + struct.pack("<HH", 1100, 1500) + coded[10:at]
    frame = b"," + struct.pack("<4H", 50, 123, 1000, 1200) + coded[at + 9 :]
    image = read_image(screen + frame)
    assert image.alpha is not None
    wanted = covered((50, 123, 1000, 1200), 1100, 1500)
    np.testing.assert_array_equal(image.alpha, wanted)


def webp(area: tuple[int, int, int, int], soft: bool) -> bytes:
    """Return an animated WebP of 12 × 10 pixels with a green background."""
    left, top, wide, high = area
    color = (*RED, 128) if soft else RED
    still = saved(
        Image.new("RGBA" if soft else "RGB", (wide, high), color), "WEBP",
        lossless=True, exact=True,
    )  # fmt: skip
    data = still[still.index(b"VP8L") :]

    def three(*numbers: int) -> bytes:
        return b"".join(number.to_bytes(3, "little") for number in numbers)

    flags = 0x12 if soft else 0x02
    head = b"VP8X" + struct.pack("<I4B", 10, flags, 0, 0, 0) + three(11, 9)
    loop = b"ANIM" + struct.pack("<I4BH", 6, 10, 200, 10, 255, 0)
    one = three(left // 2, top // 2, wide - 1, high - 1, 100) + b"\0" + data
    frame = b"ANMF" + struct.pack("<I", len(one)) + one
    body = b"WEBP" + head + loop + frame * 2
    return b"RIFF" + struct.pack("<I", len(body)) + body


@in_turn("soft", [False, True])
@in_turn("area", [(0, 0, 4, 4), (4, 2, 5, 4), (0, 0, 12, 10)])
def test_what_a_webp_leaves_uncovered_is_invisible(
    area: tuple[int, int, int, int], soft: bool
) -> None:
    image = read_image(webp(area, soft))
    wanted = covered(area, 12, 10)
    if area[2:] == (12, 10) and not soft:
        assert image.alpha is None
        return
    assert image.alpha is not None
    np.testing.assert_array_equal(image.alpha, wanted // 255 * (128 if soft else 255))
    assert count_colors(image).colors.tolist() == [list(RED)]

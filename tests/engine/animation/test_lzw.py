"""What is compressed comes back from other programs' decoders."""

import io
import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from components.engine.animation.lzw import lzw
from tests.engine.files import saved


def unpacked(data: bytes, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the entries that Pillow finds."""
    screen = struct.pack("<HHBBB", shape[1], shape[0], 0, 0, 0)
    place = b"," + struct.pack("<HHHHB", 0, 0, shape[1], shape[0], 0)
    with Image.open(io.BytesIO(b"GIF89a" + screen + place + data + b";")) as picture:
        assert picture.mode == "L"  # without a table
        return np.asarray(picture)


@given(st.data())
def test_entries_come_back(data: st.DataObject) -> None:
    """Also where the codes have filled their table, and it is begun anew."""
    bits = data.draw(st.integers(1, 8))
    shape = data.draw(st.sampled_from([(1, 1), (1, 7), (20, 30), (120, 130)]))
    seed, most = data.draw(st.integers(0, 99)), data.draw(st.integers(1, 1 << bits))
    random = np.random.default_rng(seed)
    pixels = random.integers(0, most, shape, np.uint8)
    held = lzw(pixels, np.zeros(shape, np.bool_), 0, bits)
    np.testing.assert_array_equal(unpacked(held, shape), pixels)
    free = random.integers(0, 2, shape).astype(np.bool_)
    found = unpacked(lzw(pixels, free, most - 1, bits), shape)
    np.testing.assert_array_equal(found[~free], pixels[~free])
    assert ((found == pixels) | (found == most - 1)).all()


def test_few_colors_take_less_than_pillow_makes_of_them() -> None:
    pixels = np.indices((20, 30)).sum(axis=0).astype(np.uint8) // 3 % 4
    picture = Image.fromarray(pixels)
    picture.putpalette(bytes(12))
    plain = saved(picture, "GIF", optimize=False)
    theirs = len(plain) - plain.index(b",", 13 + 12) - 11
    ours = len(lzw(pixels, np.zeros(pixels.shape, np.bool_), 0, 2))
    assert ours < 0.9 * theirs


def test_pixels_that_may_be_left_out_are_where_that_is_smaller() -> None:
    noise = np.random.default_rng(1).integers(0, 7, (40, 40), np.uint8)
    free = np.ones(noise.shape, np.bool_)
    free[0, 0] = False
    assert len(lzw(noise, free, 7, 3)) < 0.9 * len(lzw(noise, ~free, 7, 3))

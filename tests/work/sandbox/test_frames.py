"""Animations are read in a process of their own, frame by frame, and bounded."""

import io
import re
import sys

import numpy as np
import pytest
from PIL import Image

from components import engine
from components.engine import ImageTooLargeError
from components.work import sandbox
from tests.pictures import encoded, photo

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="pictures are read apart on Linux only"
    ),
]


def moving(kind: str = "PNG", mode: str = "RGBA", frames: int = 4) -> bytes:
    """Return an animation of noise, the same in all frames but for a few rows."""
    rng = np.random.default_rng(3)
    still = rng.integers(0, 256, (20, 30, len(mode)), np.uint8)
    drawn = []
    for n in range(frames):
        still[4 * n : 4 * n + 3] = rng.integers(0, 256, (3, 30, len(mode)))
        drawn.append(Image.fromarray(still.copy(), mode))
    file = io.BytesIO()
    first, *others = drawn
    times = [30 * (n + 1) for n in range(frames)]
    first.save(
        file, kind, save_all=True, append_images=others, duration=times, lossless=True
    )
    return file.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_frames_are_the_same_as_read_in_this_process(kind: str, mode: str) -> None:
    data = moving(kind, mode)
    apart, here = sandbox.read_film(data), engine.read_animation(data)
    assert apart is not None
    assert here is not None
    assert len(apart) == len(here) == 4
    for name in ("width", "height", "format", "durations", "loop", "file_bytes"):
        assert getattr(apart, name) == getattr(here, name), name
    for ours, theirs in zip(apart.frames(), here.frames(), strict=True):
        np.testing.assert_array_equal(ours.rgb, theirs.rgb)
        assert (ours.alpha is None) == (theirs.alpha is None)
        np.testing.assert_array_equal(ours.opacity, theirs.opacity)


def test_a_still_is_none() -> None:
    assert sandbox.read_film(encoded(photo(30, 20))) is None


def test_what_is_damaged_in_the_middle_has_the_frames_before() -> None:
    data = bytearray(moving())
    third = [at for at in range(len(data)) if data[at : at + 4] == b"fdAT"][1]
    data[third + 10 : third + 40] = bytes(30)
    film = sandbox.read_film(bytes(data))
    assert film is not None
    assert len(film) == 2
    assert film.notes[-1].startswith("The rest of this animation is damaged: 2 frames")


def test_more_pixels_than_a_picture_may_have_are_refused_before_they_are_decoded() -> (
    None
):
    side, count = 1000, 41
    file = io.BytesIO()
    Image.new("L", (side, side)).save(file, "GIF")
    one = re.fullmatch(rb"(.*?)(,\0{4}.*);", file.getvalue(), re.DOTALL)
    assert one is not None
    head, frame = one.groups()  # to write as many frames takes longer than all else
    with pytest.raises(ImageTooLargeError, match=r"41 frames .* 41 million"):
        sandbox.read_film(head + count * frame + b";")

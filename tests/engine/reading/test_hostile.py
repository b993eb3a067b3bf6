"""Files built to take hours or gigabytes are refused before they do.

Each is read in another process, which is killed after a minute: what is not refused
is found out, and does not stop the tests. `python -m tests.fuzz worst` measures
these and many more.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from PIL import Image

from components.engine.errors import DamagedImageError, ImageTooLargeError
from components.engine.reading.guards.jpeg import check_jpeg
from components.engine.reading.image import read_image
from components.engine.reading.limits import Limits
from tests.engine.files import f_shape, saved
from tests.fuzz.boxes import Item, assemble, grid, ispe
from tests.fuzz.hostile import jpegs
from tests.fuzz.hostile.boxed import (
    chain,
    disguised,
    many_frames,
    picture,
    with_large_alpha,
)
from tests.fuzz.worker import MOST_MEGABYTES, MOST_SECONDS, Worker
from tests.fuzz.worst import HOSTILE

pytestmark = pytest.mark.slow

# The name of a file, and words of the sentence it is refused with.
REFUSED = {
    "JPEG of 20,000 refining passes": "40.0 million pixels in",
    "JPEG of a million passes without bits": "would take too long",
    "JPEG of Photoshop resources": "segments of one kind (APP13)",
    "JPEG of quantization tables": "segments of one kind (DQT)",
    "JPEG of frame headers": "segments of one kind (frame header)",
    "PNG of profiles of 1 MB": "compressed notes; at most 100",
    "PNG of damaged texts of 1 MB": "compressed notes; at most 100",
    "PNG of damaged texts after the pixels": "compressed notes; at most 100",
    "TIFF of 6 million strips": "6,000,000 numbers under one tag",
    "TIFF of tiles of one pixel": "6,000,000 numbers under one tag",
    "HEIC of a tile 900 times": "900 tiles of this picture have 2,250.0 million",
    "HEIC of an overlay of 20": "laid over each other",
    "HEIC turned 100 times": "turned or cropped 100 times",
    "HEIC of a very large opacity": "49 million pixels; the limit is 40 million",
    "AVIF that claims to be small": "41 million pixels; the limit is 40 million",
    "AVIF of one picture 1,000 times": "1,000 pictures in the place of one",
    "AVIF of 30,000 pictures": "more than 10,000 parts",
    "AVIF of 5 million fractions": "45 MB, more than 4",
}
# Large ones take long to write. Of turns and of pictures in one place the number is
# looked at, of a HEIC's opacity the size that it claims; an AVIF just above the limit
# is above it too.
SMALL = {
    "HEIC turned 100 times": partial(chain, b"heic", 100, 64, 64),
    "HEIC of a very large opacity": partial(with_large_alpha, b"heic", 64),
    "AVIF that claims to be small": partial(disguised, b"avif", 6400, 6400),
    "AVIF of one picture 1,000 times": partial(many_frames, b"avif", 1000, 640, 400),
}
READ = [
    "profile of 50,000 matrices",
    "profile of curves of 60,000 pieces",
    "GIF of pixels a byte at a time",
    "PNG of 5 million fractions",
    "TIFF of pages in a circle",
]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as started:
        yield started


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_built_to_take_hours_is_refused_with_the_numbers(
    name: str, worker: Worker
) -> None:
    outcome = worker.read((HOSTILE | SMALL)[name]())
    assert not outcome.wrong, outcome.text
    assert REFUSED[name] in outcome.text
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes < MOST_MEGABYTES


@pytest.mark.parametrize("name", READ)
def test_a_trap_beside_a_good_picture_does_not_refuse_it(
    name: str, worker: Worker
) -> None:
    outcome = worker.read(HOSTILE[name]())
    assert outcome.text == "read"
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes < MOST_MEGABYTES


def test_a_worker_that_hangs_is_killed_and_told_of() -> None:
    with Worker(patience=0) as impatient:
        outcome = impatient.read(saved(Image.fromarray(f_shape())))
    assert (outcome.text, outcome.wrong) == ("hung", True)


# What must not be refused.


@pytest.mark.parametrize("passes", [10, 20])
def test_a_large_progressive_jpeg_of_usual_passes_is_not_refused(passes: int) -> None:
    check_jpeg(jpegs.endless_passes(passes, refining=True))


def test_the_film_behind_a_phones_picture_is_not_counted() -> None:
    film = np.random.default_rng(3).integers(0, 256, 10**6, np.uint8).tobytes()
    file = saved(Image.fromarray(f_shape()), "JPEG", quality=95)
    assert read_image(file + film + b"\xff\xda\0\x08" * 200).rgb.shape == (32, 24, 3)


def test_what_looks_like_a_scan_in_a_note_is_not_counted() -> None:
    note = b"\xff\xda\xff\xc0" * 10_000
    file = saved(Image.fromarray(f_shape()), "JPEG", comment=note)
    assert read_image(file).rgb.shape == (32, 24, 3)


def test_a_heic_in_tiles_is_read() -> None:
    pixels = np.tile(f_shape(), (6, 8, 1))
    file = saved(Image.fromarray(pixels), "HEIF", tile_size=64, quality=95)
    image = read_image(file)
    assert image.rgb.shape == pixels.shape
    assert np.abs(image.rgb.astype(int) - pixels).mean() < 8


@pytest.mark.parametrize("brand", [b"heic", b"avif"])
def test_tiles_put_together_by_hand_are_read(brand: bytes) -> None:
    whole = Item(b"grid", grid(2, 3, 192, 128), (ispe(192, 128),), range(1, 7))
    file = assemble(brand, [*[picture(brand, 64, 64)] * 6, whole], 7)
    assert read_image(file).rgb.shape == (128, 192, 3)


def test_eight_pictures_in_one_place_are_the_most() -> None:
    assert read_image(many_frames(b"avif", 8, 640, 400)).rgb.shape == (400, 640, 3)
    with pytest.raises(DamagedImageError, match="holds 9 pictures"):
        read_image(many_frames(b"avif", 9, 640, 400))


# How long it would take.


def test_what_would_take_too_long_is_refused_with_the_numbers() -> None:
    file = saved(Image.new("RGB", (1000, 500)), "HEIF")
    with pytest.raises(ImageTooLargeError) as caught:
        read_image(file, Limits(seconds=0.01))
    assert str(caught.value) == (
        "Reading this HEIC of 0.5 million pixels in 0.0 MB would take about 0.02 "
        "seconds; the limit is 0.01. Save it at a smaller size and load that."
    )
    assert read_image(file, Limits(seconds=0.1)).rgb.shape == (500, 1000, 3)

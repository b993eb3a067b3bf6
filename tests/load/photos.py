"""Photos for people to upload: each another one, of any size."""

import io
from functools import cache

import numpy as np
from PIL import Image

from components.shared.samples import SAMPLES

_SUBJECTS = ("coffee", "astronaut", "deep-sky")
_GRAIN = 6.0  # standard deviation, of 255; as of a small sensor


@cache
def _subject(slug: str) -> Image.Image:
    with Image.open(SAMPLES[slug].path) as picture:
        return picture.convert("RGB")


def photo(megapixels: float, seed: int) -> bytes:
    """Make a JPEG such as a camera makes: a sample photo, enlarged, with grain.

    Parameters
    ----------
    megapixels : float
        Its size, in millions of pixels, roughly.
    seed : int
        Another one, another photo.
    """
    random = np.random.default_rng(seed)
    subject = _subject(_SUBJECTS[seed % len(_SUBJECTS)])
    scale = (megapixels * 1e6 / (subject.width * subject.height)) ** 0.5
    size = round(subject.width * scale), round(subject.height * scale)
    enlarged = subject.resize(size, Image.Resampling.BICUBIC)
    grain = random.normal(0, _GRAIN, (size[1], size[0], 1)).astype(np.float32)
    pixels = np.clip(np.asarray(enlarged, np.float32) + grain, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=90)
    return file.getvalue()

"""Two pictures that a careless key would take for one and the same.

And what it takes to work out here what is owed to each: to wait, and to forget.
"""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.work import cache

COLORS = 16
# Not where Streamlit looks at a large file: its beginning, middle and end.
_WHERE = (300, 500)


def twins(
    height: int = 1100, width: int = 1550, count: int = COLORS, grain: int = 1
) -> tuple[bytes, bytes]:
    """Draw noise in a few colors twice, with one pixel in another of these.

    Parameters
    ----------
    height, width : int
        How large they are.
    count : int
        How many colors there are.
    grain : int
        Pixels along a side of each grain; coarse noise is soon written and read.

    Returns
    -------
    tuple of bytes
        BMP files, which are of the same size whatever the pixels. So are their GIF
        files, of more than 1 MB, at the usual size.
    """
    random = np.random.default_rng(0)
    colors = random.integers(0, 256, (count, 3)).astype(np.uint8)
    grains = random.integers(0, count, (-(-height // grain), -(-width // grain)))
    pixels = colors[grains.repeat(grain, 0).repeat(grain, 1)[:height, :width]]
    colors = np.unique(colors, axis=0)
    files = []
    for color in colors[:2]:
        pixels[_WHERE] = color
        files.append(_bmp(pixels))
    return files[0], files[1]


def still(share: float) -> None:
    """Wait on."""


def forget() -> None:
    """Drop everything that the page remembers."""
    for kept in (cache.PICTURES, cache.FIGURES):
        kept.clear()
        kept.keep("nothing", None)
        assert len(kept) == 1


def _bmp(pixels: NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "BMP")
    return file.getvalue()

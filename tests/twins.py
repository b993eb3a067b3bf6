"""Two pictures that a careless key would take for one and the same."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

COLORS = 16
# Not where Streamlit looks at a large file: its beginning, middle and end.
_WHERE = (300, 500)


def twins(
    height: int = 1200, width: int = 1700, count: int = COLORS
) -> tuple[bytes, bytes]:
    """Draw noise in a few colors twice, with one pixel in another of these.

    Returns
    -------
    tuple of bytes
        BMP files, which are of the same size whatever the pixels. So are their GIF
        files, of more than 1 MB, at the usual size.
    """
    random = np.random.default_rng(0)
    colors = random.integers(0, 256, (count, 3)).astype(np.uint8)
    pixels = colors[random.integers(0, count, (height, width))]
    colors = np.unique(colors, axis=0)
    files = []
    for color in colors[:2]:
        pixels[_WHERE] = color
        files.append(_bmp(pixels))
    return files[0], files[1]


def _bmp(pixels: NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "BMP")
    return file.getvalue()

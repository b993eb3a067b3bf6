"""Going over a large picture a band of rows at a time.

Every conversion needs a few times the memory of what it converts; a band is
small however large the picture is.
"""

from collections.abc import Iterator
from typing import Final

from PIL import Image

PIXELS_A_BAND: Final = 500_000


def each_band(image: Image.Image) -> Iterator[tuple[slice, Image.Image]]:
    """Yield a slice of rows and a copy of those rows, from top to bottom."""
    rows = max(1, PIXELS_A_BAND // max(1, image.width))
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        yield slice(top, bottom), image.crop((0, top, image.width, bottom))

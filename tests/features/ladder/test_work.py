"""The small pictures of the ladder can be looked at, whatever the picture's shape."""

import pytest

from components.engine import SourceImage, count_colors, sweep_k
from components.features.ladder.work import THUMBNAIL_PIXELS, thumbnails
from components.model.document import Document
from components.model.fits import Fits
from components.model.picture import Picture
from components.model.style import Style
from tests.pictures import decoded, photo


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (60, 1200, (120, 60)),  # a thread: its top
        (60, 480, (438, 54)),
        (1200, 60, (34, 692)),
        (3000, 1, (1, 3000)),
    ],
)
def test_a_small_picture_is_no_thread(
    width: int, height: int, shape: tuple[int, int]
) -> None:
    image = SourceImage(photo(width, height), None, "PNG", 9)
    picture = Picture(f"{width} {height}", "a.png", image, count_colors(image))
    fits = Fits(picture, "srgb", sweep_k(picture.table, 4))
    small = thumbnails(Document(fits, Style()), (4,))[4]
    assert decoded(small).shape[:2] == shape
    assert shape[0] * shape[1] <= THUMBNAIL_PIXELS

"""What is shown while loops are compiled has the colors that are kept, too."""

import numpy as np

from components.engine import ColorTable, SourceImage
from components.model.given import Given
from components.model.picture import Picture
from components.shared.work import first_sweep

COLORS = np.array([[9, 9, 9], [200, 0, 0]], np.uint8)
PICTURE = Picture(
    "two",
    "two.png",
    SourceImage(COLORS[None], None, "PNG", 70),
    ColorTable(COLORS, np.array([1, 1])),
)


def test_kept_colors_are_found_among_what_a_pool_hands_over() -> None:
    def report(share: float) -> None: ...

    offers: list[object] = []
    pool = (report, offers.append)
    kept = first_sweep(PICTURE, 8, "srgb", False, Given(pins=("#00ff00",)), *pool)
    assert kept.k_max == 3
    assert all(each[0].tolist() == [0, 255, 0] for each in kept.centers)
    assert first_sweep(PICTURE, 8, "srgb", *pool).k_max == 2

"""Files of palettes: what is kept is in them too."""

import numpy as np

from components.engine import Palette
from components.shared.palette_files import palette_file


def test_a_kept_color_is_in_the_palette_file_even_if_it_draws_nothing() -> None:
    colors = np.array([[1, 1, 1], [255, 0, 0], [255, 0, 0], [9, 9, 9]], np.uint8)
    palette = Palette(colors, np.array([7, 0, 0, 0]))
    assert palette_file("hex", "cat.png", palette).split() == [b"010101"]
    kept = palette_file("hex", "cat.png", palette, kept=("#ff0000",))
    assert kept.split() == [b"010101", b"ff0000"]

"""The recipe reduces a picture to the pixels of a pattern as the page does."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from components import engine
from tests.features.recipe.running import Kitchen, saved, settings_for
from tests.pictures import encoded, photo

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("opacity", [None, 0, 100])
def test_the_recipe_s_pixels_are_those_of_the_pattern(
    opacity: int | None, tmp_path: Path, cook: Kitchen
) -> None:
    pixels = photo(90, 61)
    if opacity is not None:
        alpha = np.full(pixels.shape[:2], 255, np.uint8)
        alpha[:20, 10:] = opacity
        pixels = np.dstack([pixels, alpha])
    data = encoded(pixels)
    whole = settings_for(data, 5)
    image = engine.reduce_to_width(whole.image, 37)
    sweep = engine.sweep_k(engine.count_colors(image), 5)
    settings = replace(
        whole,
        image=image,
        start=sweep.previous[4],
        palette=engine.round_centers(sweep.colors[4]),
    )
    cook.script(settings, data, tmp_path, whole=False)
    drawn = engine.quantize(image, settings.palette.astype(np.float64))
    result = saved(tmp_path)
    seen = image.visible_mask
    assert result.shape[:2] == (25, 37)
    assert np.array_equal(result[..., 3], image.opacity)
    assert np.array_equal(result[seen][:, :3], drawn.palette[drawn.indices][seen])

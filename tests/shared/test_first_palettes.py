"""What is shown before fits are final is near; what is final is exact."""

from dataclasses import replace

import numpy as np
import pytest

from components import engine
from components.model.fits import Fits
from components.model.picture import Picture
from components.shared import work


@pytest.fixture(scope="module")
def fits() -> Fits:
    """Fit a picture of more colors than there are cubes."""
    side = np.linspace(0, 255, 240)
    channels = [*np.meshgrid(side, side), np.add.outer(side, side) / 2]
    image = engine.SourceImage(np.dstack(channels).astype(np.uint8), None, "PNG", 70)
    table = engine.count_colors(image)
    picture = Picture("ramp", "ramp.png", image, table)
    return Fits(picture, "srgb", engine.sweep_k(table, 16))


def test_final_palettes_have_each_pixel_in_its_nearest_color(fits: Fits) -> None:
    for centers, palette in zip(fits.sweep.colors, work.palettes(fits), strict=True):
        drawn = engine.quantize(fits.picture.image, centers)
        np.testing.assert_array_equal(palette.colors, drawn.palette)
        np.testing.assert_array_equal(palette.counts, drawn.counts)


def test_first_palettes_have_the_same_colors_and_nearly_the_same_shares(
    fits: Fits,
) -> None:
    exact = work.palettes(fits)
    near = work.palettes(replace(fits, final=False))
    pixels = fits.picture.table.pixels
    for first, last in zip(near, exact, strict=True):
        np.testing.assert_array_equal(first.colors, last.colors)
        assert first.counts.sum() == pixels
        assert np.abs(first.counts - last.counts).max() < 0.02 * pixels


def test_first_palettes_look_at_few_colors(
    fits: Fits, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    palettes = engine.palettes

    def watched(
        image: engine.SourceImage, table: engine.ColorTable, *rest: object
    ) -> object:
        asked.append(len(table))
        return palettes(image, table, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "palettes", watched)
    other = replace(fits.picture, digest="the same ramp again")
    work.palettes(replace(fits, picture=other, final=False))
    work.palettes(replace(fits, picture=other))
    first, last = asked
    assert last == len(fits.picture.table) > 10 * first

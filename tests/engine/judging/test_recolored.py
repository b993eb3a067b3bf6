"""Places in another color are found, edges are not taken for such."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.judging.ciede2000 import ciede2000, lab_from_srgb
from components.engine.judging.recolored import recolored
from components.engine.source import SourceImage
from tests.engine.drawings import drawn_anyhow, drawn_exactly
from tests.engine.strategies import picture, pictures


def weighed_plainly(image: SourceImage, drawn: QuantizedImage) -> int:
    """Look at every block of 3 × 3; add up the opacities in the middle."""
    shape = drawn.indices.shape
    after = drawn.palette[drawn.indices].reshape(-1, 3)
    before = lab_from_srgb(image.rgb.reshape(-1, 3))
    other = ciede2000(before, lab_from_srgb(after)).reshape(shape) > 5
    other &= image.opacity > 0
    rows, columns = range(shape[0] - 2), range(shape[1] - 2)
    return sum(
        int(image.opacity[y + 1, x + 1])
        for y in rows
        for x in columns
        if other[y : y + 3, x : x + 3].all()
    )


@given(pictures(), st.data())
def test_they_are_what_a_plain_loop_finds(
    image: SourceImage, data: st.DataObject
) -> None:
    drawn = data.draw(drawn_anyhow(image))
    expected = weighed_plainly(image, drawn) / max(1, image.opacity.sum(dtype=int))
    assert recolored(image, drawn) == pytest.approx(expected)


@given(pictures())
def test_an_exact_copy_has_none(image: SourceImage) -> None:
    assert recolored(image, drawn_exactly(image)) == 0


@pytest.mark.parametrize("level", [120, 116])
def test_a_change_that_is_not_another_color_is_none(level: int) -> None:
    image = picture(np.full((9, 9, 3), 118))
    assert recolored(image, quantize(image, np.full((1, 3), float(level)))) == 0


def test_what_is_invisible_has_no_color() -> None:
    white = np.full((5, 5, 3), 255)
    black = np.zeros((1, 3))
    assert recolored(picture(white), quantize(picture(white), black)) == 9 / 25
    alpha = np.full((5, 5), 255)
    alpha[2, 2] = 0
    holed = picture(white, alpha)
    assert recolored(holed, quantize(holed, black)) == 0

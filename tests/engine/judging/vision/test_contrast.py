"""Contrast is that of WCAG 2.2."""

import numpy as np
import pytest
from coloraide import Color
from hypothesis import given
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine.judging.vision import (
    contrast_matrix,
    contrast_ratio,
    readable_on,
    relative_luminance,
)
from tests.cases import in_turn

Bytes = NDArray[np.uint8]


def rgb(code: str) -> Bytes:
    return np.array(list(bytes.fromhex(code[1:])), np.uint8)


@in_turn(
    ("first", "second", "published"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_ratios_are_the_published_ones(
    first: str, second: str, published: float
) -> None:
    assert contrast_ratio(rgb(first), rgb(second)) == pytest.approx(published, abs=5e-3)
    assert contrast_ratio(rgb(second), rgb(first)) == pytest.approx(published, abs=5e-3)


@given(hnp.arrays(np.uint8, (4, 3)))
def test_every_pair_has_the_ratio_of_another_implementation(colors: Bytes) -> None:
    found = contrast_matrix(colors)
    others = [Color("srgb", list(color / 255)) for color in colors]
    for i, first in enumerate(others):
        for j, second in enumerate(others):
            assert found[i, j] == pytest.approx(first.contrast(second), rel=1e-3)
    np.testing.assert_array_equal(found, found.T)
    assert (found >= 1).all()


@given(hnp.arrays(np.uint8, 3))
def test_one_of_black_and_white_can_be_read_on_any_color(color: Bytes) -> None:
    ratios = {ink: contrast_ratio(color, rgb(ink)) for ink in ("#000000", "#ffffff")}
    assert ratios[readable_on(color)] == max(ratios.values())
    assert max(ratios.values()) > 4.5


def test_luminance_goes_from_black_to_white() -> None:
    ends = relative_luminance(np.array([[0, 0, 0], [255, 255, 255]], np.uint8))
    assert ends == pytest.approx([0, 1])

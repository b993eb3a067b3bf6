"""The palette is ordered as asked, and leaves out what draws nothing."""

import numpy as np

from components.cache import Palette
from components.views.palette import swatches

COLORS = np.array(
    [[255, 0, 0], [0, 0, 0], [0, 200, 0], [250, 250, 250], [0, 0, 255], [9, 9, 9]],
    dtype=np.uint8,
)
COUNTS = np.array([10, 40, 20, 25, 5, 0])


def order(by: str) -> list[object]:
    """Return the hex codes in some order."""
    return [s["hex"] for s in swatches(Palette(COLORS, COUNTS), by)]


def test_coverage_puts_the_largest_share_first() -> None:
    expected = ["#000000", "#fafafa", "#00c800", "#ff0000", "#0000ff"]
    assert order("Coverage") == expected


def test_lightness_goes_from_dark_to_light() -> None:
    expected = ["#000000", "#0000ff", "#ff0000", "#00c800", "#fafafa"]
    assert order("Lightness") == expected


def test_hue_goes_around_the_wheel_with_grays_at_the_end() -> None:
    expected = ["#ff0000", "#00c800", "#0000ff", "#000000", "#fafafa"]
    assert order("Hue") == expected


def test_a_color_that_draws_nothing_is_not_shown() -> None:
    assert "#090909" not in order("Coverage")
    shares = [s["share"] for s in swatches(Palette(COLORS, COUNTS), "Hue")]
    assert np.isclose(np.sum(np.array(shares, dtype=float)), 1)

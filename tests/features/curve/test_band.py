"""The band that marks the elbow holds its points and no others."""

import numpy as np
import pytest

from components.features.curve import band, chart
from tests.features.curve.test_chart import FOUR, sweep

MANY = sweep(*(1.0 / np.arange(1, 65)))


@pytest.mark.parametrize("view", chart.VIEWS)
@pytest.mark.parametrize("bend", [(2, 2), (3, 9), (4, 14), (14, 20), (40, 64)])
def test_from_its_first_point_to_its_last(
    view: chart.View, bend: tuple[int, int]
) -> None:
    figure = chart.elbow(MANY, view)
    points = np.array(figure.data[0].x)
    band.add_band(figure, MANY.k_max, view, bend)
    _, shape = figure.layout.shapes
    inside = np.flatnonzero((shape.x0 < points) & (points < shape.x1)) + 1
    assert inside.tolist() == list(range(bend[0], bend[1] + 1))
    name = figure.layout.annotations[-1]
    assert name.text == band.named(bend)
    # Beside it, or on it where there is no room: never across the shade's edge.
    width = band._LETTER * len(name.text)
    start = {"left": name.x, "right": name.x - width, "center": name.x - width / 2}
    shade, begins = figure.layout.shapes[0], start[name.xanchor]
    assert not begins < shade.x0 < begins + width
    assert points[0] <= begins <= points[-1] + 0.7 - width
    beside = name.x == (shape.x0 if name.xanchor == "right" else shape.x1)
    assert beside or (bend in ((4, 14), (40, 64)) and shape.x0 < name.x < shape.x1)


def test_without_an_elbow_there_is_none() -> None:
    figure = chart.elbow(FOUR, "error")
    band.add_band(figure, FOUR.k_max, "error", None)
    assert not figure.layout.shapes
    assert not figure.layout.annotations

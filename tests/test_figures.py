"""The chart has one point for each k, whatever it shows."""

import numpy as np

from components import figures


def test_every_k_is_a_point_that_can_be_clicked() -> None:
    figure = figures.elbow(np.array([0.0, 0.7, 0.9, 1.0]), upside_down=False)
    (trace,) = figure.data
    assert list(trace.x) == [1, 2, 3, 4]
    assert "markers" in trace.mode
    assert figure.layout.clickmode == "event+select"


def test_points_not_clicked_do_not_fade() -> None:
    (trace,) = figures.elbow(np.array([5.0, 1.0]), upside_down=True).data
    assert trace.unselected.marker.opacity == trace.selected.marker.opacity == 1


def test_the_current_k_is_marked_by_style_alone() -> None:
    style = figures.mark_k("elbow", 7)
    assert ".st-key-elbow" in style
    assert "nth-child(7)" in style

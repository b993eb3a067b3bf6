"""The chart has one point for each k, whatever it shows."""

import numpy as np
import pytest

from components.engine import Sweep, variance_explained
from components.features.curve import chart


def sweep(*inertia: float) -> Sweep:
    """Make up the fits of a picture."""
    values = np.array(inertia, dtype=np.float64)
    rng = np.random.default_rng(1)
    centers = tuple(rng.uniform(0, 255, (k, 3)) for k in range(1, len(values) + 1))
    return Sweep(centers, values, variance_explained(values))


FOUR = sweep(100.0, 30.0, 10.0, 0.0)


@pytest.mark.parametrize("view", chart.VIEWS)
def test_every_k_is_a_point_that_can_be_clicked(view: chart.View) -> None:
    figure = chart.elbow(FOUR, view)
    (trace,) = figure.data
    assert list(trace.x) == [1, 2, 3, 4]
    assert np.isfinite(trace.y).all()
    assert "markers" in trace.mode
    assert figure.layout.clickmode == "event+select"


@pytest.mark.parametrize("view", chart.VIEWS)
def test_points_not_clicked_do_not_fade(view: chart.View) -> None:
    (trace,) = chart.elbow(sweep(5.0, 1.0), view).data
    assert trace.unselected.marker.opacity == trace.selected.marker.opacity == 1


def test_each_view_shows_what_it_is_called() -> None:
    explained, error, log = (chart.elbow(FOUR, view) for view in chart.VIEWS)
    assert np.allclose(explained.data[0].y, [0.0, 0.7, 0.9, 1.0])
    assert list(error.data[0].y) == [100.0, 30.0, 10.0, 0.0]
    assert log.layout.yaxis.type == "log"
    assert [f.layout.yaxis.title.text for f in (explained, error, log)] == [
        "Variance explained",
        "Error (inertia)",
        "Error, logarithmic",
    ]


def test_on_the_logarithmic_scale_no_error_at_all_is_below_every_error() -> None:
    (trace,) = chart.elbow(FOUR, "log").data
    assert list(trace.y[:3]) == [100.0, 30.0, 10.0]
    assert 0 < trace.y[3] < 10.0
    assert "Error (inertia), on a log scale: 0<br>" in trace.hovertext[3]


@pytest.mark.parametrize("view", chart.VIEWS)
def test_a_picture_of_one_color_has_one_point(view: chart.View) -> None:
    (trace,) = chart.elbow(sweep(0.0), view).data
    assert list(trace.x) == [1]
    assert np.isfinite(trace.y).all()


def test_a_point_tells_k_value_gain_and_palette() -> None:
    label = chart.elbow(FOUR, "explained").data[0].hovertext[2]
    assert "k = 3" in label
    assert "90.0 %" in label
    assert "20.00 percentage points more than k = 2" in label
    assert label.count("█") == 3
    first = FOUR.centers[2][0]
    code = "".join(f"{int(value + 0.5):02x}" for value in first)
    assert f'<span style="color:#{code}">█</span>' in label


def test_in_the_views_of_the_error_a_point_tells_how_much_of_it_went_away() -> None:
    for view in ("error", "log"):
        labels = chart.elbow(FOUR, view).data[0].hovertext
        assert "66.7 % less than k = 2" in labels[2]
        assert "less" not in labels[0]


def test_on_the_log_scale_a_point_says_that_it_tells_the_error_itself() -> None:
    plain = chart.elbow(FOUR, "error").data[0].hovertext[2]
    log = chart.elbow(FOUR, "log").data[0].hovertext[2]
    assert "Error (inertia): 10" in plain
    assert "Error (inertia), on a log scale: 10" in log
    assert "logarithmic:" not in log


def test_of_very_many_colors_the_first_are_shown_and_the_rest_counted() -> None:
    colors = np.zeros((256, 3), dtype=np.uint8)
    text = chart.blocks(colors)
    assert text.count("█") == 64
    assert text.endswith("<br>and 192 more")
    assert max(line.count("█") for line in text.split("<br>")) == 16
    assert "more" not in chart.blocks(colors[:64])


def test_sizes_have_an_axis_of_their_own_in_words() -> None:
    sizes = np.array([900.0, np.nan, 61_000.0, 70_000.0])
    figure = chart.elbow(FOUR, "explained", sizes)
    first, second = figure.data
    assert first.yaxis is None
    assert second.yaxis == "y2"
    assert figure.layout.yaxis2.title.text == "File size, indexed PNG"
    assert second.hovertext[2] == "File size, indexed PNG: 61 kB"
    assert second.hovertext[1] == ""
    assert not figure.layout.shapes


def test_lines_stand_where_the_sizes_have_a_step() -> None:
    many = sweep(*(1.0 / np.arange(1, 65)))
    plain = chart.elbow(many, "error").layout.shapes
    assert [shape.name for shape in plain] == ["compressed"]
    sizes = 1000.0 + np.arange(64)
    for steps in ([], [4], [2, 4, 16]):
        grown = sizes * np.prod([1 + (np.arange(64) >= k) for k in steps], axis=0)
        shapes = chart.elbow(many, "error", grown).layout.shapes
        assert [shape.x0 for shape in shapes if not shape.name] == steps


def test_a_file_that_grows_as_fast_beside_has_no_step() -> None:
    assert chart.steps(np.linspace(100, 6400, 64)) == []
    assert chart.steps(np.full(64, 1000.0)) == []
    wavy = 1000.0 + 10 * np.arange(64.0) + 40 * (np.arange(64) % 2)
    assert chart.steps(wavy) == []


def test_up_to_16_points_stand_evenly_and_beyond_closer_together_as_it_says() -> None:
    figure = chart.elbow(sweep(*(1.0 / np.arange(1, 65))), "error")
    steps = np.diff(figure.data[0].x)
    assert (steps[:15] == 1).all()
    assert (steps[15:] == steps[15]).all()
    assert 0 < steps[15] < 0.5
    (shade,) = figure.layout.shapes
    assert (shade.name, shade.x0) == ("compressed", 16.5)
    assert [note.text for note in figure.layout.annotations] == [
        "17–64, closer together"
    ]
    few = chart.elbow(sweep(*(1.0 / np.arange(1, 17))), "error").layout
    assert not few.shapes
    assert not few.annotations


def test_the_current_k_is_marked_by_style_alone() -> None:
    style = chart.mark_k("elbow", 7)
    assert ".st-key-elbow" in style
    assert "nth-child(7)" in style

"""The chart marks where there is nothing but kept colors."""

import plotly.graph_objects as go
import pytest

from components.features.curve.kept import add_kept


@pytest.mark.parametrize(("kept", "end"), [(2, 2.5), (9, 4.5)])
def test_the_mark_ends_with_the_last_kept_color(kept: int, end: float) -> None:
    figure = go.Figure()
    add_kept(figure, 4, "explained", kept)
    (mark,) = figure.layout.shapes
    assert mark.x1 == end
    assert figure.layout.annotations[0].text == f"{min(kept, 4)} kept"


def test_without_kept_colors_nothing_is_marked() -> None:
    figure = go.Figure()
    add_kept(figure, 4, "log", 0)
    assert not figure.layout.shapes

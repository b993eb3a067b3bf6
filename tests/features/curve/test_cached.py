"""The chart is described to the browser in every run, but worked out once."""

import plotly.graph_objects as go
import pytest

from components.features.curve.cached import Drawn


def test_a_chart_is_described_as_ever() -> None:
    figure = go.Figure(layout={"title": {"text": "Curve"}})
    figure.add_scatter(x=[1, 2], y=[3.0, 4.0])
    drawn = Drawn(figure)
    assert drawn.to_dict() == figure.to_dict()
    assert drawn.to_dict()["data"][0]["y"] == [3.0, 4.0]


def test_a_chart_is_described_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn(go.Figure(layout={"title": {"text": "Curve"}}))
    first = drawn.to_dict()
    monkeypatch.setattr(go.Figure, "to_dict", lambda figure: pytest.fail("again"))
    assert drawn.to_dict() is first

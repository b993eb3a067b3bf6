"""The sentence below the curve says what the curve says."""

import numpy as np

from components.engine import Sweep
from components.features.curve.view import reading

SWEEP = Sweep(
    tuple(np.zeros((k, 3)) for k in (1, 2, 3, 4)),
    np.array([100.0, 20.0, 19.999, 0.0]),
    np.array([0.0, 0.8, 0.80001, 1.0]),
)


def test_one_color_explains_nothing() -> None:
    assert reading(SWEEP, 1).startswith("k = 1 explains 0 %")


def test_the_gain_of_one_more_color_is_told_in_points() -> None:
    assert "add 80.00 percentage points" in reading(SWEEP, 1)
    assert "add less than 0.01 percentage points" in reading(SWEEP, 2)


def test_at_the_end_nothing_more_is_promised() -> None:
    said = reading(SWEEP, 4)
    assert "100 %" in said
    assert "more color" not in said

"""Where the curve bends, and whether that is clear."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine import find_elbow
from components.engine.judging.elbow import _knee
from tests.engine.judging.curves import blobs, fitted, fitted_noise

K = np.arange(1.0, 65.0)


# --- the elbow


@pytest.mark.parametrize("spread", [3, 8])
@pytest.mark.parametrize("n", [2, 3, 4, 6, 9, 12, 16, 20])
def test_separate_blobs_have_a_clear_elbow_at_their_number(
    n: int, spread: float
) -> None:
    elbow = find_elbow(fitted(blobs(n, spread)).inertia)
    assert elbow is not None
    assert elbow.k == n
    assert elbow.clear
    assert elbow.strength > 2  # far from the border


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        "uniform",
        "normal",
        "stretched",
        "gray ramp",
        "square gradient",
        "long gradient",
    ],
)
def test_noise_and_even_gradients_have_no_clear_elbow(kind: str) -> None:
    elbow = find_elbow(fitted_noise(kind).inertia)
    assert elbow is None or not elbow.clear


@given(st.integers(1, 16), st.data())
def test_the_knee_is_the_most_pronounced_of_those_that_kneed_finds(
    first: int, data: st.DataObject
) -> None:
    from kneed import KneeLocator  # which imports matplotlib.pyplot and scipy.stats

    k = np.arange(first, 4 * first + 1)
    # Whole numbers, and steps of nothing among them: neighbors may be as far below.
    steps = st.lists(st.integers(0, 9), min_size=3 * first, max_size=3 * first)
    falling = -np.cumsum([0, *data.draw(steps.filter(any))]).astype(float)
    theirs = KneeLocator(
        *(np.log(k), falling), S=0, curve="convex", direction="decreasing", online=True
    )
    below = dict(zip(theirs.x.tolist(), theirs.y_difference, strict=True))
    knees = [float(x) for x in theirs.all_knees if np.log(k[0]) < x < np.log(k[-1])]
    expected = max(knees, key=lambda x: below[x], default=None)
    at = _knee(np.log(k), falling)
    assert (None if at is None else np.log(k[at])) == expected


@pytest.mark.parametrize("power", [2 / 3, 1, 2])
def test_a_power_law_has_no_clear_elbow(power: float) -> None:
    elbow = find_elbow(1e6 * K**-power)
    assert elbow is None or not elbow.clear


def test_where_a_curve_ends_does_not_move_a_clear_elbow() -> None:
    inertia = np.where(K < 7, 30.0, 1.0) / K
    found = {k_max: find_elbow(inertia[:k_max]) for k_max in (16, 32, 64)}
    assert {elbow and (elbow.k, elbow.clear) for elbow in found.values()} == {(7, True)}


def test_what_is_too_small_to_be_seen_is_no_elbow() -> None:
    elbow = find_elbow(np.where(K < 40, K**-2.6, 1e-9))
    assert elbow is None or not elbow.clear


def test_of_a_few_flat_colors_all_are_needed() -> None:
    rng = np.random.default_rng(2)
    colors = rng.integers(0, 255, (9, 3)).astype(np.float64)
    sweep = fitted(np.repeat(colors, 50, axis=0))
    elbow = find_elbow(sweep.inertia)
    assert elbow is not None
    assert (elbow.k, elbow.clear) == (9, True)


@given(st.lists(st.floats(0, 1e12), max_size=70), st.booleans())
def test_any_curve_gives_an_elbow_within_it_or_none(
    values: list[float], ends_in_nothing: bool
) -> None:
    inertia = np.sort(np.array(values))[::-1]
    if ends_in_nothing and inertia.size:
        inertia[-1] = 0
    elbow = find_elbow(inertia)
    assert elbow is None or 1 <= elbow.k <= inertia.size
    assert elbow == find_elbow(inertia.copy())

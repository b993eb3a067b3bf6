"""Curves, against coloraide's."""

import numpy as np
import pytest
from coloraide import Color

from components.engine.reading.told import curves
from components.engine.transfer import srgb_of_light
from tests.cases import in_turn

SAMPLES = np.linspace(0, 1, 41)


def linear(space: str, base: str) -> list[float]:
    return [Color(space, [v] * 3).convert(base).coords()[0] for v in SAMPLES]


@pytest.mark.parametrize(
    ("curve", "space", "base"),
    [
        (curves.srgb, "srgb", "srgb-linear"),
        (curves.power(563 / 256), "a98-rgb", "a98-rgb-linear"),
        (curves.television, "rec2020", "rec2020-linear"),
    ],
)
def test_a_curve_is_what_coloraide_has_for_it(
    curve: curves.Curve, space: str, base: str
) -> None:
    np.testing.assert_allclose(curve(SAMPLES), linear(space, base), atol=2e-6)


def test_the_light_of_pq_is_that_of_coloraide() -> None:
    # Its linear space counts in units of the reference white.
    wanted = np.array(linear("rec2100-pq", "rec2100-linear"))
    found = curves.pq_light(SAMPLES) / curves.REFERENCE_WHITE
    np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_samples_of_srgb_are_found_again() -> None:
    there = srgb_of_light(curves.srgb(SAMPLES))
    np.testing.assert_allclose(there, SAMPLES, atol=1e-6)


@pytest.mark.parametrize("curve", [curves.pq, curves.hlg])
def test_hdr_comes_down_to_a_screen_without_a_step_and_without_an_end(
    curve: curves.Curve,
) -> None:
    light = curve(np.linspace(0, 1, 2001))
    assert light[0] < 1e-6
    assert light[-1] == pytest.approx(1)
    steps = np.diff(light)
    assert steps.min() > -1e-9
    assert steps.max() < 0.005


def test_the_dark_half_of_hdr_is_as_bright_as_the_standard_says() -> None:
    light = curves.toned_down(np.array([1.0, 20.0, 80.0]))
    np.testing.assert_allclose(light, np.array([1.0, 20.0, 80.0]) / 203, rtol=1e-6)


@in_turn(
    "curve",
    [
        curves.smpte_240, curves.cinema, curves.logarithm(2.0), curves.logarithm(2.5),
    ],
)  # fmt: skip
def test_rare_curves_rise_from_black_to_white(curve: curves.Curve) -> None:
    light = curve(np.linspace(0, 1, 1001)).clip(0, 1)
    assert light[0] == 0
    assert light[-1] == pytest.approx(1)
    assert np.diff(light).min() >= 0

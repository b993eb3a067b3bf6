"""Color blindness is simulated after Machado, Oliveira and Fernandes."""

import numpy as np
import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine.judging.vision import BLINDNESSES, Blindness, as_seen

Bytes = NDArray[np.uint8]
FILTERS = {"protanopia": "protan", "deuteranopia": "deutan", "tritanopia": "tritan"}


@pytest.mark.parametrize("kind", BLINDNESSES)
@given(hnp.arrays(np.uint8, (5, 3)))
@settings(deadline=None, max_examples=60)
def test_colors_are_those_of_another_implementation(
    kind: Blindness, colors: Bytes
) -> None:
    for color, seen in zip(colors, as_seen(colors, kind), strict=True):
        other = Color("srgb", list(color / 255))
        other.filter(
            FILTERS[kind], 1, method="machado", space="srgb-linear", in_place=True
        )
        expected = 255 * np.clip(other.convert("srgb").coords(), 0, 1)
        assert np.abs(expected - seen).max() <= 0.51


@pytest.mark.parametrize("kind", BLINDNESSES)
def test_grays_look_the_same_to_everybody(kind: Blindness) -> None:
    grays = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    assert np.abs(as_seen(grays, kind).astype(int) - grays).max() <= 1


def test_without_green_cones_a_red_and_a_green_become_alike() -> None:
    pair = np.array([[190, 70, 60], [120, 115, 50]], np.uint8)
    before = np.linalg.norm(np.diff(pair.astype(float), axis=0))
    after = np.linalg.norm(np.diff(as_seen(pair, "deuteranopia").astype(float), axis=0))
    assert after < before / 2


def test_the_colors_given_stay_as_they_were() -> None:
    colors = np.array([[255, 0, 0]], np.uint8)
    as_seen(colors, "protanopia")
    assert colors.tolist() == [[255, 0, 0]]

"""Color blindness is simulated after Machado, Oliveira and Fernandes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine.judging.vision import BLINDNESSES, Blindness, as_seen

Bytes = NDArray[np.uint8]
# Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113: what the linear
# red, green and blue of a color become at severity 1.0, a row each.
PUBLISHED: dict[Blindness, tuple[tuple[float, float, float], ...]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(level: int) -> float:
    """IEC 61966-2-1: the light of a level, 0-1."""
    value = level / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def level(light: float) -> float:
    """IEC 61966-2-1: the level of some light, 0-255."""
    light = min(max(light, 0.0), 1.0)
    low = light <= 0.0031308
    return 255 * (12.92 * light if low else 1.055 * light ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("kind", BLINDNESSES)
@given(hnp.arrays(np.uint8, (5, 3)))
def test_colors_are_those_of_the_published_matrices(
    kind: Blindness, colors: Bytes
) -> None:
    for color, seen in zip(colors.tolist(), as_seen(colors, kind), strict=True):
        light = [linear(part) for part in color]
        mixed = (
            sum(share * part for share, part in zip(row, light, strict=True))
            for row in PUBLISHED[kind]
        )
        expected = np.array([level(part) for part in mixed])
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

"""Textures of thresholds: where which dot goes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from components.engine.drawing.thresholds.make_blue_noise import (
    SCRIPT,
    SEED,
    SIDE,
    module_of,
    thresholds_of,
    void_and_cluster,
)
from components.engine.drawing.thresholds.textures import LEVELS, bayer, blue_noise
from tests.cases import in_turn

Floats = NDArray[np.float64]


def power_by_distance(values: NDArray[np.generic]) -> Floats:
    """Average the power spectrum over rings, 1 where white noise has its power."""
    side = len(values)
    centered = values - values.astype(np.float64).mean()
    power = np.abs(np.fft.fft2(centered)) ** 2 / (centered**2).sum()
    waves = np.fft.fftfreq(side, 1 / side)
    ring = np.rint(np.hypot(waves[:, None], waves)).astype(int)
    sums = np.bincount(ring.ravel(), power.ravel())
    mean: Floats = sums / np.bincount(ring.ravel())
    return mean


def test_the_files_are_what_the_script_makes() -> None:
    made = thresholds_of(void_and_cluster(SIDE, SEED))
    np.testing.assert_array_equal(blue_noise(), made)
    assert SCRIPT.read_text("utf-8") == module_of(made)


@pytest.mark.parametrize("texture", [bayer(), blue_noise()])
def test_every_share_of_dots_gets_that_share_of_the_pixels(
    texture: NDArray[np.uint8],
) -> None:
    below = np.cumsum(np.bincount(texture.ravel(), minlength=LEVELS)) / texture.size
    exact = np.arange(1, LEVELS + 1) / LEVELS
    assert np.abs(below - exact).max() <= 0.5 / min(texture.size, LEVELS) + 1e-9


def test_blue_noise_has_no_low_frequencies() -> None:
    rings = power_by_distance(blue_noise())
    assert rings[1 : SIDE // 5].max() < 0.02
    assert rings[3 * SIDE // 8 : SIDE // 2].min() > 1


@in_turn("share", [1 / 16, 1 / 4, 1 / 2, 3 / 4, 15 / 16])
def test_neither_have_its_dots_however_many_they_are(share: float) -> None:
    rings = power_by_distance(blue_noise() < share * LEVELS)
    rarer = min(share, 1 - share, 1 / 4)
    own = int(SIDE * rarer**0.5)  # waves across, where dots are evenly apart
    assert rings[1 : own // 2].max() < 0.25
    assert rings[own:].max() > 1


def test_dots_keep_apart_across_the_edges_too() -> None:
    y, x = np.nonzero(blue_noise() < LEVELS // 16)
    steps = np.abs(np.stack([y, x])[:, :, None] - np.stack([y, x])[:, None])
    away = np.hypot(*np.minimum(steps, SIDE - steps))
    np.fill_diagonal(away, SIDE)
    assert away.min() > 2


def test_bayer_s_thresholds_are_the_bits_of_row_and_column_interleaved() -> None:
    y, x = np.mgrid[0:8, 0:8]
    ranks = np.zeros((8, 8), int)
    for bit in range(3):  # the lowest bit of a place is the highest of its rank
        ranks = ranks << 2 | ((x ^ y) >> bit & 1) << 1 | y >> bit & 1
    np.testing.assert_array_equal(bayer(), 4 * ranks + 2)


@pytest.mark.parametrize("seed", [1, 2])
def test_other_seeds_make_other_textures(seed: int) -> None:
    ranks = void_and_cluster(16, seed)
    assert sorted(ranks.ravel()) == list(range(256))
    assert (ranks != void_and_cluster(16, seed + 1)).any()

"""Pictures made of colors alone, and their sweeps, for what is said of a curve."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from components.engine import Sweep, count_colors, sweep_k
from components.engine.source import SourceImage


def fitted(pixels: NDArray[np.float64], k_max: int = 64) -> Sweep:
    """Sweep over some colors, given as numbers that may need rounding."""
    colors = np.clip(np.rint(pixels), 0, 255).astype(np.uint8).reshape(1, -1, 3)
    return sweep_k(count_colors(SourceImage(colors, None, "PNG", 1)), k_max)


def blobs(n: int, spread: float) -> NDArray[np.float64]:
    """Scatter colors around n centers that are far from each other."""
    rng = np.random.default_rng(n)
    some = rng.uniform(15, 240, (500, 3))
    centers = some[:1]
    while len(centers) < n:
        apart = np.linalg.norm(some[:, None] - centers, axis=-1).min(axis=1)
        centers = np.vstack([centers, some[apart.argmax()]])
    which = rng.integers(0, n, 5000)
    return centers[which] + rng.normal(0, spread, (5000, 3))


def noise(kind: str) -> NDArray[np.float64]:
    """Spread colors without any groups."""
    rng = np.random.default_rng(5)
    y, x = np.mgrid[0:100, 0:100] * 2.5
    return {
        "uniform": rng.uniform(0, 255, (12_000, 3)),
        "normal": rng.normal(128, 30, (12_000, 3)),
        "stretched": 128 + rng.normal(0, 1, (12_000, 3)) * [50, 15, 5],
        "gray ramp": np.repeat(np.arange(256.0), 3),
        "square gradient": np.stack([x, y, 0 * x + 90], axis=-1),
        "long gradient": np.stack([x, y / 2, 0 * x + 90], axis=-1),
    }[kind]


@cache
def fitted_noise(kind: str) -> Sweep:
    """Sweep over colors without any groups, once for all tests that look at them."""
    return fitted(noise(kind))

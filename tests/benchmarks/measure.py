"""Timing and judging."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from components.engine import ColorTable, SourceImage, read_image

ROOT = Path(__file__).parents[2]
Result = TypeVar("Result")


def timed(work: Callable[[], Result], repeat: int = 1) -> tuple[float, Result]:
    """Return the median time of some work in seconds, and its last result."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return median(times), result


def inertia(table: ColorTable, centers: NDArray[np.float64]) -> float:
    """Sum of squared distances over every pixel, by its weight, in 64 bits."""
    nearest = np.full(len(table), np.inf)
    colors = table.colors.astype(np.float64)
    for center in np.asarray(centers, dtype=np.float64):
        np.minimum(nearest, ((colors - center) ** 2).sum(axis=1), out=nearest)
    return float(nearest @ table.weights)


def mean_ratio(ratios: list[float]) -> float:
    """Geometric mean."""
    return float(np.exp(np.mean(np.log(ratios))))


def photos() -> dict[str, SourceImage]:
    """Read the Kodak pictures where KCOLORS_BENCH has them, else our own photos."""
    folder = Path(os.environ.get("KCOLORS_BENCH", "")) / "kodak"
    if os.environ.get("KCOLORS_BENCH") and folder.is_dir():
        files = sorted(folder.glob("*.png"))
    else:
        names = ("cat.png", "coffee.jpg", "astronaut.jpg", "deep-sky.jpg")
        files = [ROOT / "sample_images" / name for name in names]
    return {file.stem: read_image(file.read_bytes()) for file in files}


def graphics() -> dict[str, SourceImage]:
    """Read flat art and gradients: those of KCOLORS_BENCH, else our own."""
    folder = Path(os.environ.get("KCOLORS_BENCH", "")) / "graphics"
    if os.environ.get("KCOLORS_BENCH") and folder.is_dir():
        files = sorted(folder.glob("*.png"))
    else:
        names = ("sunset.png", "pixel-art.png", "logo.png")
        files = [ROOT / "sample_images" / name for name in names]
    return {file.stem: read_image(file.read_bytes()) for file in files}


def largest_photo() -> SourceImage:
    """Read the largest photo there is."""
    folder = Path(os.environ.get("KCOLORS_BENCH", "")) / "large"
    if os.environ.get("KCOLORS_BENCH") and folder.is_dir():
        files = sorted(folder.glob("*.jpg"))
        return read_image(files[0].read_bytes())
    return max(photos().values(), key=lambda image: image.width * image.height)

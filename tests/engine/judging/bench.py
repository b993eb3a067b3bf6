"""Real pictures, and the sweep of each: made once for all tests that look at it."""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from components.engine import ColorTable, Sweep, count_colors, read_image, sweep_k
from components.engine.source import SourceImage


def in_bench(name: str) -> Path:
    """Find a picture to measure on; skip where there is none."""
    folder = os.environ.get("KCOLORS_BENCH")
    paths = sorted(Path(folder).glob(f"{name}.*")) if folder else []
    if not paths:
        pytest.skip("KCOLORS_BENCH names no folder with this picture")
    return paths[0]


def looked_at(path: Path) -> SourceImage:
    """Read a picture; a very large one as JPEG gives it at an eighth of its size."""
    data = path.read_bytes()
    if path.parent.name != "large":
        return read_image(data)
    with Image.open(path) as picture:
        picture.draft("RGB", (picture.width // 8, picture.height // 8))
        return SourceImage(np.asarray(picture), None, "JPEG", len(data))


@cache
def swept(path: Path) -> tuple[ColorTable, Sweep]:
    """Return the colors of a picture, and the fits of up to 64."""
    table = count_colors(looked_at(path))
    return table, sweep_k(table)

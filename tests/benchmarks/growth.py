"""How time and memory grow with the picture and with k, and under load."""

import resource
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from components.engine import ColorTable, SourceImage, count_colors, sweep_k
from components.engine.precompile import precompile
from tests.benchmarks.measure import ROOT, largest_photo, timed

SIZES = (0.4, 3, 12, 24)  # megapixels
K_MAX = (16, 64, 256)
THREADS = 4


def resized(image: SourceImage, megapixels: float) -> SourceImage:
    """Bring a photo to a size."""
    scale = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
    size = (round(image.width * scale), round(image.height * scale))
    picture = Image.fromarray(image.rgb).resize(size, Image.Resampling.BICUBIC)
    return SourceImage(np.asarray(picture), None, "PNG", 0)


def grow() -> list[dict[str, Any]]:
    """Time the sweep for every size and k_max; memory in a process of its own."""
    rows = []
    photo = largest_photo()
    for megapixels in SIZES:
        image = resized(photo, megapixels)
        counting, table = timed(partial(count_colors, image), 3)
        for k_max in K_MAX:
            spent, _ = timed(partial(sweep_k, table, k_max))
            row = {"megapixels": megapixels, "k_max": k_max, "colors": len(table)}
            rows.append(row | {"count": counting, "sweep": spent})
            print(f"  {rows[-1]}", flush=True)
        rows[-1]["memory"] = memory_of_a_sweep(megapixels)
    return rows


def memory_of_a_sweep(megapixels: float) -> int:
    """Bytes that counting and sweeping add to a process that holds the picture."""
    code = f"from tests.benchmarks.growth import _child; _child({megapixels})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    return int(done.stdout)


def _child(megapixels: float) -> None:
    precompile()  # what is loaded once does not count
    large = resized(largest_photo(), megapixels)
    # The peak that was needed to make the picture must not hide the sweep's.
    held = _resident()
    sampler = _Sampler()
    sampler.start()
    sweep_k(count_colors(large), 64)
    print(max(0, sampler.stop() - held))


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


class _Sampler(threading.Thread):
    """Watches the resident memory of this process, some hundred times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._done = threading.Event()
        self._peak = 0

    def run(self) -> None:
        while not self._done.wait(0.003):
            self._peak = max(self._peak, _resident())

    def stop(self) -> int:
        self._done.set()
        self.join()
        return self._peak


def load(images: Sequence[SourceImage], repeat: int = 5) -> list[float]:
    """Time of four sweeps in four threads at once, over that of one alone."""
    return [_load(count_colors(image), repeat) for image in images]


def _load(table: ColorTable, repeat: int) -> float:
    ratios = []
    for _ in range(repeat):
        alone, _ = timed(lambda: sweep_k(table, 64))
        together, _ = timed(lambda: _at_once(table))
        ratios.append(together / alone)
    return median(ratios)


def _at_once(table: ColorTable) -> None:
    threads = [
        threading.Thread(target=sweep_k, args=(table, 64)) for _ in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def table(rows: list[dict[str, Any]]) -> list[str]:
    """Write the growth as rows of Markdown."""
    lines = [
        "| megapixels | colors | counting | k ≤ 16 | k ≤ 64 | k ≤ 256 | memory |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for megapixels in SIZES:
        mine = [row for row in rows if row["megapixels"] == megapixels]
        spent = " | ".join(f"{row['sweep']:.2f} s" for row in mine)
        per_pixel = mine[-1]["memory"] / (megapixels * 1e6)
        lines.append(
            f"| {megapixels} | {mine[0]['colors']:,} | {mine[0]['count']:.3f} s"
            f" | {spent} | {mine[-1]['memory'] / 1e6:.0f} MB"
            f" ({per_pixel:.0f} bytes a pixel) |"
        )
    return lines

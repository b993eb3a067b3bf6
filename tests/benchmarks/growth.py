"""How time and memory grow with the picture and with k, and under load."""

import resource
import subprocess
import sys
import threading
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from components.engine import SourceImage, count_colors, sweep_k
from tests.benchmarks.measure import ROOT, timed

SIZES = (0.4, 3, 12, 24)  # megapixels
K_MAX = (16, 64, 256)
THREADS = 4


def enlarged(image: SourceImage, megapixels: float) -> SourceImage:
    """Tile a photo up to a size, each tile a little different, as photos differ."""
    height, width = image.rgb.shape[:2]
    times = int(np.ceil(megapixels * 1e6 / (height * width)))
    rng = np.random.default_rng(0)
    tiles = []
    for _ in range(times):
        light = rng.uniform(0.85, 1.15, 3)
        noise = rng.normal(0, 1.5, image.rgb.shape)
        tile = np.clip(image.rgb * light + noise, 0, 255)
        tiles.append(tile.astype(np.uint8))
    rgb = np.concatenate(tiles)[: int(megapixels * 1e6 / width)]
    return SourceImage(np.ascontiguousarray(rgb), None, "PNG", 0)


def grow(image: SourceImage) -> list[dict[str, Any]]:
    """Time the sweep for every size and k_max; memory in a process of its own."""
    rows = []
    for megapixels in SIZES:
        large = enlarged(image, megapixels)
        counting, table = timed(lambda large=large: count_colors(large), 3)
        for k_max in K_MAX:
            spent, _ = timed(lambda table=table, k_max=k_max: sweep_k(table, k_max))
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
    from tests.benchmarks.measure import photos

    image = next(iter(photos().values()))
    sweep_k(count_colors(image), 8)  # what is loaded once does not count
    large = enlarged(image, megapixels)
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


def load(image: SourceImage, repeat: int = 5) -> float:
    """Time of four sweeps in four threads at once, over that of one alone."""
    table = count_colors(image)
    ratios = []
    for _ in range(repeat):
        alone, _ = timed(lambda: sweep_k(table, 64))
        together, _ = timed(lambda: _at_once(table))
        ratios.append(together / alone)
    return median(ratios)


def _at_once(table: Any) -> None:  # noqa: ANN401
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

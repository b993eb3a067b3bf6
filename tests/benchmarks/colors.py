"""How the sweep grows with the number of distinct colors; in time of the processor."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from threadpoolctl import threadpool_limits

from components.engine import SourceImage, count_colors, read_image, sweep_k
from tests.benchmarks import peers
from tests.benchmarks.measure import photos

REPEAT = 3


def measure() -> dict[str, Any]:
    """Time the sweep, one fit of 16 colors and counting, in turns.

    Returns
    -------
    dict
        ``rows``, one a picture, the one with the fewest colors first.
    """
    with threadpool_limits(1):  # who waits for others in a loop would count twice
        rows = [_row(name, image) for name, image in _pictures().items()]
    return {"rows": sorted(rows, key=lambda row: int(row["colors"]))}


def table(rows: list[dict[str, Any]]) -> list[str]:
    """Write the growth as rows of Markdown, and the medians below."""
    lines = [
        "| picture | colors | counting, the floor | k ≤ 64 | times the floor"
        " | of one KMeans(16) |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        sweep, floor, fit = (row[each] for each in ("sweep", "floor", "fit"))
        lines.append(
            f"| {row['picture']} | {row['colors']:,} | {1000 * floor:.1f} ms"
            f" | {sweep:.2f} s | {sweep / floor:.0f} | {sweep / fit:.2f} of the time |"
        )
    medians = [
        f"* {name}: {median(shares):.2f} of the time of one KMeans(16)"
        f" (median of {len(shares)}; worst {max(shares):.2f})."
        for name, shares in (("Kodak", _shares(rows, True)), ("Else", _shares(rows)))
        if shares
    ]
    return [*lines, "", *medians]


def _shares(rows: list[dict[str, Any]], kodak: bool = False) -> list[float]:
    return [
        row["sweep"] / row["fit"]
        for row in rows
        if row["picture"].startswith("kodim") == kodak
    ]


def _pictures() -> dict[str, SourceImage]:
    """Read the photos, and those of CQ100 where KCOLORS_BENCH has them."""
    folder = Path(os.environ.get("KCOLORS_BENCH", "")) / "cq100"
    files = sorted(folder.glob("*.png")) if os.environ.get("KCOLORS_BENCH") else []
    return photos() | {file.stem: read_image(file.read_bytes()) for file in files}


def _row(name: str, image: SourceImage) -> dict[str, Any]:
    times: dict[str, list[float]] = {"sweep": [], "floor": [], "fit": []}
    for _ in range(REPEAT):
        times["floor"].append(_spent(lambda: count_colors(image)))
        times["sweep"].append(_spent(lambda: sweep_k(count_colors(image))))
        times["fit"].append(_spent(lambda: peers.tutorial(image.rgb, 16)))
    row = {each: median(spent) for each, spent in times.items()}
    found = {"picture": name, "colors": len(count_colors(image)), **row}
    print(f"  {found}", flush=True)
    return found


def _spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin

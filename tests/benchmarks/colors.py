"""How the sweep grows with the number of distinct colors; in time of the processor."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from threadpoolctl import threadpool_limits

from components.engine import SourceImage, count_colors, read_image, sweep_k
from components.engine.clustering.kmeans import MOST_COLORS
from tests.benchmarks import peers
from tests.benchmarks.measure import photos

REPEAT = 3
FAR = 5  # each such photo is swept up to 256 colors, too


def measure() -> dict[str, Any]:
    """Time the sweep, one fit of 16 colors and counting, in turns.

    Returns
    -------
    dict
        ``rows``, one a picture, the one with the fewest colors first; ``far``, the
        sweep of some up to 256 colors and one fit of 64.
    """
    pictures = _pictures()
    with threadpool_limits(1):  # who waits for others in a loop would count twice
        rows = [_row(name, image) for name, image in pictures.items()]
        far = [_far(image) for image in list(pictures.values())[::FAR]]
    return {"rows": sorted(rows, key=lambda row: int(row["colors"])), "far": far}


def table(rows: list[dict[str, Any]], far: list[dict[str, float]]) -> list[str]:
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
    shares = [each["sweep"] / each["fit"] for each in far]
    medians.append(
        f"* All k up to 256: {median(shares):.2f} of the time of one KMeans(64)"
        f" (median of {len(shares)}; worst {max(shares):.2f})."
    )
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
    row = _in_turns(
        {
            "floor": lambda: count_colors(image),
            "sweep": lambda: sweep_k(count_colors(image)),
            "fit": lambda: peers.tutorial(image.rgb, 16),
        }
    )
    found = {"picture": name, "colors": len(count_colors(image)), **row}
    print(f"  {found}", flush=True)
    return found


def _far(image: SourceImage) -> dict[str, float]:
    found = _in_turns(
        {
            "sweep": lambda: sweep_k(count_colors(image), MOST_COLORS),
            "fit": lambda: peers.tutorial(image.rgb, 64),
        }
    )
    print(f"  up to {MOST_COLORS}: {found}", flush=True)
    return found


def _in_turns(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median seconds of the processor that each takes."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(REPEAT):
        for name, work in works.items():
            times[name].append(_spent(work))
    return {name: median(spent) for name, spent in times.items()}


def _spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin

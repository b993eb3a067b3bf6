"""The best of a list beside a free fit, each center of it snapped to the list.

The list is 489 threads. Snapping is what other programs do: it comes out with fewer
colors than were asked for where two centers have the same nearest thread.
"""

import time
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from components.engine import (
    SourceImage,
    color_lists,
    count_colors,
    sweep_k,
    sweep_list,
)
from tests.benchmarks.measure import inertia, mean_ratio, photos

KS = (4, 8, 16, 32, 64)
ASKED = KS[:4]
_LIST = "dmc-floss"


def measure() -> dict[str, Any]:
    """Compare on every photo.

    Returns
    -------
    dict
        ``rows``: for each photo its inertia as ratios to snapping and to the free fit,
        and how many different colors snapping has, for each of `KS`; the seconds of the
        processor that all 64 k take, and those of the free sweep.
    """
    (threads,) = (each.colors for each in color_lists() if each.key == _LIST)
    return {"rows": [_row(image, threads) for image in photos().values()]}


def table(found: dict[str, Any]) -> list[str]:
    """Write the comparison as rows of Markdown."""
    rows = found["rows"]
    lines = [
        "| k | error / snapping | worst | different colors of snapping | error / free"
        " fit |",
        "| --- | --- | --- | --- | --- |",
    ]
    for at, k in enumerate(KS):
        snapped, free, different = (
            [row[key][at] for row in rows] for key in ("snapped", "free", "different")
        )
        lines.append(
            f"| {k} | {mean_ratio(snapped):.3f} | {max(snapped):.3f}"
            f" | {min(different)}–{max(different)} | {mean_ratio(free):.3f} |"
        )
    asked = [each for row in rows for each in row["snapped"][: len(ASKED)]]
    seconds = [row["seconds"] for row in rows]
    return [
        *lines,
        "",
        f"* k = 4 to 32 together: {mean_ratio(asked):.3f} (geometric mean of"
        f" {len(rows)} photos).",
        f"* All 64 k take {median(seconds):.2f} s of the processor (median; worst"
        f" {max(seconds):.2f} s), of which the free sweep is"
        f" {median([row['sweep'] for row in rows]):.2f} s.",
    ]


def _row(image: SourceImage, threads: NDArray[np.uint8]) -> dict[str, Any]:
    colors = count_colors(image)
    begin = time.process_time()
    chosen = sweep_list(colors, threads)
    between = time.process_time()
    free = sweep_k(colors)
    end = time.process_time()
    row: dict[str, Any] = {"seconds": between - begin, "sweep": end - between}
    row |= {"snapped": [], "free": [], "different": []}
    for k in KS:
        ours = inertia(colors, chosen.centers[k - 1])
        nearest = _snapped(free.centers[k - 1], threads)
        row["snapped"].append(ours / inertia(colors, nearest))
        row["free"].append(ours / inertia(colors, free.centers[k - 1]))
        row["different"].append(len(nearest))
    return row


def _snapped(
    centers: NDArray[np.float64], threads: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """Return the nearest thread of each center, each once."""
    away = ((centers[:, None] - threads.astype(np.float64)) ** 2).sum(axis=2)
    return np.unique(threads[away.argmin(axis=1)], axis=0).astype(np.float64)

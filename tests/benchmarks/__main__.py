"""Measure the sweep against its peers: ``make bench``.

Set KCOLORS_BENCH to a folder with ``kodak/``, ``graphics/`` and ``large/`` to
measure on these; otherwise our own sample pictures are used. The reference,
scikit-learn's best of ten starts on all pixels, takes half a minute a picture the
first time. ``python -m tests.benchmarks photos graphics growth live bytes`` does
any of the five; what the others gave before is kept.
"""

import json
import os
import platform
import sys
from collections.abc import Callable
from statistics import median
from typing import Any

from components.engine.precompile import precompile
from tests.benchmarks import bytes as sizes
from tests.benchmarks import growth, live, peers, quality, start
from tests.benchmarks.draw import chart
from tests.benchmarks.measure import ROOT, graphics, photos, timed

LOADED = 5  # photos that are swept by four threads at once
RESULTS = ROOT / "bench-results"


def measure_photos() -> dict[str, Any]:
    """Compare with every peer, and with the tutorial's recipe for every k."""
    pictures = photos()
    first = next(iter(pictures.values()))
    return {
        "pictures": len(pictures),
        "found": quality.compare(pictures, peers.installed()),
        "converged": quality.convergence(pictures),
        "every_k": quality.tutorial_for_every_k(first),
        "sweep": timed(lambda: quality.ours(first), 3)[0],
    }


def measure_graphics() -> dict[str, Any]:
    """Compare with the reference on few colors and gradients."""
    return {"found": quality.compare(graphics(), {})}


def measure_growth() -> dict[str, Any]:
    """Time larger pictures and larger k, many at once, and the first sweep."""
    some = list(photos().values())[:LOADED]
    imports, run = start.first_sweep()
    return {
        "rows": growth.grow(),
        "load": growth.load(some),
        "imports": imports,
        "run": run,
    }


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "photos": measure_photos,
    "graphics": measure_graphics,
    "growth": measure_growth,
    "live": live.measure,
    "bytes": sizes.measure,
}


def report(results: dict[str, Any]) -> str:
    """Write the results as Markdown."""
    one, flat, large, drag, weighed = (results[part] for part in PARTS)
    return "\n".join(
        [
            f"{one['pictures']} photos, {os.cpu_count()} cores,"
            f" {platform.machine()}, Python {platform.python_version()}.",
            "",
            *quality.table(one["found"]),
            "",
            *quality.summary(one["found"], one["every_k"], one["sweep"]),
            "Ten more Lloyd iterations by scikit-learn gain at most"
            f" {max(one['converged'].values()):.3%} of the inertia.",
            f"Four sweeps in four threads take {median(large['load']):.2f} times as"
            f" long as one alone (median of some photos; worst"
            f" {max(large['load']):.2f}).",
            f"In a new process the imports take {large['imports']:.2f} s and the"
            f" first run of all loops {large['run']:.2f} s, with the machine code"
            " already on disk.",
            "",
            "Graphics with few colors, and gradients:",
            "",
            *quality.table(flat["found"]),
            "",
            *growth.table(large["rows"]),
            "",
            "Dragging the slider, in Chromium without a GPU:",
            "",
            *live.table(drag),
            "",
            "Bytes beside pngquant's files, for no more squared error:",
            "",
            *sizes.table(weighed),
        ]
    )


def main() -> None:
    """Measure what was asked for, write it down, and print all there is."""
    precompile()
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / "bench.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    for part in sys.argv[1:] or list(PARTS):
        print(part, flush=True)
        results[part] = PARTS[part]()
        file.write_text(json.dumps(results, indent=1))
    if all(part in results for part in PARTS):
        text = report(results)
        print("\n" + text)
        (RESULTS / "bench.md").write_text(text + "\n")
        drawing = chart(results["photos"]["found"], results["growth"]["rows"])
        (ROOT / ".github" / "bench.svg").write_text(drawing)


if __name__ == "__main__":
    main()

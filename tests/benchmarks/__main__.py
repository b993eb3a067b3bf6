"""Measure the sweep against its peers: ``make bench``.

Set KCOLORS_BENCH to a folder with ``kodak/``, ``graphics/``, ``large/`` and ``cq100/``
to measure on these, and to have what is found written into ``README.md``, between the
marks; otherwise our own sample pictures are used. The reference, scikit-learn's best of
ten starts on all pixels, takes half a minute a picture the first time. ``python -m
tests.benchmarks photos graphics growth start colors lists live cloud bytes eye pairs
many animations`` does any of the thirteen; what the others gave before is kept. ``eye``
takes three minutes a picture the first time; with ``--pictures 7`` it looks at so many
of them; ``pairs`` takes half a minute a picture. ``many`` goes up to 10,000 small
pictures, or to so many as ``--pictures`` says.

What has become slower or larger by more than a fifth than in the last table of the same
pictures is told at the end, and the command fails.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from components.engine.precompile import precompile
from tests.benchmarks import (
    animations,
    cloud,
    colors,
    eye,
    growth,
    lists,
    live,
    many,
    pairs,
    peers,
    quality,
    regression,
    report,
    start,
)
from tests.benchmarks import bytes as sizes
from tests.benchmarks.draw import chart
from tests.benchmarks.measure import ROOT, graphics, photos, timed

LOADED = 5  # photos that are swept by four threads at once
RESULTS = ROOT / "bench-results"
FIGURES = Path(__file__).with_name("README.md")
OWN = RESULTS / "bench.md"  # of our own pictures


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
    """Time larger pictures and larger k, and many at once."""
    some = list(photos().values())[:LOADED]
    return {"rows": growth.grow(), "load": growth.load(some)}


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "photos": measure_photos,
    "graphics": measure_graphics,
    "growth": measure_growth,
    "start": start.measure,
    "colors": colors.measure,
    "lists": lists.measure,
    "live": live.measure,
    "cloud": cloud.measure,
    "bytes": sizes.measure,
    "eye": eye.measure,
    "pairs": pairs.measure,
    "many": many.measure,
    "animations": animations.measure,
}

# Those that can be given how many pictures to look at.
SOME: dict[str, Callable[[int], dict[str, Any]]] = {
    "eye": eye.measure,
    "many": many.measure,
}


def main() -> None:
    """Measure what was asked for, write it down, and print all there is."""
    asked = _asked()
    precompile()
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / "bench.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    for part in asked.parts or list(PARTS):
        print(part, flush=True)
        some = SOME.get(part) if asked.pictures else None
        results[part] = some(asked.pictures) if some else PARTS[part]()
        file.write_text(json.dumps(results, indent=1))
    last = _last_table()
    text = report.fill(FIGURES.read_text("utf-8"), results)
    print("\n" + text)
    file = FIGURES if _measures_the_set() else OWN
    file.write_text(text, "utf-8")
    if {"photos", "growth"} <= results.keys():
        drawing = chart(results["photos"]["found"], results["growth"]["rows"])
        (ROOT / ".github" / "bench.svg").write_text(drawing)
    worse = regression.regressions(last, text)
    if worse:
        sys.exit("\n".join(["Worse by more than a fifth than the last table:", *worse]))


def _measures_the_set() -> bool:
    return bool(os.environ.get("KCOLORS_BENCH"))


def _last_table() -> str:
    """Return the text with the last figures of the same pictures, if there is one."""
    if _measures_the_set():
        return FIGURES.read_text("utf-8")
    return OWN.read_text("utf-8") if OWN.exists() else ""


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument(
        "--pictures", type=int, help="how many of them eye and many look at"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Measure the sweep against its peers: ``make bench``.

Set KCOLORS_BENCH to a folder with ``kodak/`` and ``graphics/`` to measure on these;
otherwise our own sample pictures are used. The reference, scikit-learn's best of
ten starts on all pixels, takes half a minute a picture the first time.
"""

import json
import os
import platform

from components.engine.warm import warm
from tests.benchmarks import growth, peers, quality, start
from tests.benchmarks.draw import chart
from tests.benchmarks.measure import ROOT, graphics, photos, timed

RESULTS = ROOT / "bench-results"


def main() -> None:
    """Measure everything, print it, and write it down."""
    warm()
    pictures = photos()
    print("Quality and speed on photos")
    found = quality.compare(pictures, peers.installed())
    first = next(iter(pictures.values()))
    every_k = quality.tutorial_for_every_k(first)
    ours, _ = timed(lambda: quality.ours(first), 3)
    print("Quality on graphics")
    flat = quality.compare(graphics(), {})
    converged = quality.convergence(pictures)
    print("Growth")
    rows = growth.grow(first)
    busy = growth.load(first)
    imports, run = start.first_sweep()
    lines = [
        f"{len(pictures)} photos, {os.cpu_count()} cores, {platform.machine()},"
        f" Python {platform.python_version()}.",
        "",
        *quality.table(found),
        "",
        *quality.summary(found, every_k, ours),
        f"Ten more Lloyd iterations by scikit-learn gain at most"
        f" {max(converged.values()):.3%} of the inertia.",
        f"Four sweeps in four threads take {busy:.2f} times as long as one alone.",
        f"In a new process the imports take {imports:.2f} s and the first run of all"
        f" loops {run:.2f} s, with the machine code already on disk.",
        "",
        "Graphics with few colors, and gradients:",
        "",
        *quality.table(flat),
        "",
        *growth.table(rows),
    ]
    text = "\n".join(lines)
    print("\n" + text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "bench.md").write_text(text + "\n")
    (RESULTS / "bench.json").write_text(
        json.dumps(
            {
                "photos": found,
                "graphics": flat,
                "converged": converged,
                "growth": rows,
                "load": busy,
                "every_k": every_k,
            },
            indent=1,
        )
    )
    (ROOT / ".github" / "bench.svg").write_text(chart(found, rows))


if __name__ == "__main__":
    main()

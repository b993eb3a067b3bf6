"""How good the fits are, and how long they take, beside others."""

import json
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from sklearn.cluster import KMeans

from components.engine import ColorTable, SourceImage, count_colors, sweep_k
from tests.benchmarks import peers
from tests.benchmarks.measure import ROOT, inertia, mean_ratio, timed

FEW_COLORS = 2000
KS = (2, 3, 4, 8, 16, 32, 64)
# The reference takes minutes, and never changes for the same picture.
REFERENCE = ROOT / "bench-results" / "reference.json"


def reference(pictures: dict[str, SourceImage]) -> dict[str, dict[str, float]]:
    """Inertia of scikit-learn's best of ten starts on all pixels, for each k."""
    known = json.loads(REFERENCE.read_text()) if REFERENCE.exists() else {}
    for name, image in pictures.items():
        if name in known:
            continue
        print(f"  reference for {name} …", flush=True)
        table = count_colors(image)
        known[name] = {
            str(k): inertia(table, _best_of_ten(image, table, k))
            for k in KS
            if k < len(table)
        }
        REFERENCE.parent.mkdir(exist_ok=True)
        REFERENCE.write_text(json.dumps(known, indent=1))
    return {name: known[name] for name in pictures}


def _best_of_ten(image: SourceImage, table: ColorTable, k: int) -> peers.Centers:
    """Fit the reference; flat art by its table, which is the same and takes less.

    So are soft pictures, whose pixels do not all weigh the same.
    """
    if len(table) <= FEW_COLORS or image.soft:
        fit = KMeans(n_clusters=k, n_init=10, random_state=0)
        fit.fit(table.colors.astype(float), None, table.weights)
        return np.asarray(fit.cluster_centers_, np.float64)
    return peers.best_of_ten(image.rgb, k)


def ours(image: SourceImage, k_max: int = 64) -> tuple[ColorTable, Any]:
    """Do all that the page does: from pixels to converged centers for every k."""
    table = count_colors(image)
    return table, sweep_k(table, k_max)


def compare(
    pictures: dict[str, SourceImage], others: dict[str, peers.Peer]
) -> dict[str, Any]:
    """Measure the sweep and every peer on every picture, in turns.

    Returns
    -------
    dict
        ``k-colors`` and each peer: by k, inertia ratios and seconds, a picture
        each; for the sweep also the seconds of all k together.
    """
    known = reference(pictures)
    found: dict[str, Any] = {"k-colors": {"sweep": [], "floor": []}}
    for name, image in pictures.items():
        print(f"  {name}", flush=True)
        floor, _ = timed(partial(count_colors, image), 3)
        seconds, (table, sweep) = timed(partial(ours, image), 3)
        found["k-colors"]["sweep"].append(seconds)
        found["k-colors"]["floor"].append(floor)
        for k in [k for k in KS if str(k) in known[name]]:
            best = known[name][str(k)]
            _note(found, "k-colors", k, inertia(table, sweep.centers[k - 1]) / best, 0)
            for peer, fit in others.items():
                spent, centers = timed(partial(fit, image.rgb, k))
                _note(found, peer, k, inertia(table, centers) / best, spent)
    return found


def _note(found: dict[str, Any], who: str, k: int, ratio: float, spent: float) -> None:
    entry = found.setdefault(who, {}).setdefault(str(k), {"ratio": [], "seconds": []})
    entry["ratio"].append(ratio)
    entry["seconds"].append(spent)


def convergence(pictures: dict[str, SourceImage]) -> dict[str, float]:
    """Largest share that ten more Lloyd iterations by scikit-learn gain, by k."""
    most = dict.fromkeys(map(str, KS), 0.0)
    for image in pictures.values():
        table, sweep = ours(image)
        for k in [k for k in KS if k <= sweep.k_max and sweep.inertia[k - 1] > 0]:
            centers = sweep.centers[k - 1]
            more = KMeans(k, init=centers, n_init=1, max_iter=10, tol=0)
            more.fit(table.colors.astype(float), sample_weight=table.weights)
            after = inertia(table, more.cluster_centers_)
            gain = 1 - after / sweep.inertia[k - 1]
            most[str(k)] = max(most[str(k)], gain)
    return most


def tutorial_for_every_k(image: SourceImage, most: int = 64) -> float:
    """Seconds that the tutorial's recipe takes for k = 1..most, one after another."""
    ks = range(1, most + 1)
    return sum(timed(partial(peers.tutorial, image.rgb, k))[0] for k in ks)


def table(found: dict[str, Any]) -> list[str]:
    """Write the comparison as rows of Markdown."""
    lines = [
        "| | seconds, k = 8 / 16 / 64 "
        "| inertia, k = 2 / 3 / 4 / 8 / 16 / 32 / 64 | worst |",
        "| --- | --- | --- | --- |",
    ]
    for who, entries in found.items():
        ratios = [entries[str(k)]["ratio"] for k in KS if str(k) in entries]
        means = " / ".join(f"{mean_ratio(r):.3f}" for r in ratios)
        worst = max(max(r) for r in ratios)
        if who == "k-colors":
            spent = f"**{median(entries['sweep']):.2f} for all 64 k**"
            who = "**k-colors**"
        else:
            at = [entries[str(k)]["seconds"] for k in (8, 16, 64) if str(k) in entries]
            spent = " / ".join(f"{median(s):.2f}" for s in at)
        lines.append(f"| {who} | {spent} | {means} | {worst:.3f} |")
    return lines


def summary(found: dict[str, Any], every_k: float, sweep_of_that: float) -> list[str]:
    """Say the ratios that matter in words."""
    mine = found["k-colors"]
    others = found["scikit-learn KMeans(k), the tutorial's"]["16"]["seconds"]
    pairs = [a / b for a, b in zip(mine["sweep"], others, strict=True)]
    return [
        f"The whole sweep takes {median(pairs):.2f} of the time of one"
        f" KMeans(16), on the median picture (paired).",
        f"The tutorial's recipe for every k takes {every_k / sweep_of_that:.0f} times"
        " as long as the sweep (one picture).",
        f"The floor, reading the pixels once and counting colors, is"
        f" {1000 * median(mine['floor']):.1f} ms: the sweep takes"
        f" {median(mine['sweep']) / median(mine['floor']):.0f} times that.",
    ]

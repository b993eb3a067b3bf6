"""How every single picture looks beside pngquant's, at the same k.

`eye` compares many programs by two measures, and takes minutes a picture. This looks at
one pair after the other: Oklrab, plain and in gentle dots, and pngquant at its most
careful, by SSIMULACRA2 alone, so that all photos can be looked at.
"""

from collections.abc import Iterator
from statistics import mean
from typing import Any

from components.engine import (
    Dither,
    SourceImage,
    count_colors,
    quantize,
    read_image,
    space_for,
    sweep_k,
)
from tests.benchmarks.bytes import pngquant
from tests.benchmarks.measure import photos
from tests.benchmarks.scores import Kept, Pixels, digest, ssimulacra2

KS = (8, 16, 32, 64)
_WAYS: dict[str, Dither | None] = {"plain": None, "gentle dots": "gentle"}
_ASKED = -2  # of the worst pair


def measure() -> dict[str, Any]:
    """Score every pair.

    Returns
    -------
    dict
        ``rows``: one entry for each picture, way and k, with both scores. What was
        scored before is not scored again.
    """
    kept, rows = Kept(), []
    for name, image in photos().items():
        print(f"  {name}", flush=True)
        rows += [{"name": name} | row for row in _rows(image, kept)]
    return {"rows": rows}


def _rows(image: SourceImage, kept: Kept) -> Iterator[dict[str, Any]]:
    for way, dither in _WAYS.items():
        space = space_for("oklrab", dither is not None)
        sweep = sweep_k(count_colors(image), max(KS), space)
        for k in KS:
            colors = sweep.colors[k - 1]
            drawn = quantize(image, colors, dither=dither or False, space=space)
            theirs = read_image(pngquant(image, k, dither is not None)).rgb
            yield {
                "way": way,
                "k": k,
                "ours": _score(kept, image.rgb, drawn.palette[drawn.indices]),
                "theirs": _score(kept, image.rgb, theirs),
            }


def _score(kept: Kept, original: Pixels, drawn: Pixels) -> float:
    key = f"ssimulacra2 {digest(original)} {digest(drawn)}"
    found = kept.get(key, lambda: {"score": ssimulacra2(original, drawn)})
    return float(found["score"])


def table(found: dict[str, Any]) -> list[str]:
    """Write what pairs differ by as rows of Markdown."""
    rows = found["rows"]
    pictures = len({row["name"] for row in rows})
    return [
        f"{pictures} photos. SSIMULACRA2 in Oklrab less that of pngquant `--speed 1`:",
        "",
        "| |" + "".join(f" k = {k} |" for k in KS) + " mean | worst pair |"
        f" pairs below −{-_ASKED} |",
        "| --- |" + " --- |" * (len(KS) + 3),
        *(_line(way, [row for row in rows if row["way"] == way]) for way in _WAYS),
    ]


def _line(way: str, rows: list[dict[str, Any]]) -> str:
    more = {(row["name"], row["k"]): row["ours"] - row["theirs"] for row in rows}
    at = min(more, key=lambda each: more[each])
    means = (mean(more[each] for each in more if each[1] == k) for k in KS)
    return (
        f"| {way} |"
        + "".join(f" {each:+.1f} |" for each in means)
        + f" {mean(more.values()):+.1f} | {more[at]:+.1f} ({at[0]}, {at[1]}) |"
        f" {sum(each < _ASKED for each in more.values())} of {len(more)} |"
    )

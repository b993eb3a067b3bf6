"""What `eye` found, as Markdown."""

from collections.abc import Iterable
from itertools import groupby
from statistics import mean
from typing import Any

from tests.benchmarks.eye import KS, OURS, PNGQUANT, Row
from tests.benchmarks.measure import mean_ratio
from tests.benchmarks.rates import bytes_at_equal_score

# What these lack is seen on any screen; with more colors one has to look for it.
_FEW = KS[:4]
_MANY = KS[4:]


def table(found: dict[str, Any]) -> list[str]:
    """Write the scores, and ours against pngquant's, as rows of Markdown."""
    rows = found["rows"]
    pictures = len({row["name"] for row in rows})
    return [
        f"{pictures} photos. SSIMULACRA2, more is better, and FLIP, less is better:",
        "",
        "| |" + "".join(f" k = {k} |" for k in KS) + " mean, 8–64 | FLIP, 8–64 |",
        "| --- |" + " --- |" * (len(KS) + 2),
        *_scores(rows),
        "",
        *_against_pngquant(rows),
    ]


def _scores(rows: list[Row]) -> Iterable[str]:
    for dots in (False, True):
        for who in dict.fromkeys(row["who"] for row in rows):
            mine = [row for row in rows if _is(row, who, dots)]
            if not mine:
                continue
            few = [row for row in mine if row["k"] in _FEW]
            cells = [
                mean(row["ssimulacra2"] for row in mine if row["k"] == k) for k in KS
            ]
            name = f"**{who}**" if who in OURS else who
            yield (
                f"| {name}, {'dithered' if dots else 'plain'} |"
                + "".join(f" {cell:.1f} |" for cell in cells)
                + f" {mean(row['ssimulacra2'] for row in few):.1f} |"
                f" {mean(row['flip'] for row in few):.4f} |"
            )


def _against_pngquant(rows: list[Row]) -> list[str]:
    if not any(row["who"] == PNGQUANT for row in rows):
        return ["pngquant is not installed: nothing to compare with."]
    lines = [
        f"Beside {PNGQUANT} at the same k, plain with plain (`--nofs`) and dithered"
        " with dithered; bytes at the same SSIMULACRA2:",
        "",
        "| | SSIMULACRA2, mean of 8–64 | worst pair | k = 128 | k = 256"
        " | FLIP, 8–64 | FLIP, 128–256 | bytes / pngquant | / squeezed | pairs |",
        "| --- |" + " --- |" * 9,
    ]
    ours = ((who, dither is not None) for who, (_, dither) in OURS.items())
    return lines + [_pairs(rows, who, dots) for who, dots in ours]


def _pairs(rows: list[Row], who: str, dots: bool) -> str:
    """Compare one of our ways with pngquant's."""
    mine, theirs = (
        {(row["name"], row["k"]): row for row in rows if _is(row, each, dots)}
        for each in (who, PNGQUANT)
    )

    def more(of: str, ks: Iterable[int]) -> dict[tuple[str, int], float]:
        return {at: mine[at][of] - theirs[at][of] for at in mine if at[1] in ks}

    few = more("ssimulacra2", _FEW)
    at = min(few, key=lambda each: few[each])
    bytes_, least, count = _rates(mine, theirs)
    return (
        f"| **{who}**, {'dithered' if dots else 'plain'}"
        f" | {mean(few.values()):+.1f} | {few[at]:+.1f} ({at[0]}, {at[1]})"
        + "".join(f" | {mean(more('ssimulacra2', [k]).values()):+.1f}" for k in _MANY)
        + "".join(f" | {mean(more('flip', ks).values()):+.4f}" for ks in (_FEW, _MANY))
        + f" | {bytes_:.3f} | {least:.3f} | {count} |"
    )


def _is(row: Row, who: str, dots: bool) -> bool:
    return (row["who"], row["dots"]) == (who, dots)


def _rates(
    mine: dict[tuple[str, int], Row], theirs: dict[tuple[str, int], Row]
) -> tuple[float, float, int]:
    """Compare bytes at equal scores: with the files, and with these squeezed."""
    found: dict[str, list[float]] = {"bytes": [], "squeezed": []}
    for _, keys in groupby(sorted(mine), key=lambda at: at[0]):
        at = list(keys)
        for what, ratios in found.items():
            ratios += bytes_at_equal_score(
                [mine[each]["ssimulacra2"] for each in at],
                [mine[each]["bytes"] for each in at],
                [theirs[each]["ssimulacra2"] for each in at],
                [theirs[each][what] for each in at],
            )
    return (
        mean_ratio(found["bytes"]),
        mean_ratio(found["squeezed"]),
        len(found["bytes"]),
    )

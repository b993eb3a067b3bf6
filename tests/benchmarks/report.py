"""What was measured, as Markdown, put between the marks of ``README.md``."""

import os
import platform
import re
from collections.abc import Callable
from statistics import median
from typing import Any

from tests.benchmarks import (
    animations,
    cloud,
    colors,
    eye_table,
    growth,
    lists,
    live,
    many,
    pairs,
    quality,
    start,
)
from tests.benchmarks import bytes as sizes

_MARKED = re.compile(r"(<!-- figures (\w+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


def fill(text: str, results: dict[str, Any]) -> str:
    """Put results into a text.

    Parameters
    ----------
    text : str
        Has marks: ``<!-- figures photos -->``, where they end ``<!-- /figures -->``.
    results : dict
        What each part of the command gave.

    Returns
    -------
    str
        The text; outside the marks nothing has changed, and neither has what stands
        between those of a part that was not measured.
    """

    def filled(marked: re.Match[str]) -> str:
        begin, name, end = marked.groups()
        if name in results and (name != "photos" or "growth" in results):
            return "\n".join([begin, *_BLOCKS[name](results), "", end])
        return marked.group()

    return _MARKED.sub(filled, text)


def _photos(found: dict[str, Any]) -> list[str]:
    said = quality.summary(found["found"], found["every_k"], found["sweep"])
    gain = max(found["converged"].values())
    return [
        f"{found['pictures']} photos, {os.cpu_count()} cores,"
        f" {platform.machine()}, Python {platform.python_version()}.",
        "",
        *quality.table(found["found"]),
        "",
        *(f"* {sentence}" for sentence in said),
        f"* Ten more Lloyd iterations by scikit-learn gain at most {gain:.3%} of the"
        " inertia.",
    ]


def _growth(found: dict[str, Any]) -> list[str]:
    """Say what many sweeps at once take."""
    times = found["load"]
    return [
        f"* Four sweeps in four threads take {median(times):.2f} times as long as one"
        f" alone (median of {len(times)} photos; worst {max(times):.2f}).",
    ]


_BLOCKS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "photos": lambda of: [*_photos(of["photos"]), *_growth(of["growth"])],
    "graphics": lambda of: quality.table(of["graphics"]["found"]),
    "growth": lambda of: growth.table(of["growth"]["rows"]),
    "start": lambda of: start.sentences(of["start"]),
    "bytes": lambda of: sizes.table(of["bytes"]),
    "eye": lambda of: eye_table.table(of["eye"]),
    "pairs": lambda of: pairs.table(of["pairs"]),
    "colors": lambda of: colors.table(of["colors"]["rows"], of["colors"]["far"]),
    "lists": lambda of: lists.table(of["lists"]),
    "live": lambda of: live.table(of["live"]),
    "cloud": lambda of: cloud.table(of["cloud"]),
    "many": lambda of: many.table(of["many"]),
    "animations": lambda of: animations.table(of["animations"]),
}

"""The slowest and the largest there is, honest and hostile, measured."""

import math
import sys
import time
from collections.abc import Callable

from tests.fuzz.honest import CASES as HONEST
from tests.fuzz.hostile import boxed, exif, jpegs, others, pngs, profiles, tiffs
from tests.fuzz.worker import Worker

MEGABYTE = 2**20
HOSTILE: dict[str, Callable[[], bytes]] = {
    **jpegs.CASES,
    **pngs.CASES,
    **tiffs.CASES,
    **others.CASES,
    **boxed.CASES,
    **exif.CASES,
    **profiles.CASES,
}
WIDTHS = (45, 6, 6, 6)


def measure(name: str, make: Callable[[], bytes]) -> bool:
    """Have one file read in a process of its own, print a line; tell if it was bad."""
    data = make()
    with Worker() as worker:
        worker.read(b"GIF89a")  # so that starting is over
        outcome = worker.read(data)
    print(
        f"| {name:{WIDTHS[0]}} | {len(data) / MEGABYTE:{WIDTHS[1]}.1f} |"
        f" {outcome.seconds:{WIDTHS[2]}.2f} | {outcome.megabytes:{WIDTHS[3]}.0f} |"
        f" {outcome.text} |",
        flush=True,
    )
    return outcome.wrong or outcome.too_much


def main(words: list[str]) -> None:
    """Measure all, or those whose name has one of some words in it."""
    start = time.monotonic()
    print("| file | MB | seconds | memory, MB | outcome |")
    print("| --- | --- | --- | --- | --- |")
    bad = [
        name
        for name, make in {**HONEST, **HOSTILE}.items()
        if (not words or any(word in name for word in words)) and measure(name, make)
    ]
    minutes = math.ceil((time.monotonic() - start) / 60)
    print(f"\n{len(bad)} beyond the bounds, in {minutes} minutes.", *bad, sep="\n")
    sys.exit(bool(bad))

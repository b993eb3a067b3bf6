"""Reading damaged files for minutes, each in a process that can be watched."""

import hashlib
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds
from tests.fuzz.worker import ROOT, Outcome, Worker

SAVED = ROOT / "bench-results" / "fuzz"


@dataclass
class Tally:
    """What became of all the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    largest: float = 0.0
    bad: list[str] = field(default_factory=list)

    def add(self, data: bytes, seed: int, outcome: Outcome) -> None:
        """Count an outcome; keep the file if it is a bad one."""
        self.outcomes["read" if outcome.text == "read" else "refused"] += 1
        self.slowest = max(self.slowest, outcome.seconds)
        self.largest = max(self.largest, outcome.megabytes)
        if outcome.wrong or outcome.too_much:
            SAVED.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(data).hexdigest()[:16]
            (SAVED / name).write_bytes(data)
            found = f"{outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB"
            self.bad.append(f"{SAVED / name} (seed {seed}): {outcome.text}; {found}")
            print(self.bad[-1], flush=True)


def fuzz(minutes: float, first: int) -> Tally:
    """Read damaged files on every core, for so many minutes.

    Parameters
    ----------
    minutes : float
        How long.
    first : int
        Number of the first file; the same number gives the same file.
    """
    files = list(seeds().values())
    cores = os.cpu_count() or 1
    end = time.monotonic() + 60 * minutes
    tally = Tally()

    def work(core: int) -> None:
        seed = first + core
        with Worker() as worker:
            while time.monotonic() < end:
                data = mutated(files, seed)
                tally.add(data, seed, worker.read(data))
                seed += cores

    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(work, range(cores)))
    return tally


def main(minutes: float, first: int) -> None:
    """Fuzz, print the figures, and end badly if anything was bad."""
    tally = fuzz(minutes, first)
    counts = tally.outcomes
    print(
        f"{counts.total():,} files from {len(seeds()):,} good ones, first number"
        f" {first}: {counts['read']:,} read, {counts['refused']:,} refused; the slowest"
        f" took {tally.slowest:.2f} s, the largest {tally.largest:.0f} MB;"
        f" {len(tally.bad)} bad."
    )
    sys.exit(bool(tally.bad))

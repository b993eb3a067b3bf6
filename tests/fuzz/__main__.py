"""Measure what files can do at worst: ``make worst`` and ``make fuzz``.

``python -m tests.fuzz worst [words …]`` makes the largest and the most hostile files
there are, and prints how long reading takes and how much memory. ``python -m
tests.fuzz run [minutes [first]]`` reads damaged files, from a number on; those that
hang, crash or take too much are kept. ``python -m tests.fuzz again files …`` reads
some once more.
"""

import sys
import time
from pathlib import Path

from tests.fuzz import run, worst
from tests.fuzz.worker import Worker


def again(files: list[str]) -> None:
    """Read files once more."""
    with Worker() as worker:
        for file in files:
            print(file, worker.read(Path(file).read_bytes()))


def main(words: list[str]) -> None:
    """Do what the first word says."""
    match words:
        case ["worst", *names]:
            worst.main(names)
        case ["again", *files]:
            again(files)
        case ["run", *numbers]:
            minutes = float(numbers[0]) if numbers else 5.0
            run.main(minutes, int(numbers[1]) if numbers[1:] else int(time.time()))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

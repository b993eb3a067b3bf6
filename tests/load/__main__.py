"""Many people at once: ``make load``.

Starts the page, lets 1, 5, 20 and 50 people work on it, each with photos of their own
of 1 to 12 megapixels, and writes what they saw to ``bench-results/load.json``. People
are websocket clients that send what a browser sends; the pictures they upload are
made before. ``python -m tests.load 20`` takes only so many, ``--seconds`` and
``--minutes`` set how long they work, and how long they then do nothing, ``--held`` how
long they hold the slider still before they let it go.
"""

import argparse
import asyncio
import json
import os
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from tests.browser.conftest import start as start_page
from tests.load.client import Client
from tests.load.people import HELD, Person, Seen, photos_for
from tests.load.server import Watcher, seconds_of_work

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "bench-results" / "load.json"

CROWDS = (1, 5, 20, 50)
SECONDS = 180.0
MINUTES = 10.0
# Of sessions whose tab was closed, and of the server to clean up after them.
GONE = 200.0
SETTLE = 3.0


def worst_of_twenty(seconds: list[float]) -> float:
    """95th percentile."""
    return float(np.percentile(seconds, 95)) if seconds else float("nan")


async def visit_once(address: str) -> None:
    """Have all code loaded, as after the first visitor of the day."""
    client = Client(address)
    await client.connect()
    await client.close()


async def measure(
    people: int, seconds: float, minutes: float, held: float
) -> dict[str, Any]:
    """Let some people work on a server of their own.

    Parameters
    ----------
    people : int
        How many.
    seconds : float
        How long each works.
    minutes : float
        How long they then do nothing, their tabs open; 0 to leave that out.
    held : float
        Seconds for which they hold the slider still before they let it go.
    """
    with start_page() as (address, process):
        watcher = Watcher(process)
        await visit_once(address)
        rest = await watcher.settled(SETTLE)
        seen = Seen()
        crowd = [Person(address, number, seen, held) for number in range(people)]
        for person in crowd:
            person.pack(photos_for(seconds))
        before = seconds_of_work(process)
        with watcher.watching():
            start = asyncio.get_running_loop().time()
            await asyncio.gather(*(person.work(seconds) for person in crowd))
            took = asyncio.get_running_loop().time() - start
        found: dict[str, Any] = {
            "people": people,
            "visits": len(seen.visits),
            "uploads": len(seen.uploads),
            "moves": len(seen.moves),
            "errors": seen.errors,
            "visit p95": worst_of_twenty(seen.visits),
            "upload median": median(seen.uploads or [float("nan")]),
            "upload p95": worst_of_twenty(seen.uploads),
            "move median": median(seen.moves or [float("nan")]),
            "move p95": worst_of_twenty(seen.moves),
            "figures median": median(seen.figures or [float("nan")]),
            "figures p95": worst_of_twenty(seen.figures),
            "cores": (seconds_of_work(process) - before) / took,
            "MB at rest": rest,
            "MB at the peak": watcher.peak,
        }
        if minutes:
            idle = await watcher.settled(60 * minutes)
            found["MB later"] = idle
            found["MB a person"] = (idle - rest) / people
        await asyncio.gather(*(person.leave() for person in crowd))
        if minutes:
            found["MB when they left"] = await watcher.settled(GONE)
        return found


def tell(found: dict[str, Any]) -> None:
    """Print what was found."""
    for name, value in found.items():
        shown = f"{value:.2f}" if isinstance(value, float) else value
        print(f"  {name:18} {shown}")
    print(flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("people", nargs="*", type=int, default=list(CROWDS))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--held", type=float, default=HELD)
    asked = parser.parse_args()
    results = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    for people in asked.people:
        # Only the largest crowd is waited for.
        minutes = asked.minutes if people == max(asked.people) else 0.0
        found = asyncio.run(measure(people, asked.seconds, minutes, asked.held))
        results[str(people)] = found
        tell(found)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"cores": os.cpu_count(), **results}, indent=1))


if __name__ == "__main__":
    main()

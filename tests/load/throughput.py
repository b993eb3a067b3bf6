"""How much more several replicas do than one: ``make throughput``.

Eight busy people, each with a photo of their own, move k again as soon as the figures
of the last one are there. Counted are moves a second at one server and at two, both
behind nginx, in alternating pairs; people and nginx take their share of the cores.
"""

import asyncio
import json
import os
import random
import time
from pathlib import Path
from statistics import median

from tests.deploy.running import running
from tests.load.client import FIGURES, Client
from tests.load.photos import photo

RESULT = Path(__file__).parents[2] / "bench-results" / "throughput.json"

PEOPLE = 8
MEGAPIXELS = 0.5
SECONDS = 12.0
PAIRS = 5
REPLICAS = 2


async def work(visitor: Client, number: int, until: float) -> int:
    """Move k, each time to another that was not there yet; return how often."""
    ks = list(range(2, 65))
    random.Random(number).shuffle(ks)
    for moves, k in enumerate(ks):
        if time.perf_counter() >= until:
            return moves
        await visitor.set_k(k, FIGURES)
    raise RuntimeError("The server is quicker than there are numbers of colors.")


async def moves_a_second(address: str) -> float:
    """Let everybody come and upload; then count how often they can move k."""
    people = [Client(address) for _ in range(PEOPLE)]
    for number, visitor in enumerate(people):
        await visitor.connect()
        await visitor.upload("photo.jpg", photo(MEGAPIXELS, number))
    until = time.perf_counter() + SECONDS
    moves = await asyncio.gather(*(work(p, i, until) for i, p in enumerate(people)))
    assert not any(visitor.exceptions for visitor in people)
    for visitor in people:
        await visitor.close()
    return sum(moves) / SECONDS


def measure(replicas: int) -> float:
    """Count moves a second at some replicas, started for it."""
    with running(replicas) as fleet:
        return asyncio.run(moves_a_second(fleet.address))


def main() -> None:
    """Measure in pairs, one and several in turn, and tell the medians."""
    pairs = []
    for _ in range(PAIRS):
        one, several = measure(1), measure(REPLICAS)
        pairs.append((one, several))
        print(f"  1: {one:.1f}, {REPLICAS}: {several:.1f} moves a second", flush=True)
    found = {
        "cores": os.cpu_count(),
        "one": median(one for one, _ in pairs),
        "several": median(several for _, several in pairs),
        "ratio": median(several / one for one, several in pairs),
    }
    print(
        f"{found['one']:.1f} moves a second at one server, {found['several']:.1f} at"
        f" {REPLICAS}: {found['ratio']:.2f} times as many (median of {PAIRS} pairs)."
    )
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()

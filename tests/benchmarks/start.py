"""How long the first sweep of a process takes, and the first visit of a server."""

import subprocess
import sys
from typing import Any

from tests.benchmarks.measure import ROOT
from tests.browser.conftest import serve
from tests.load.client import FIGURES, PICTURE, Client
from tests.loop import run
from tests.serving import NOTHING_COMPILED

_CODE = """
import time
start = time.perf_counter()
from components.engine.precompile import precompile
imported = time.perf_counter()
precompile()
print(imported - start, time.perf_counter() - imported)
"""


def measure() -> dict[str, Any]:
    """Time the start of a process, and of a server that has compiled nothing."""
    imports, run = first_sweep()
    palette, figures, page = cold_visit()
    return {
        "imports": imports,
        "run": run,
        "palette": palette,
        "figures": figures,
        "page": page,
    }


def sentences(found: dict[str, Any]) -> list[str]:
    """Say what `measure` has found, as a list."""
    return [
        f"* In a new process the imports take {found['imports']:.2f} s and the first"
        f" run of all loops {found['run']:.2f} s, with the machine code already on"
        " disk.",
        "* A server that has compiled nothing shows the first palette"
        f" {found['palette']:.1f} s after it is asked for the page, curve, sizes and"
        f" download of good colors after {found['figures']:.1f} s, and all of the page"
        f" after {found['page']:.1f} s.",
    ]


def first_sweep() -> tuple[float, float]:
    """Seconds for the imports and for the first run of all loops, code cached."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE], cwd=ROOT, capture_output=True, check=True
    )
    imports, run = (float(word) for word in done.stdout.split())
    return imports, run


def cold_visit() -> tuple[float, float, float]:
    """Seconds until a server that has compiled nothing shows colors, figures, and all.

    The figures are of good colors, all is of the best. It can write nothing either.
    """
    with serve(NOTHING_COMPILED) as at:
        return run(_visit(Client(at)))


async def _visit(client: Client) -> tuple[float, float, float]:
    first = await client.open(until=PICTURE)
    rest = await client.see_the_picture()
    await client.close()
    before = rest.sent - first.sent
    figures, all_of_it = rest.arrived[FIGURES], rest.seconds or 0.0
    return first.arrived[PICTURE], before + figures, before + all_of_it

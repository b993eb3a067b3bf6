"""How long the first sweep of a process takes: imports and machine code."""

import subprocess
import sys

from tests.benchmarks.measure import ROOT

_CODE = """
import time
start = time.perf_counter()
from components.engine.precompile import precompile
imported = time.perf_counter()
precompile()
print(imported - start, time.perf_counter() - imported)
"""


def first_sweep() -> tuple[float, float]:
    """Seconds for the imports and for the first run of all loops, code cached."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE], cwd=ROOT, capture_output=True, check=True
    )
    imports, run = (float(word) for word in done.stdout.split())
    return imports, run

"""Kernels run compiled, on any machine."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numba
import numpy as np
import pytest
from numpy.typing import NDArray

from components.engine import jit
from components.engine.clustering.colors import pack
from components.engine.jit import kernel, leaf

ROOT = Path(__file__).parents[2]

LOOP = """
import numba
import numpy as np
from components.engine.jit import kernel

@kernel
def total(values):
    result = 0
    for value in values:
        result += value
    return result
"""

CHECK = """
from loop import numba, np, total

def plain(values):
    return values.sum()

plain.__code__ = plain.__code__.replace(co_filename=total.py_func.__code__.co_filename)
try:
    numba.njit(cache=True)(plain)
except RuntimeError as refused:
    print(refused)
print(total(np.arange(5)), type(total).__name__)
"""


def add_one(value: int) -> int:
    return value + 1


def test_a_kernel_is_compiled_and_gives_what_the_python_gives() -> None:
    fast = kernel(add_one)
    assert fast(4) == add_one(4) == 5
    assert isinstance(fast, numba.core.dispatcher.Dispatcher)
    assert fast.nopython_signatures


def test_a_leaf_that_a_kernel_calls_gives_what_the_python_gives() -> None:
    @leaf
    def last(numbers: NDArray[np.int64], count: int) -> int:
        return int(numbers[:count][-1])

    @kernel
    def lasts(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.zeros_like(numbers)
        for i in range(numbers.size):
            found[i] = last(numbers, i + 1)
        return found

    numbers = np.arange(9)
    np.testing.assert_array_equal(lasts(numbers), numbers)
    with pytest.raises(TypeError, match="Only kernels"):
        last(numbers, 1)


def test_a_leaf_that_nobody_has_compiled_is_not_called_from_python_either() -> None:
    with pytest.raises(TypeError, match="Only kernels"):
        leaf(add_one)(4)


def test_kernels_let_other_threads_run_and_start_none() -> None:
    options = pack.targetoptions  # type: ignore[attr-defined]  # numba's
    assert options["nogil"]
    assert not options.get("parallel")


def test_where_numba_refuses_to_keep_machine_code_a_kernel_still_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: Callable[..., object]) -> None:
        raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr(jit, "_OfThisVersion", refuse)
    assert kernel(add_one)(4) == 5


def test_machine_code_is_kept_of_this_version_of_the_whole_engine_only(
    tmp_path: Path,
) -> None:
    """Numba alone takes what called a loop in another file that has changed since."""
    (tmp_path / "below").mkdir()
    called, caller = tmp_path / "below" / "called.py", tmp_path / "loop.py"
    called.write_text("STEP = 1\n")
    caller.write_text(LOOP)
    before = jit.digest_of(tmp_path)
    jit.digest_of.cache_clear()
    assert jit.digest_of(tmp_path) == before
    called.write_text("STEP = 2\n")
    jit.digest_of.cache_clear()
    assert jit.digest_of(tmp_path) != before
    kept: Any = pack
    signature = kept.signatures[0] if kept.signatures else kept.compile("(u1[:,::1],)")
    codegen = kept.targetctx.codegen()
    key = kept._cache.on_disk._index_key(signature, codegen)
    assert key[-1] == jit.digest_of(jit.ENGINE)


def test_an_error_of_another_kind_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(**options: bool) -> Callable[..., object]:
        raise ImportError("numba is broken")

    monkeypatch.setattr(jit, "numba", SimpleNamespace(njit=broken))
    with pytest.raises(ImportError):
        kernel(add_one)


@pytest.mark.slow
def test_a_kernel_works_where_no_folder_can_be_written(tmp_path: Path) -> None:
    # Not even root can make a folder below a file.
    (tmp_path / "__pycache__").write_text("a file, not a folder")
    nowhere = str(tmp_path / "__pycache__" / "below")
    (tmp_path / "loop.py").write_text(LOOP)
    places = ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA")
    search = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        env={**os.environ, **dict.fromkeys(places, nowhere), "PYTHONPATH": search},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    refused, worked = done.stdout.splitlines()
    assert "cannot cache function" in refused
    assert worked == f"{np.arange(5).sum()} CPUDispatcher"

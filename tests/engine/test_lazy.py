"""Nothing heavy is loaded before it is needed."""

import subprocess
import sys

import pytest

from tests.pictures import encoded, photo
from tests.serving import ROOT

# Each starts Python anew.
pytestmark = pytest.mark.slow

# One of some sixty modules that numba compiles with.
COMPILER = "numba.np.polynomial.polynomial_functions"
HEAVY = {"numba", "scipy", "skimage", "sklearn", "plotly", "streamlit", "coloraide"}


def loaded_by(program: str) -> set[str]:
    """Return which heavy packages a program has loaded at its end."""
    listing = f"{program}\nimport sys\nprint(*sys.modules)"
    run = [sys.executable, "-c", listing]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    return {*HEAVY, COMPILER} & set(done.stdout.split())


def test_to_import_the_engine_loads_nothing_heavy() -> None:
    assert loaded_by("import components.engine") == set()


def test_to_read_a_picture_loads_nothing_heavy() -> None:
    file = encoded(photo(8, 8))
    read = f"from components.engine import read_image\nread_image({file!r})"
    assert loaded_by(read) == set()


@pytest.mark.parametrize("name", ["quantize", "sweep_k"])
def test_what_is_heavy_is_loaded_with_what_needs_it(name: str) -> None:
    assert "numba" in loaded_by(f"from components.engine import {name}")


def test_to_load_machine_code_loads_nothing_that_only_the_compiler_needs() -> None:
    program = "from components.engine import precompile\nprecompile.animations()"
    loaded_by(program)  # so that it is on disk
    loaded = loaded_by(program)
    assert "numba" in loaded
    assert COMPILER not in loaded


def test_the_processes_that_do_long_work_load_no_user_interface() -> None:
    program = "from components.work.modules import import_all\nimport_all()"
    assert loaded_by(program) & {"streamlit", "plotly"} == set()

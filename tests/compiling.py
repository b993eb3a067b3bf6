"""The engine's loops are compiled while the workers look for tests."""

import subprocess
import sys
from typing import Final

import pytest
import xdist

from tests.serving import ROOT

_COMPILER: Final = pytest.StashKey["subprocess.Popen[bytes]"]()


def begin(session: pytest.Session) -> None:
    """Compile once, in a process beside, what else every worker would compile.

    Where all of it has been compiled before, that is over before a test is found.
    """
    if xdist.is_xdist_controller(session) and not session.config.option.collectonly:
        command = [sys.executable, "-m", "components.engine.precompile"]
        session.config.stash[_COMPILER] = subprocess.Popen(command, cwd=ROOT)


def wait(config: pytest.Config) -> None:
    """Wait until all is compiled.

    Raises
    ------
    pytest.Exit
        If a loop cannot be compiled.
    """
    if config.stash[_COMPILER].wait():
        pytest.exit("The engine's loops could not be compiled.", returncode=1)


def end(config: pytest.Config) -> None:
    """End what is still compiling, where there is nothing to run or all is stopped."""
    if (compiler := config.stash.get(_COMPILER, None)) is not None:
        compiler.kill()
        compiler.wait()

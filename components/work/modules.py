"""The modules in which work is declared: every ``work.py`` of the page."""

import importlib
from pathlib import Path

_COMPONENTS = Path(__file__).parents[1]


def import_all() -> None:
    """Import them all, as a process does that is to do any of their work."""
    for file in sorted(_COMPONENTS.glob("*/work.py")):
        importlib.import_module(f"components.{file.parent.name}.work")
    for file in sorted(_COMPONENTS.glob("features/*/work.py")):
        importlib.import_module(f"components.features.{file.parent.name}.work")

"""Changes functions of modules as soon as a process loads these."""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

Function = Callable[..., Any]
# A module, a function of it, and what returns another for it.
Change = tuple[str, str, Callable[[Function], Function]]


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        changes = [each for each in self._changes if each[0] == name]
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if not changes or spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_change(module: ModuleType) -> None:
            load(module)
            for _, function, into in changes:
                setattr(module, function, into(getattr(module, function)))

        spec.loader.exec_module = load_and_change  # type: ignore[method-assign]  # on purpose
        return spec


def make(changes: Sequence[Change]) -> None:
    """Make changes in this process from now on; once."""
    sys.meta_path.insert(0, _Finder(changes))

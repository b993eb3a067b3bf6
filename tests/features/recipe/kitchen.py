"""A process that runs one recipe after the other, as if nothing else were installed.

What a recipe imports takes seconds to load. Here it is loaded once: for every recipe
the process makes a copy of itself, which runs that alone and ends. The copy knows the
modules of the standard library and those that it is told of; all others it forgets
where they are loaded, and refuses as if they were not there. (The process itself, too,
is told what may be there at all: packages look at their loading for others that they
could use.)

It is told a recipe in a line of JSON: ``file``, a script or a notebook, whose code
cells are run in order; and ``modules``, which it may import. It answers with the exit
status. What the recipe has written is then in the files `stdout` and `stderr` beside
it, and its array of pixels in `rgba.npy`.
"""

import gc
import importlib
import json
import os
import runpy
import sys
import traceback
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

LARGE = (
    "numpy", "pandas", "PIL.ImageCms", "PIL.ImageOps", "sklearn.cluster",
    "matplotlib.pyplot", "pillow_heif",
)  # fmt: skip


class Shelf:
    """Stands before all that finds modules, and lets through what may be there."""

    def __init__(self, modules: Collection[str]) -> None:
        self.modules = {*modules, *sys.stdlib_module_names}

    def find_spec(self, name: str, *_: object) -> None:
        """Leave a module to the others, or refuse it."""
        if not self.holds(name):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    def holds(self, name: str) -> bool:
        """Tell whether a module, or what it is in, may be there."""
        top = name.partition(".")[0]
        return top in self.modules or top.startswith("_sysconfigdata")  # Python's own


def clear(shelf: Shelf) -> None:
    """Have nothing there but what is on the shelf."""
    for name in list(sys.modules):
        if name != "__main__" and not shelf.holds(name):
            del sys.modules[name]
    sys.meta_path.insert(0, shelf)


def cook(file: Path, modules: list[str]) -> None:
    """Run a recipe in this process."""
    os.chdir(file.parent)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    clear(Shelf(modules))
    sys.argv, sys.path[0] = [file.name], str(file.parent)
    if file.suffix == ".ipynb":
        made = cells_run(json.loads(file.read_text("utf-8")))
    else:
        made = runpy.run_path(file.name, run_name="__main__")
    importlib.import_module("numpy").save("rgba.npy", made["rgba"])


def cells_run(notebook: dict[str, Any]) -> dict[str, Any]:
    """Run the code cells of a notebook; return what they have made."""
    made: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], cell["id"], "exec"), made)
    return made


def end_after(work: Callable[[], None]) -> NoReturn:
    """Do some work and end this process; tidying up would take ten times as long."""
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def serve() -> None:
    """Let copies of this process run what is asked for."""
    clear(Shelf(sys.argv[1:]))
    for each in LARGE:
        importlib.import_module(each)
    # What is made at the first use of all is made for every copy.
    numpy, plt = sys.modules["numpy"], sys.modules["matplotlib.pyplot"]
    sys.modules["sklearn.cluster"].KMeans(1, n_init=1).fit(numpy.zeros((1, 3)))
    plt.imshow(numpy.zeros((1, 1)))
    plt.plot([0, 1])
    plt.close()
    gc.disable()  # which would go over all of it in every copy
    for line in sys.stdin:
        told = json.loads(line)
        copy = os.fork()
        if copy == 0:
            end_after(partial(cook, Path(told["file"]), told["modules"]))
        _, status = os.waitpid(copy, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()

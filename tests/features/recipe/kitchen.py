"""A process that runs one program after the other, as `python recipe.py` would.

What a recipe imports takes seconds to load. Here it is loaded once: for every program
the process makes a copy of itself, which runs that alone and ends.

It is told a folder in a line, runs `recipe.py` there, and answers with the exit status.
What the program has written is then in the files `stdout` and `stderr` beside it.
"""

import importlib
import os
import runpy
import sys

LARGE = ("numpy", "pandas", "PIL.ImageCms", "PIL.ImageOps", "sklearn.cluster")


def cook(folder: str) -> None:
    """Run the program of a folder in this process, and end."""
    os.chdir(folder)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.argv, sys.path[0] = ["recipe.py"], folder
    runpy.run_path("recipe.py", run_name="__main__")
    sys.exit()


def serve() -> None:
    """Let copies of this process run what is asked for."""
    for each in LARGE:
        importlib.import_module(each)
    for line in sys.stdin:
        copy = os.fork()
        if copy == 0:
            cook(line.rstrip("\n"))
        _, status = os.waitpid(copy, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()

"""A folder of this machine, or one that it has mounted."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from components.batch.places.place import Place, Tell


@dataclass(frozen=True)
class Local(Place):
    """A folder by its path.

    Attributes
    ----------
    path : Path
        Where it is.
    """

    path: Path

    @property
    def name(self) -> str:
        """What the folder itself is called; as of `Origin`."""
        return self.path.resolve().name

    @property
    def alone(self) -> bool:
        """Whether only this process finds anything there: no."""
        return False

    @property
    def appends(self) -> bool:
        """Whether a line can be put at the end of a file: yes."""
        return True

    def __str__(self) -> str:
        """Write it as people give it."""
        return str(self.path)

    def absolute(self) -> Self:
        """Return the same, for processes that stand elsewhere."""
        return type(self)(self.path.absolute())

    def at(self, name: str) -> str:
        """Return where a file is."""
        return str(self.path / name)

    def unreadable(self) -> str:
        """Say why nothing can be read there; as of `Origin`."""
        if self.path.is_file():
            return f"{self.path} is a file; name the folder that it stands in."
        return "" if self.path.is_dir() else f"There is no folder {self.path}."

    def unwritable(self) -> str:
        """Say why nothing can be written there; as of `Place`."""
        if self.path.exists() and not self.path.is_dir():
            return f"{self.path} is a file; the results need a folder."
        return ""

    def holds(self, other: Place) -> bool:
        """Tell whether it is another one, or that lies in it."""
        if not isinstance(other, Local):
            return False
        here, there = self.path.resolve(), other.path.resolve()
        return here == there or here in there.parents

    def files(self, out: Place, mark: str, tell: Tell) -> Iterator[tuple[str, int]]:
        """List the files in it; as of `Place`."""
        results = out.path.resolve() if isinstance(out, Local) else None

        def told(problem: OSError) -> None:
            name = Path(str(problem.filename)).relative_to(self.path).as_posix()
            reason = problem.strerror or type(problem).__name__
            tell(name, f"This folder cannot be opened: {reason}.")

        for place, folders, files in os.walk(self.path, onerror=told):
            here = Path(place)
            if here.resolve() == results or (here != self.path and mark in folders):
                folders.clear()
                continue
            folders[:] = [each for each in folders if not each.startswith(".")]
            for each in files:
                file = here / each
                if not each.startswith(".") and file.is_file():
                    yield file.relative_to(self.path).as_posix(), file.stat().st_size

    def heads(self, names: Sequence[str], size: int) -> Iterator[tuple[str, bytes]]:
        """Yield how files begin; as of `Place`."""
        for name in names:
            with suppress(OSError), (self.path / name).open("rb") as opened:
                yield name, opened.read(size)

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        return (self.path / name).read_bytes()

    def write(self, name: str, content: bytes, aside: str) -> None:
        """Write a file aside, and give it its name; as of `Place`."""
        target, before = self.path / name, self.path / aside
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            before.write_bytes(content)
            os.replace(before, target)  # noqa: PTH105 - as the comments call it
        finally:
            before.unlink(missing_ok=True)

    def append(self, name: str, line: bytes) -> None:
        """Put a line at the end of a file."""
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self.path / name, how)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def matching(self, pattern: str) -> list[str]:
        """Return the names of files; as of `Place`."""
        found = self.path.glob(pattern)
        return [file.relative_to(self.path).as_posix() for file in found]

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all in it, if it is there."""
        if (self.path / name).is_dir():
            shutil.rmtree(self.path / name, ignore_errors=True)
        else:
            (self.path / name).unlink(missing_ok=True)

    def make(self, name: str) -> None:
        """Make a folder."""
        (self.path / name).mkdir(parents=True, exist_ok=True)

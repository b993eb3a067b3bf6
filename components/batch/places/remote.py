"""A folder that has an address: S3, Google's and Microsoft's stores, HTTP, SFTP.

All of them are opened by `fsspec <https://filesystem-spec.readthedocs.io>`_ and the
package that it names for each; who may do so is settled where they look for it (the
environment, a file in one's home), so that no password comes through here. Each process
opens the address for itself.
"""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import quote, unquote

import fsspec

from components.batch.places.place import Place, Tell

_MEMORY: Final = "memory"

# Where what is put is there whole or not at all, and can only be copied, not renamed.
_PUT_WHOLE: Final = frozenset(
    {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci", "tos", _MEMORY}
)
_WEB: Final = frozenset({"http", "https"})
_DEEPEST: Final = 32
"""On the web links may lead in circles: so many folders in each other are looked at."""

_AT_ONCE: Final = 256
"""So many beginnings of files are asked for together."""


@dataclass(frozen=True)
class Remote(Place):
    """A folder by its address.

    Attributes
    ----------
    url : str
        ``s3://bucket/photos``, as fsspec reads it.

    Raises
    ------
    ImportError
        If a package is missing, with the words that say which.
    ValueError
        If nobody knows such addresses.
    """

    url: str

    def __post_init__(self) -> None:
        """Look whether it can be opened at all."""
        _ = self._opened

    @property
    def _opened(self) -> tuple[Any, str]:
        """What fsspec opens it with, which it keeps itself; and its name there.

        It is asked for anew each time, for a process must not use what belongs to the
        one it is a copy of.
        """
        files, root = fsspec.core.url_to_fs(self.url)
        return files, root.rstrip("/")

    @property
    def _kinds(self) -> frozenset[str]:
        kinds = self._opened[0].protocol
        return frozenset({kinds} if isinstance(kinds, str) else kinds)

    @property
    def _is_web(self) -> bool:
        return bool(self._kinds & _WEB)

    @property
    def name(self) -> str:
        """What the folder itself is called; as of `Place`."""
        return unquote(self.url.rstrip("/").rpartition("/")[2])

    @property
    def alone(self) -> bool:
        """Whether only this process finds anything there: in its memory."""
        return _MEMORY in self._kinds

    @property
    def appends(self) -> bool:
        """Whether a line can be put at the end of a file: no store can."""
        return False

    def __str__(self) -> str:
        """Write it as people give it."""
        return self.url

    def absolute(self) -> Self:
        """Return the same: an address is."""
        return self

    def at(self, name: str) -> str:
        """Return where a file is."""
        return f"{self.url.rstrip('/')}/{name}"

    def unreadable(self) -> str:
        """Say why nothing can be read there: that is seen when it is tried."""
        return ""

    def unwritable(self) -> str:
        """Say why nothing can be written there; as of `Place`."""
        if self._is_web:
            return f"Nothing can be written to {self.url}: the web is for reading."
        return ""

    def holds(self, other: Place) -> bool:
        """Tell whether it is another one, or that lies in it."""
        if not isinstance(other, Remote) or self._kinds.isdisjoint(other._kinds):
            return False
        return f"{other._opened[1]}/".startswith(f"{self._opened[1]}/")

    def files(self, out: Place, mark: str, tell: Tell) -> Iterator[tuple[str, int]]:
        """List the files in it; as of `Place`."""
        files, root = self._opened
        deep = {"maxdepth": _DEEPEST} if self._is_web else {}
        with _spoken():
            files.invalidate_cache()  # it may be another by now
            listed = files.find(f"{root}/", detail=True, **deep)
        sizes = {}
        for path, facts in listed.items():
            if path.startswith(f"{root}/"):
                sizes[path[len(root) + 1 :]] = int(facts.get("size") or 0)
        results = _marked(sizes, mark)
        if isinstance(out, Remote) and self.holds(out):
            results.add(out._opened[1][len(root) + 1 :])
        for name, size in sizes.items():
            shown = self._shown(name)
            if shown and results.isdisjoint(_above(name)):
                yield shown, size

    def _shown(self, name: str) -> str:
        """Return a name as people read it; nothing for one that leads elsewhere."""
        if self._is_web:
            if "?" in name or "#" in name:
                return ""
            name = unquote(name)
        hidden = any(not part or part.startswith(".") for part in name.split("/"))
        return "" if hidden or "\\" in name or "\0" in name else name

    def _path(self, name: str) -> str:
        return f"{self._opened[1]}/{quote(name) if self._is_web else name}"

    def heads(self, names: Sequence[str], size: int) -> Iterator[tuple[str, bytes]]:
        """Yield how files begin, many at once; as of `Place`."""
        files = self._opened[0]
        for begin in range(0, len(names), _AT_ONCE):
            some = names[begin : begin + _AT_ONCE]
            paths = [self._path(name) for name in some]
            ranges = ([0] * len(some), [size] * len(some))
            with _spoken():
                answers = files.cat_ranges(paths, *ranges, on_error="return")
            for name, answer in zip(some, answers, strict=True):
                if isinstance(answer, bytes):
                    yield name, answer[:size]

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        with _spoken():
            return bytes(self._opened[0].cat_file(self._path(name)))

    def write(self, name: str, content: bytes, aside: str) -> None:
        """Write a file in one step; as of `Place`."""
        files, path = self._opened[0], self._path(name)
        with _spoken():
            if self._kinds & _PUT_WHOLE:
                files.pipe_file(path, content)
                return
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            try:
                files.pipe_file(self._path(aside), content)
                files.mv(self._path(aside), path)
            except BaseException:
                with suppress(Exception):
                    files.rm_file(self._path(aside))
                raise

    def append(self, name: str, line: bytes) -> None:
        """Refuse: no store can."""
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP), name)

    def matching(self, pattern: str) -> list[str]:
        """Return the names of files; as of `Place`."""
        files, root = self._opened
        with _spoken():
            files.invalidate_cache()  # others write there too
            found = files.glob(self._path(pattern))
        return [str(path)[len(root) + 1 :] for path in found]

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all in it, if it is there."""
        files, path = self._opened[0], self._path(name)
        with suppress(FileNotFoundError), _spoken():
            files.invalidate_cache()
            files.rm(path, recursive=True)

    def make(self, name: str) -> None:
        """Make a folder, where files do not make theirs themselves."""
        if not self._kinds & _PUT_WHOLE:
            with _spoken():
                self._opened[0].makedirs(self._path(name), exist_ok=True)


def _marked(names: Iterable[str], mark: str) -> set[str]:
    """Return the folders in which there is a folder of some name, but for the first."""
    within = f"/{mark}/"
    return {name.partition(within)[0] for name in names if within in name}


def _above(name: str) -> Iterator[str]:
    """Yield the folders in which a file is.

    Examples
    --------
    >>> list(_above("a/b/c.png"))
    ['a', 'a/b']
    """
    for at, letter in enumerate(name):
        if letter == "/":
            yield name[:at]


@contextmanager
def _spoken() -> Iterator[None]:
    """Turn whatever goes wrong, in whatever package, into an error with a reason."""
    try:
        yield
    except FileNotFoundError as problem:
        reason = os.strerror(errno.ENOENT)
        raise FileNotFoundError(errno.ENOENT, reason, str(problem)) from problem
    except OSError as problem:
        if problem.strerror:
            raise
        raise OSError(problem.errno or errno.EIO, _words(problem)) from problem
    except Exception as problem:
        raise OSError(errno.EIO, _words(problem)) from problem


def _words(problem: Exception) -> str:
    return " ".join(str(problem).split()).rstrip(".") or type(problem).__name__

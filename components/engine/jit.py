"""How the engine's inner loops become machine code."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
from numba.core.caching import FunctionCache, NullCache

from components.engine.machine_code import Code

ENGINE: Final = Path(__file__).parent

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def kernel(function: Kernel) -> Kernel:
    """Compile a loop with numba: one thread, the interpreter lock released.

    One thread each, because a page serves many people at once: a pool of
    threads per fit would make them fight over the same few cores. The lock is
    released so that people do not wait for each other.

    The machine code is kept on disk beside the source, or in the user's cache
    folder. Where neither can be written, each process compiles it, unless another
    gives its own (`machine_code`). Code of another version of the engine is never
    taken.

    Parameters
    ----------
    function : callable
        Plain Python over numpy arrays, in the subset that numba compiles.

    Returns
    -------
    callable
        The same function, compiled when it is first called.
    """
    return _kept(function, numba.njit(nogil=True)(function))


def leaf(function: Kernel) -> Kernel:
    """Compile a loop that kernels call often: as `kernel`, without counting references.

    For each array that is handed on or cut out of another, numba counts who holds it,
    twenty times a call, which takes longer than to compare some dozens of points with
    two centers. Who makes no array needs none of that.

    Parameters
    ----------
    function : callable
        As for `kernel`; may cut slices out of arrays, but make none, and is called by
        kernels only.

    Returns
    -------
    callable
        The same function.
    """
    # An option of numba that its types do not tell of.
    compiled = numba.njit(nogil=True, _nrt=False)  # type: ignore[call-overload]
    return _kept(function, compiled(function))


def _kept(function: Kernel, compiled: Any) -> Kernel:  # noqa: ANN401 - numba's
    """Keep machine code on disk."""
    on_disk: Any = NullCache()
    # numba: "cannot cache function: no locator available"
    with suppress(RuntimeError):
        on_disk = _OfThisVersion(function)  # type: ignore[no-untyped-call]
    compiled._cache = Code(function, on_disk)
    return cast(Kernel, compiled)


class _OfThisVersion(FunctionCache):
    """Machine code on disk, as numba keeps it, of these very sources.

    numba looks at the file that a function stands in, and not at those of the functions
    that it calls, although their code becomes a part of its own: after an update,
    what has not changed itself would go on with what it called before.
    """

    def is_there(self) -> bool:
        """Tell whether there is any, for arguments of whatever types."""
        version = digest_of(ENGINE)
        return any(key[-1] == version for key in self._cache_file._load_index())

    def _index_key(self, sig: object, codegen: object) -> tuple[Any, ...]:
        key = super()._index_key(sig, codegen)  # type: ignore[no-untyped-call]
        return (*key, digest_of(ENGINE))


@cache
def digest_of(folder: Path) -> str:
    """Return what tells all Python files below a folder from those of other versions.

    Parameters
    ----------
    folder : Path
        Where to look.

    Returns
    -------
    str
        SHA-256 of all of them, in hexadecimal digits.
    """
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def inlined(function: Kernel) -> Kernel:
    """Make a loop a part of every kernel that calls it.

    Handing arrays to a function takes several times as long as one round of the
    loops here, so what they have in common is put into each of them.

    Parameters
    ----------
    function : callable
        As for `kernel`.

    Returns
    -------
    callable
        The same function.
    """
    return cast(Kernel, numba.njit(inline="always", nogil=True)(function))

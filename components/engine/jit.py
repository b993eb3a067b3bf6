"""How the engine's inner loops become machine code."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
from numba.core.caching import FunctionCache, NullCache

from components.engine.machine_code import Code, make_ready_to_load

ENGINE: Final = Path(__file__).parent

Kernel = TypeVar("Kernel", bound=Callable[..., object])

# Nobody calls a loop from C, and a leaf not even from Python: to write what that needs
# is an eighth of the compiler's work.
_KERNEL: Final[dict[str, Any]] = {"nogil": True, "no_cfunc_wrapper": True}
_LEAF: Final[dict[str, Any]] = {**_KERNEL, "_nrt": False, "no_cpython_wrapper": True}


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
    return _kept(function, numba.njit(**_KERNEL)(function))


def leaf(function: Kernel) -> Kernel:
    """Compile a loop that only kernels call: as `kernel`, without counting references.

    For each array that is handed on or cut out of another, numba counts who holds it,
    twenty times a call, which takes longer than to compare some dozens of points with
    two centers. Who makes no array needs none of that. Called from Python, it raises
    TypeError.

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
    compiled: Any = numba.njit(**_LEAF)(function)
    # What Python would call is not there; without these, the process would crash.
    compiled._insert = _pass_over
    compiled._compile_for_args = _refuse
    return _kept(function, compiled)


def _pass_over(*machine_code: object) -> None:
    """Let Python not learn of machine code that it cannot call."""


def _refuse(*arguments: object, **named: object) -> None:
    """Refuse to call a leaf from Python."""
    raise TypeError("Only kernels can call a leaf.")


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

    def load_overload(self, sig: object, target_context: object) -> Any:  # noqa: ANN401
        """Return the code for arguments of these types; None if there is none."""
        make_ready_to_load(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(  # type: ignore[no-untyped-call]
                sig, target_context
            )

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

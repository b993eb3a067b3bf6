"""Several cases in one test, because what they need takes long to come by."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def case(name: object) -> Iterator[None]:
    """Name the case in whatever goes wrong within."""
    try:
        yield
    except BaseException as wrong:
        wrong.add_note(f"The case: {name!r}")
        raise

"""Several cases in one test.

Because what they need takes long to come by, or because each is over in a moment: to
find a test and to begin it takes longer.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import cast

Test = Callable[..., None]


@contextmanager
def case(name: object) -> Iterator[None]:
    """Name the case in whatever goes wrong within."""
    try:
        yield
    except BaseException as wrong:
        wrong.add_note(f"The case: {name!r}")
        raise


def in_turn(
    names: str | Sequence[str], values: Iterable[object]
) -> Callable[[Test], Test]:
    """Run a test for each of some values, one after the other, as one test.

    Read as ``pytest.mark.parametrize``. The first case that fails ends the test.

    Parameters
    ----------
    names : str or sequence of str
        The parameters that have other values each time. All others are fixtures, and
        the same for all cases.
    values : iterable
        For one name its values; for several, tuples of them.

    Examples
    --------
    >>> @in_turn("base", [2, 3])
    ... @in_turn(("power", "sign"), [(1, "+"), (2, "-")])
    ... def test(base, power, sign):
    ...     print(base, power, sign)
    >>> test()
    2 1 +
    2 2 -
    3 1 +
    3 2 -
    """
    several = not isinstance(names, str)
    told = (names,) if isinstance(names, str) else tuple(names)
    rows = [cast("tuple[object, ...]", each) if several else (each,) for each in values]
    assert rows, "there are no cases"

    def for_each(test: Test) -> Test:
        @wraps(test)
        def every(**fixtures: object) -> None:
            for row in rows:
                given = dict(zip(told, row, strict=True))
                with case(given):
                    test(**fixtures, **given)

        of_test = inspect.signature(test)
        left = [each for name, each in of_test.parameters.items() if name not in told]
        # What pytest asks for fixtures by.
        vars(every)["__signature__"] = of_test.replace(parameters=left)
        return every

    return for_each

"""Holds what finds the colors of pictures, as long as there is a file."""

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

# Often enough not to be taken for something that hangs.
_EVERY = 0.005  # seconds


def held(by: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function as it is while somebody may hold it."""

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        while by.exists():
            time.sleep(_EVERY)
        return function(*given, **named)

    return call

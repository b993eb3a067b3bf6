"""Lets memory run out at one place of the engine, for pictures of one width each.

The memory really is asked for, and not had.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

# Width of the picture, which has as many colors: module and function. No color is
# looked for that often, so no number of colors is taken for a width.
PLACES = {
    71: ("components.engine.clustering.colors", "count_colors"),
    72: ("components.engine.clustering.kmeans", "sweep_k"),
    73: ("components.engine.drawing.palette", "palettes"),
    74: ("components.engine.drawing.quantize", "quantize"),
    75: ("components.engine.writing.png_writer", "encode_png"),
    76: ("components.engine.writing.png_writer", "encode_lossless_png"),
    77: ("components.engine.judging.quality", "compare"),
    78: ("components.engine.judging.smallest", "smallest_that_looks_the_same"),
    79: ("components.engine.judging.advice", "suggest"),
}
_TOO_MUCH = 2**60


def _marks(thing: object) -> list[int]:
    """Return what may tell which picture this is of."""
    if isinstance(thing, int):
        return [thing]
    colors, indices = getattr(thing, "colors", ()), getattr(thing, "indices", None)
    width = getattr(thing, "width", 0) if indices is None else indices.shape[1]
    return [width, len(colors)]


def hungry(width: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function as it is where pictures of a width are too much for it."""

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        if any(width in _marks(thing) for thing in (*given, *named.values())):
            bytearray(_TOO_MUCH)
        return function(*given, **named)

    return call

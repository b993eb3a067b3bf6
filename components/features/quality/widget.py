"""What the browser is told of the comparison."""

from typing import Literal, TypedDict

from components.engine import Quality
from components.shared.widget import put


class Measured(TypedDict):
    """How different the whole picture is, for one k and style, as CIEDE2000.

    The loss map measures what it shows, which of a large picture is a smaller copy.
    """

    kind: Literal["measured"]
    key: str
    k: int
    style: str
    mean: float
    p95: float


def give_measured(palettes: str, k: int, style: str, quality: Quality) -> None:
    """Send the figures of the whole picture.

    Parameters
    ----------
    palettes : str
        Name of the palettes, as in the viewer's, and of what is changed in them.
    k : int
        Number of colors.
    style : str
        Name of how the picture is drawn.
    quality : Quality
        What was found.
    """
    message: Measured = {
        "kind": "measured",
        "key": palettes,
        "k": k,
        "style": style,
        "mean": quality.mean_difference,
        "p95": quality.p95_difference,
    }
    put("store_measured", message)

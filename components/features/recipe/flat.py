"""What the recipe does and says about flat colors."""

import textwrap
from typing import Final

from components.engine import Sweep
from components.features.recipe.settings import Settings

_TEXT: Final = (
    "\n\nThe picture has flat colors, as of paper, ink or a logo. There the page leaves"
    " k-means: an average would be a little off, because soft edges are mixed in. The"
    " centers in the list `FLAT` take the exact color that at least half of their"
    " pixels have."
)

_CODE: Final = """

for center in FLAT:
    pixels_of_color = np.where(kmeans.labels_ == center, weights, 0)
    centers[center] = colors[pixels_of_color.argmax()]"""


def flat_rows(sweep: Sweep, k: int) -> tuple[int, ...]:
    """Return which of k centers are flat colors instead of means."""
    if not sweep.flat:
        return ()
    return tuple(sweep.flat[k - 1].nonzero()[0].tolist())


def text(settings: Settings) -> str:
    """Say what is done about flat colors, if anything is."""
    return _TEXT if settings.flat else ""


def code(settings: Settings) -> str:
    """Write what is done about flat colors, if anything is."""
    if not settings.flat:
        return ""
    rows = ", ".join(map(str, settings.flat))
    line = f"FLAT = [{rows}]"
    if len(line) > 88:
        indent = "    "
        lines = textwrap.fill(rows, 87, initial_indent=indent, subsequent_indent=indent)
        line = f"FLAT = [  # fmt: skip\n{lines},\n]"
    code = _CODE
    if settings.kept:
        code = _CODE.replace("kmeans.labels_", "nearest_center(found)")
    return f"\n{line}{code}"

"""What the recipe does and says about colors for dots, which reach further out."""

from typing import Final

from components.engine import Sweep
from components.engine.clustering.reach import gain
from components.features.recipe.settings import Settings

_TEXT: Final = (
    "\n\nThese colors are for dots. Dots mix what lies between two colors, but not what"
    " lies outside of all of them; and centers, being averages, lie further in than"
    " what they draw. So they are moved away from the average color of the picture, to"
    " where that is made up for: their distances from it are divided by the share of"
    " the variance that they explain (but by no less than a half)."
)


def explained(sweep: Sweep, k: int) -> float | None:
    """Return the share by which distances are divided; None where colors stay."""
    return gain(float(sweep.variance_explained[k - 1])) if sweep.for_dots else None


def text(settings: Settings) -> str:
    """Say what is done for dots, if anything is."""
    return "" if settings.explained is None else _TEXT


def code(settings: Settings) -> str:
    """Write what is done for dots, if anything is."""
    if settings.explained is None:
        return ""
    return f"""
EXPLAINED = {settings.explained}  # share of the variance
mean = np.average(points, axis=0, weights=weights)"""

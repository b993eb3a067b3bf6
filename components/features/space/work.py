"""How far, to the eye, a picture's colors are from those that it is drawn in."""

from components import engine
from components.model.fits import Fits
from components.work import priority
from components.work.cache import FIGURES
from components.work.job import Report, job


@job(keep=FIGURES, priority=priority.later)
def mean_difference(report: Report, fits: Fits, k: int) -> float:
    """Return the mean CIEDE2000 of the pixels to their colors, without dots."""
    palette = engine.round_centers(fits.sweep.centers[k - 1])
    return engine.compare_colors(
        fits.picture.table, palette, fits.metric
    ).mean_difference

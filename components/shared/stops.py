"""Where one could stop: by the curve, and by what is seen."""

from dataclasses import dataclass

from components import engine
from components.engine import machine_code
from components.model.fits import Fits
from components.work import priority
from components.work.cache import FIGURES
from components.work.job import Report, cached, job


@dataclass(frozen=True)
class Same:
    """The smallest k that looks like the original.

    Attributes
    ----------
    k : int or None
        None when the difference can be seen with as many colors as were tried.
    tried : int
        The most colors that were tried.
    """

    k: int | None
    tried: int


@cached(keep=FIGURES)
def suggestions(fits: Fits) -> tuple[engine.Suggestion, ...]:
    """Return where one could stop, by the curve of a sweep; nothing of first fits."""
    if not machine_code.at_hand():
        return ()
    picture = fits.picture
    table, most = picture.table, picture.most_colors
    fixed = fits.given.fixed
    all_of_it = picture.whole is picture
    return engine.suggest(
        fits.sweep, len(table), table, fits.space, most, fixed, all_of_it
    )


def bend(fits: Fits) -> tuple[int, int] | None:
    """Return the first and the last k that the elbow may be; None if there is none."""
    return next((each.bend for each in suggestions(fits) if each.bend), None)


@job(keep=FIGURES, priority=priority.later)
def same(report: Report, fits: Fits) -> Same:
    """Look for the smallest k that looks like the original, without dots."""
    picture = fits.picture
    found = engine.smallest_that_looks_the_same(
        picture.image, picture.table, fits.sweep.centers, report, fits.metric
    )
    return Same(found, fits.sweep.k_max)


def known(fits: Fits) -> tuple[int, ...]:
    """Return the k of the sweep at which one could stop, as far as they are known."""
    found = [each.k for each in suggestions(fits)]
    seen = same.peek(fits)
    found += [seen.k] if seen else []
    return tuple(sorted({k for k in found if k is not None and k <= fits.sweep.k_max}))

"""What the viewer is told at every k, written once."""

from components.features.viewer import widget
from components.model.fits import Fits
from components.shared.work import palettes
from components.work.cache import FIGURES
from components.work.job import cached


@cached(keep=FIGURES)
def palettes_message(fits: Fits) -> bytes:
    """Write the message with the palettes of every k."""
    return widget.palettes_packed(
        fits.key,
        fits.picture.key,
        fits.metric,
        palettes(fits),
        fits.sweep.variance_explained,
        fits.every_entry(),
    )

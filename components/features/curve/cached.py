"""The chart and the table of a sweep, drawn once."""

from typing import Any, Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from components.features.curve import band, chart, kept
from components.features.curve import table as tables
from components.model.document import Document
from components.shared import stops
from components.work.cache import FIGURES
from components.work.job import cached

# Bytes of the indexed PNG for k = 1..K; None where the curve does not show them.
Sizes = tuple[int, ...] | None

# Bytes of a chart, roughly.
_CHART: Final = 500_000


class Drawn(go.Figure):  # type: ignore[misc]  # without types
    """A chart that is not changed any more: it is described but once.

    Streamlit asks for that in every run, where all of it would be copied.
    """

    _described: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return all of the chart, as a dictionary not to be changed."""
        if self._described is None:
            self._described = super().to_dict()
        return self._described


@cached(keep=FIGURES, size=_CHART)
def figure(document: Document, view: chart.View, sizes: Sizes) -> go.Figure:
    """Draw the chart of a sweep; not to be changed.

    Parameters
    ----------
    document : Document
        The fits.
    view : {"explained", "error", "log"}
        What is drawn over k.
    sizes : tuple of K int, or None
        Bytes of the indexed PNG for k = 1..K.
    """
    drawn = chart.elbow(document.sweep, view, _array(sizes))
    band.add_band(drawn, document.sweep.k_max, view, stops.bend(document.fits))
    kept.add_kept(drawn, document.sweep.k_max, view, len(document.fits.given.pins))
    return Drawn(drawn)


@cached(keep=FIGURES)
def table(document: Document, sizes: Sizes) -> str:
    """Write the curve as an HTML table; parameters as of `figure`."""
    return tables.html(document.sweep, _array(sizes))


@cached(keep=FIGURES)
def csv(document: Document, sizes: Sizes) -> bytes:
    """Write the curve as a CSV file; parameters as of `figure`."""
    return tables.as_csv(document.sweep, _array(sizes))


def _array(sizes: Sizes) -> NDArray[np.float64] | None:
    return None if sizes is None else np.array(sizes, dtype=np.float64)

"""How far the colors of a picture are off in a palette."""

import numpy as np
from numpy.typing import NDArray

from components.engine import ColorTable, Metric, round_centers
from components.engine.drawing.nearest import nearest_indices


def error_in(table: ColorTable, centers: NDArray[np.float64], metric: Metric) -> float:
    """Return how far a pixel is from its nearest color: the root of the mean square.

    Parameters
    ----------
    table : ColorTable
        The colors of a picture.
    centers : ndarray of shape (k, 3), float64
        A palette, sRGB, 0–255. It is rounded, as files hold it.
    metric : Metric
        Where distances are measured.

    Returns
    -------
    float
        In the units of the space: in sRGB those of its values, 0–255. By their weight;
        0 if there is no color.

    Examples
    --------
    >>> colors = np.array([[0, 0, 0], [10, 0, 0]], dtype=np.uint8)
    >>> table = ColorTable(colors, np.array([3, 1]))
    >>> error_in(table, np.zeros((1, 3)), Metric())
    5.0
    """
    if len(table) == 0:
        return 0.0
    palette = round_centers(centers)
    nearest = nearest_indices(table.colors, palette, metric)
    off = (metric.points(table.colors) - metric.points(palette)[nearest]) / metric.unit
    mean = float(table.weights @ (off * off).sum(axis=1) / table.weights.sum())
    return float(np.sqrt(mean))

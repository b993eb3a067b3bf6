"""The curve as a table: for reading, and for spreadsheets."""

import csv
import io

import numpy as np
from numpy.typing import NDArray

from components.engine import Sweep, hex_code, round_centers
from components.features.curve.chart import sweep_gains
from components.shared import template, text

LABEL = "The curve as a table"


def html(sweep: Sweep, sizes: NDArray[np.float64] | None = None) -> str:
    """Write the curve as an HTML table that scrolls, by keyboard too.

    Parameters
    ----------
    sweep : Sweep
        The fits, K of them.
    sizes : ndarray of shape (K,), float64, optional
        Bytes of the indexed PNG for k = 1..K; NaN where not measured.
    """
    heads = ["k", "variance explained", "gain, percentage points", "inertia"]
    heads += [] if sizes is None else ["file size"]
    rows = _rows(sweep, sizes)
    return template.render("curve/table.jinja", label=LABEL, heads=heads, rows=rows)


def _rows(sweep: Sweep, sizes: NDArray[np.float64] | None) -> list[list[str]]:
    rows = []
    for i, gain in enumerate(sweep_gains(sweep)):
        row = [
            str(i + 1),
            text.percent(float(sweep.variance_explained[i])),
            f"{100 * gain:.2f}" if i else "–",
            text.amount(float(sweep.inertia[i])),
        ]
        if sizes is not None:
            row.append("–" if np.isnan(sizes[i]) else text.size(int(sizes[i])))
        rows.append(row)
    return rows


def as_csv(sweep: Sweep, sizes: NDArray[np.float64] | None = None) -> bytes:
    """Write the curve as a CSV file, every number in full.

    Parameters
    ----------
    sweep : Sweep
        The fits, K of them.
    sizes : ndarray of shape (K,), float64, optional
        Bytes of the indexed PNG for k = 1..K; NaN where not measured.

    Returns
    -------
    bytes
        UTF-8, a row of names and K rows: k, variance_explained, gain (of the share
        explained, over k − 1; empty for k = 1), inertia, file_size (only with
        sizes; empty where not measured) and the palette, hex codes with spaces.
    """
    file = io.StringIO()
    out = csv.writer(file)
    known = [] if sizes is None else ["file_size"]
    out.writerow(["k", "variance_explained", "gain", "inertia", *known, "palette"])
    for i, gain in enumerate(sweep_gains(sweep)):
        size = [] if sizes is None else ["" if np.isnan(sizes[i]) else int(sizes[i])]
        colors = round_centers(sweep.colors[i])
        out.writerow(
            [
                i + 1,
                float(sweep.variance_explained[i]),
                float(gain) if i else "",
                float(sweep.inertia[i]),
                *size,
                " ".join(map(hex_code, colors)),
            ]
        )
    return file.getvalue().encode()

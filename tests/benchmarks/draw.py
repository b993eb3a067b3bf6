"""The README's figure of the measurements, as SVG."""

import math
from statistics import median
from typing import Any
from xml.sax.saxutils import escape

from tests.benchmarks.growth import K_MAX, SIZES

_WIDTH, _ROW, _LEFT = 860, 30, 290
_COLORS = {16: "#1c7ed6", 64: "#e8590c", 256: "#2f9e44"}
_FLOOR, _CEILING = 0.01, 100.0  # seconds


def chart(found: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Draw bars of the time for k = 16 beside the whole sweep, and the growth."""
    bars = _bars(found)
    height = 60 + _ROW * len(bars) + 300
    body = [_text(16, 28, "Seconds for one fit of 16 colors (median photo)", 16)]
    for i, (name, seconds, ours) in enumerate(bars):
        y = 50 + _ROW * i
        fill = "#e8590c" if ours else "#868e96"
        length = max(2.0, (_WIDTH - _LEFT - 90) * seconds / max(b[1] for b in bars))
        body.append(_text(_LEFT - 10, y + 16, name, 13, "end"))
        body.append(
            f'<rect x="{_LEFT}" y="{y}" width="{length:.0f}" height="20"'
            f' fill="{fill}"/>'
        )
        body.append(_text(_LEFT + length + 8, y + 16, f"{seconds:.2f} s", 13))
    body += _growth(rows, 60 + _ROW * len(bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' font-family="sans-serif"><rect width="100%" height="100%" fill="#fff"/>'
        + "".join(body)
        + "</svg>\n"
    )


def _bars(found: dict[str, Any]) -> list[tuple[str, float, bool]]:
    sweep = median(found["k-colors"]["sweep"])
    bars = [("k-colors, every k from 1 to 64", sweep, True)]
    for name, entries in found.items():
        if name != "k-colors":
            bars.append((name, median(entries["16"]["seconds"]), False))
    return bars


def _growth(rows: list[dict[str, Any]], top: float) -> list[str]:
    body = [
        _text(16, top + 24, "Seconds for the sweep, by megapixels and largest k", 16)
    ]
    plot_top, plot_height = top + 44, 210

    def at(megapixels: float, seconds: float) -> tuple[float, float]:
        across = math.log(megapixels / SIZES[0]) / math.log(SIZES[-1] / SIZES[0])
        up = math.log(seconds / _FLOOR) / math.log(_CEILING / _FLOOR)
        return _LEFT - 220 + across * 660, plot_top + plot_height * (1 - up)

    for seconds in (0.01, 0.1, 1, 10, 100):
        x, y = at(SIZES[0], seconds)
        body.append(
            f'<line x1="{x:.0f}" x2="{x + 660:.0f}" y1="{y:.0f}" y2="{y:.0f}"'
            ' stroke="#dee2e6"/>'
        )
        body.append(_text(x - 8, y + 4, f"{seconds:g}", 12, "end"))
    for megapixels in SIZES:
        x, _ = at(megapixels, 1)
        body.append(
            _text(x, plot_top + plot_height + 18, f"{megapixels:g} MP", 12, "middle")
        )
    for k_max in K_MAX:
        points = [
            at(row["megapixels"], row["count"] + row["sweep"])
            for row in rows
            if row["k_max"] == k_max
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        body.append(
            f'<polyline points="{path}" fill="none" stroke-width="2.5"'
            f' stroke="{_COLORS[k_max]}"/>'
        )
        x, y = points[-1]
        body.append(_text(x + 10, y + 4, f"k ≤ {k_max}", 13))
    return body


def _text(x: float, y: float, words: str, size: int, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="#212529">{escape(words)}</text>'
    )

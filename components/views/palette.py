"""The colors of the current k."""

import colorsys

import numpy as np
import streamlit as st

from components import state, viewer, words
from components.cache import Palette

_ORDERS = ("Coverage", "Lightness", "Hue")
_GRAY = 0.08  # below this saturation a color has no hue worth sorting by


def show(palette: Palette) -> None:
    """Draw the palette, each color as wide as its share of the picture."""
    st.subheader("Palette")
    order = st.segmented_control(
        "Order by", _ORDERS, default=_ORDERS[0], key=state.ORDER, required=True
    )
    viewer.palette(swatches(palette, order or _ORDERS[0]))


def swatches(palette: Palette, order: str) -> list[dict[str, str | float]]:
    """Colors that are in use, in some order.

    Parameters
    ----------
    palette : Palette
        The colors.
    order : {"Coverage", "Lightness", "Hue"}
        Largest share first; darkest first; or around the color wheel, grays last.

    Returns
    -------
    list of dict
        ``hex``, ``share`` (0–1) and ``percent`` (in words).
    """
    shares = palette.counts / palette.counts.sum()
    used = [i for i in np.argsort(-shares, kind="stable") if shares[i] > 0]
    if order != "Coverage":
        rank = _lightness if order == "Lightness" else _hue
        used.sort(key=lambda i: rank(palette.colors[i]))
    return [
        {
            "hex": "#" + palette.colors[i].tobytes().hex(),
            "share": float(shares[i]),
            "percent": words.percent(float(shares[i])),
        }
        for i in used
    ]


def _lightness(color: np.ndarray) -> float:
    # Relative luminance's weights (Rec. 709) on the gamma-encoded values: luma.
    return float(color @ np.array([0.2126, 0.7152, 0.0722]))


def _hue(color: np.ndarray) -> tuple[bool, float]:
    hue, saturation, value = colorsys.rgb_to_hsv(*(color / 255))
    gray = saturation * value < _GRAY
    return gray, value if gray else hue

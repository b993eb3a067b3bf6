"""What fewer colors do to the size of the file, honestly."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components import cache, viewer, words
from components.cache import Drawing, Picture

_LOSSY = {"JPEG", "WEBP", "AVIF", "HEIF"}


def show(picture: Picture, centers: NDArray[np.float64], dither: bool) -> Drawing:
    """Draw the sizes as bars, and say in a sentence what they mean.

    Parameters
    ----------
    picture : Picture
        The original.
    centers : ndarray of shape (k, 3), float64
        Its colors.
    dither : bool
        Whether they mix by dots.

    Returns
    -------
    Drawing
        The whole picture in these colors.
    """
    st.header("File size")
    drawing = cache.draw(picture, centers, dither)
    lossless = cache.lossless_size(picture)
    before, after = picture.image.file_bytes, len(drawing.png)
    rows = (
        (f"The file as loaded ({picture.image.format})", before, False),
        ("The same pixels as PNG, all colors", lossless, False),
        (f"{words.colors(len(centers))} as indexed PNG", after, True),
    )
    viewer.bars(
        [
            {
                "label": label,
                "value": value,
                "text": words.size(value),
                "strong": strong,
            }
            for label, value, strong in rows
        ]
    )
    st.write(verdict(picture.image.format, before, lossless, after))
    return drawing


def verdict(kind: str, before: int, lossless: int, after: int) -> str:
    """Say what happened to the size, and why.

    Parameters
    ----------
    kind : str
        Format of the file that was loaded.
    before, lossless, after : int
        Bytes of the file as loaded, of its pixels as PNG, and of the k colors as
        indexed PNG.

    Returns
    -------
    str
        Markdown.
    """
    headline = (
        f"**{words.size(before)} → {words.size(after)}, {words.change(before, after)}**"
    )
    if after > before:
        return f"{headline} than the file you loaded. {_why_larger(kind)}"
    if kind == "PNG":
        return f"{headline} than the file you loaded."
    return (
        f"{headline} than the file you loaded. Compared with the same pixels as PNG,"
        f" fewer colors make it {words.change(lossless, after)}."
    )


def _why_larger(kind: str) -> str:
    if kind in _LOSSY:
        return (
            f"Fewer colors do not pay here: {kind} saves space by giving up fine"
            " detail, while an indexed PNG keeps every pixel as drawn. Take fewer"
            " colors, or keep your file."
        )
    return (
        "Fewer colors do not pay here: the file you loaded was packed more tightly"
        " than this one is. Take fewer colors, or keep your file."
    )

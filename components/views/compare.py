"""Original and quantized, side by side."""

import streamlit as st

from components import cache, viewer, words
from components.cache import Drawing, Palette, Picture


def show(picture: Picture, drawing: Drawing, palette: Palette) -> None:
    """Draw both pictures in the same scale.

    Parameters
    ----------
    picture : Picture
        The original.
    drawing : Drawing
        The picture on screen in k colors.
    palette : Palette
        Its colors.
    """
    shown = cache.preview(picture)
    size = (shown.width, shown.height)
    with st.container(key="viewer"), st.container(horizontal=True, wrap=False):
        viewer.picture(
            "original",
            cache.preview_png(picture),
            size,
            "Original",
            words.colors(len(picture.table)),
        )
        viewer.picture(
            "quantized",
            drawing.png,
            size,
            f"k = {len(palette.colors)}",
            words.colors(palette.used),
        )
    for remark in _remarks(picture, drawing):
        st.caption(remark)


def _remarks(picture: Picture, drawing: Drawing) -> list[str]:
    image, shown = picture.image, cache.preview(picture)
    remarks = []
    if shown is not image:
        remarks.append(
            f"Shown reduced, {shown.width:,} × {shown.height:,} of"
            f" {image.width:,} × {image.height:,} pixels. All figures, and the"
            " download, are those of the full size."
        )
    if not drawing.alpha_exact:
        remarks.append(
            f"Soft transparency is drawn in {drawing.alpha_steps} steps, as many as"
            " an indexed PNG has room for with this many colors."
        )
    return remarks

"""k-colors: find how few colors a picture needs.

The page in reading order. Start it with ``streamlit run app.py``.
"""

import streamlit as st

from components import cache, samples, state, viewer, words
from components.views import (
    about,
    compare,
    download,
    elbow,
    header,
    picker,
    recipe,
    share,
    sizes,
    slider,
    space,
    working,
)

st.set_page_config(
    page_title="k-colors: how few colors does this picture need?",
    page_icon=samples.icon(),
    layout="wide",
)

header.show()
picture = picker.show()
left, right = st.columns([3, 2], gap="large")
with left:
    k = slider.show(picture)
    status = working.slot()
with right:
    measure = space.show()

store, plain, ready = compare.show(picture, k)

with working.progress(status, "Finding the best colors for every k …") as watch:
    sweep, final = cache.sweep(picture, state.K_MAX, measure, watch, soon=True)
with store:
    palettes = compare.fill(picture, measure, sweep, final, k, plain)

working.let_the_picture_go_first(status, ready)
left, right = st.columns([2, 3], gap="large")
with right:  # first, because the files of a large picture take a moment
    elbow.show(sweep, k, final)
if not final:  # a large picture: what is shown is good, and the best follows
    with working.progress(status, "Polishing the colors …") as watch:
        cache.sweep(picture, state.K_MAX, measure, watch)
    st.rerun()
with left:
    drawing = sizes.show(picture, sweep.centers[k - 1])
with store:
    viewer.give_size(palettes, k, words.size(len(drawing.png)))
download.show(picture, drawing, k)
share.show()
recipe.show(picture, sweep, k, measure)
about.show()

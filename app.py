"""k-colors: find how few colors a picture needs.

The page in reading order. Start it with ``streamlit run app.py``: Streamlit then
imports this file once, to start the server, and runs it at every visit and click.
"""

import streamlit as st

from components import afterwards, cache, server
from components.background import Subject
from components.features.about import view as about
from components.features.colors import view as colors
from components.features.curve import view as elbow
from components.features.dithering import view as dithering
from components.features.download import view as download
from components.features.header import view as header
from components.features.ladder import view as ladder
from components.features.picker import view as picker
from components.features.quality import view as quality
from components.features.recipe import view as recipe
from components.features.share import view as share
from components.features.sizes import view as sizes
from components.features.slider import further
from components.features.slider import view as slider
from components.features.smaller import view as smaller
from components.features.space import view as space
from components.features.suggestions import view as suggestions
from components.features.viewer import view as compare
from components.features.viewer import widget as viewer
from components.shared import progress, state, text


def page() -> None:
    """Draw the page, as one visitor has it."""
    header.show()
    picture = picker.show()
    state.read_many()
    most = slider.largest_k(picture)
    left, right = st.columns([3, 2], gap="large")
    with left:
        k = slider.show(picture)
        with st.container(horizontal=True):
            dither = dithering.show()
            further.show()
        dithering.explain()
        status = progress.slot()
    with right:
        measure = space.show()

    style = state.read_style(dither)
    store, plain, ready = compare.show(picture, k, style)
    rungs = ladder.show(picture, most, k)

    with progress.progress(status, "Finding the best colors for every k …") as watch:
        sweep, final = cache.sweep(picture, most, measure, watch, soon=True)
    with store:
        palettes = compare.fill(picture, measure, sweep, final, k, style, plain)
    subject = Subject(picture, palettes, sweep, style)

    progress.let_the_picture_go_first(ready)
    left, right = st.columns([2, 3], gap="large")
    with right:  # first, because the files of a large picture take a moment
        suggestions.show(cache.suggestions(palettes, picture, sweep), k)
        same = suggestions.place_same(subject.known_same(), k)
        weighing = elbow.show(subject, k, final, store)
    if not final:  # a large picture: what is shown is good, and the best follows
        with progress.progress(status, "Polishing the colors …") as watch:
            cache.sweep(picture, most, measure, watch)
        st.rerun()
    with progress.progress(status, "Making the file smaller …") as watch:
        drawing = cache.draw(picture, sweep.centers[k - 1], style, watch)
    with left:
        sizes.show(picture, drawing, k)
        price = smaller.show(style)
        lost = quality.show(subject, k)
    with store:
        viewer.give_size(palettes, k, style.file, text.size(len(drawing.png)))
        compare.fill_labels(subject, k, drawing)
        ladder.fill(subject, rungs)
    download.show(picture, drawing, k)
    share.show()
    recipe.show(picture, sweep, k, measure, dither)
    colors.show(drawing.palette)
    about.show()

    afterwards.compare(lost, subject, k)
    afterwards.tell_the_price(price, subject, k, drawing)
    afterwards.measure_rungs(store, subject, rungs)
    afterwards.weigh(store, picture, drawing, k)
    afterwards.look_for_the_same(same, subject, k)
    afterwards.measure_all(weighing, subject)


if __name__ == "__main__":
    page()
else:
    app = st.App(__file__, **server.settings())

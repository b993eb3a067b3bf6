"""k-colors: find how few colors a picture needs.

The page in reading order. Start it with ``streamlit run app.py``: Streamlit then
imports this file once, to start the server, and runs it at every visit and click.
"""

import streamlit as st

from components import server
from components.features.about import view as about
from components.features.colors import view as colors
from components.features.curve import view as curve
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
from components.features.viewer import view as viewer
from components.model.document import Document
from components.model.fits import Fits
from components.shared import progress, run, state, styles, work


def page() -> None:
    """Draw the page, as one visitor has it."""
    header.show()
    styles.show()
    picture = picker.show()
    state.recall_many()
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

    style = smaller.chosen_style(dither)
    run.begin()
    plain, ready = viewer.show(picture, k, style)
    rungs = ladder.show(picture, most, k)

    with progress.progress(status, "Finding the best colors for every k …") as watch:
        sweep, final = work.sweep.wait_for_first(watch, picture, most, measure)
    document = Document(Fits(picture, measure, sweep, final), style)
    viewer.fill(document, k, plain)

    progress.let_the_picture_go_first(ready)
    left, right = st.columns([2, 3], gap="large")
    with right:  # first, because the files of a large picture take a moment
        suggestions.show(document, k)
        curve.show(document, k)
    if not final:  # a large picture: what is shown is good, and the best follows
        with progress.progress(status, "Polishing the colors …") as watch:
            work.sweep.wait(watch, picture, most, measure)
        st.rerun()
    with progress.progress(status, "Making the file smaller …") as watch:
        drawing = work.drawing(watch, document, k)
    with left:
        sizes.show(picture, drawing, k)
        smaller.show(document, drawing, k)
        quality.show(document, k)
    viewer.fill_drawing(document, k, drawing)
    ladder.fill(document, rungs)
    download.show(picture, drawing, k)
    share.show(holds_picture=picker.shows_sample())
    recipe.show(document, k)
    colors.show(drawing.palette)
    about.show()

    run.finish()


if __name__ == "__main__":
    page()
else:
    app = st.App(__file__, **server.app_options())

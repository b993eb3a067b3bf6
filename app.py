"""k-colors: find how few colors a picture needs.

The page in reading order. Start it with ``streamlit run app.py``: Streamlit then
imports this file once, to start the server, and runs it at every visit and click.
"""

from functools import partial
from typing import NoReturn

import streamlit as st

from components import server
from components.features.about import view as about
from components.features.animation import view as animation
from components.features.aside import view as aside
from components.features.blind_test import view as blind_test
from components.features.colors import view as colors
from components.features.curve import view as curve
from components.features.dithering import view as dithering
from components.features.download import view as download
from components.features.edits import view as edits
from components.features.flat import view as flat
from components.features.header import view as header
from components.features.ladder import view as ladder
from components.features.learn import view as learn
from components.features.lesson import view as lesson
from components.features.lists import view as lists
from components.features.many import view as many
from components.features.pattern import view as pattern
from components.features.picker import view as picker
from components.features.projector import view as projector
from components.features.quality import view as quality
from components.features.recipe import view as recipe
from components.features.share import view as share
from components.features.sizes import in_short
from components.features.sizes import view as sizes
from components.features.slider import further
from components.features.slider import view as slider
from components.features.smaller import view as smaller
from components.features.space import view as space
from components.features.steps import view as steps
from components.features.suggestions import view as suggestions
from components.features.viewer import view as viewer
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.fits import Fits
from components.shared import begun, progress, run, wish, work
from components.shared.tabs import Name, Tabs
from components.shared.waiting import Waiting


def page() -> None:
    """Draw the page, as one visitor has it."""
    header.configure()
    projector.show()
    wish.recall_many()
    with st.container(key="page"):
        run.begin()
        with st.container(key="top", horizontal=True, vertical_alignment="center"):
            header.show()
            picture = picker.show()
            with st.popover("Colors", key="own_colors"):
                given = lists.show()
                picture = pattern.show(picture, given)
                picture = aside.show(picture)
            with st.popover("Drawing", key="drawing"):
                dither, dots = dithering.show(given)
                further.show()
                measure, effect = space.show(dither)
                keep_flat = flat.show(picture, given)
            projector.button()
        most = slider.largest_k(picture)
        with st.container(key="slider"):
            k = slider.show(picture, given)
        style = smaller.chosen_style(dither, dots)
        wanted = (picture, most, measure, keep_flat, given)
        work.sweep.begin(*wanted)  # while the picture is made ready to be shown
        begun.begin(wanted, style, k)
        plain, ready = viewer.show(picture, k, style, given)
        waiting = Waiting(picture.key)
        side = st.container(key="side", gap="small")
        tabs = Tabs()

    with waiting.step("Finding the best colors for every k …") as watch:
        sweep, final = work.sweep.wait_for_first(watch, *wanted)
    fits = Fits(picture, measure, sweep, final, keep_flat, given)
    fitted = Document(fits, style)
    document = edits.changed(fitted, k)
    viewer.fill(document, k, plain)
    space.tell(effect, document.fits, k)

    progress.let_the_picture_go_first(ready)
    with side:
        suggestions.show(fitted, k)
        curve.show(fitted, k, document.edits)
        short = in_short.slot()
    waiting.only("short", "tab")
    if not work.is_drawable(style):
        waiting.anew("short", "tab")
    if not final and not begun.goes_on(wanted, style, k):
        polish(waiting, wanted)
    with waiting.step(work.making(style)) as watch, work.sweep.kept(*wanted):
        drawing = work.drawing(watch, document, k)
    viewer.fill_drawing(document, k, drawing)
    with short:
        in_short.show(document, drawing, k)
        download.show_png(document, drawing, k)
    waiting.only("tab")
    if not final:
        polish(waiting, wanted)

    with tabs.opened() as name:
        below(name, fitted, document, drawing, k, most)

    waiting.done()
    run.finish()


def polish(waiting: Waiting, wanted: begun.Wanted) -> NoReturn:
    """Wait for the best colors of a large picture: what is shown is good."""
    with waiting.step(work.polishing()) as watch:
        work.sweep.wait(watch, *wanted)
    st.rerun()


def below(
    name: Name,
    fitted: Document,
    document: Document,
    drawing: Drawing,
    k: int,
    most: int,
) -> None:
    """Draw what is in a tab."""
    match name:
        case "Stop":
            edits.tell(document, k)
            suggestions.explain(fitted)
            steps.show(fitted, most, k)
            ladder.show(fitted, most, k)
            blind_test.show(fitted, most)
            curve.show_more(fitted)
        case "Colors":
            colors.show(document, drawing, k)
        case "Sizes":
            sizes.show(document, drawing, k)
            smaller.show(document, drawing, k)
        case "Lost":
            quality.show(document, k)
        case "Take away":
            share.show(holds_picture=picker.shows_sample())
            download.show(document, drawing, k)
        case "Learn":
            sample = picker.shows_sample()
            asked = lesson.show_task(document, k, holds_picture=sample)
            learn.show(document)
            with st.container(key="below_the_stage"):
                notebook = partial(recipe.answers, document, asked)
                lesson.show(document, asked, notebook, holds_picture=sample)
                about.show()
                recipe.show(document, k)
        case "Many":
            animation.show(document, k, picker.file())
            many.show(document, k)


if __name__ == "__main__":
    page()
else:
    app = st.App(__file__, **server.app_options())

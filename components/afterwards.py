"""What comes when all else is on the page: figures that take a moment.

The run of the page goes on while they are worked out, and ends at once when
somebody moves the slider: nothing of this is in the way.
"""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import background
from components.background import Subject
from components.cache import Picture
from components.features.ladder import view as ladder
from components.features.quality import view as quality
from components.features.sizes import view as sizes
from components.features.smaller import view as smaller
from components.features.suggestions import view as suggestions
from components.model.drawing import Drawing
from components.shared import progress, state


def compare(spot: DeltaGenerator, subject: Subject, k: int) -> None:
    """Say how near the picture comes to the original."""
    if subject.known_quality(k) is None:
        found = subject.quality(k, progress.quietly)
        quality.fill(spot, found, subject.style.dither)


def tell_the_price(
    spot: DeltaGenerator, subject: Subject, k: int, drawing: Drawing
) -> None:
    """Say what a smaller file saves and costs."""
    if not subject.style.squeezed:
        return
    usual = subject.size(k, progress.quietly)
    before = subject.quick.quality(k, progress.quietly)
    after = subject.quality(k, progress.quietly)
    sizes_of_both = (usual, len(drawing.png))
    smaller.tell(spot, subject.style, sizes_of_both, (before, after))


def measure_rungs(store: DeltaGenerator, subject: Subject, ks: Sequence[int]) -> None:
    """Say how large the files of the small pictures are."""
    if background.sizes_known(subject, ks) is not None:
        return  # then it is on the page already
    found = background.sizes(subject, ks, progress.quietly)
    with store:
        ladder.fill_sizes(subject, found, late=True)


def weigh(store: DeltaGenerator, picture: Picture, drawing: Drawing, k: int) -> None:
    """Say what the picture weighs as other files."""
    with store:
        sizes.measure(picture, drawing, k, progress.quietly)


def look_for_the_same(spot: DeltaGenerator | None, subject: Subject, k: int) -> None:
    """Suggest the smallest k at which no difference can be seen, if that is due."""
    if spot is None:
        return
    with progress.progress(spot, suggestions.LOOKING) as watch:
        found = subject.same(watch)
    suggestions.show_same(spot, found, k)


def measure_all(spot: DeltaGenerator, subject: Subject) -> None:
    """Measure the file of every k for the chart, and draw that anew."""
    ks = range(1, subject.sweep.k_max + 1)
    if not state.sizes_wanted() or background.sizes_known(subject, ks) is not None:
        return
    with progress.progress(spot, "Writing and weighing the file of every k …") as watch:
        background.sizes(subject, ks, watch)
    st.rerun()

"""How few colors are enough for the eye, in four steps, each with a button."""

from collections.abc import Callable
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import STEPS, space_for
from components.features.steps import trials
from components.features.steps.row import Rows, difference, row_of
from components.features.steps.trials import Answers, Trial, Way
from components.model.document import Document
from components.shared import progress, run, text, visual, wish, work
from components.shared.callback import newest, whole
from components.shared.drawing_settings import DITHER, DOTS, SPACE
from components.shared.heading import header
from components.shared.steps import figure
from components.work.job import Watch
from components.work.settings import SETTINGS

_ASKED: Final = "_steps_asked"

_MEANING: Final = (
    "The fewest colors at which people no longer see a difference, in four steps, each"
    " stricter than the one before. They are found by trying: each number of colors is"
    " drawn and measured."
)
_SOURCE: Final = (
    "The measure and its steps are those of"
    " [SSIMULACRA 2](https://github.com/cloudinary/ssimulacra2). It was fitted to what"
    " people said of compressed photos in full size: take it as an estimate. Bands in"
    " smooth areas it hardly minds; the tab *Lost* tells of them."
)
_REDUCED: Final = (
    " This large picture is measured as it is shown, reduced to a million pixels."
)
_ON_GRAY: Final = (
    " Transparent parts are measured on dark and light gray; the lower score counts."
)
_UNSQUEEZED: Final = " Measured before the file is made smaller."


def show(document: Document, most: int, k: int) -> None:
    """Draw the steps; what is not known is looked for when all else is there.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    most : int
        The largest k on offer.
    k : int
        Number of colors now.
    """
    header("How low can one go?")
    st.write(_MEANING)
    trial = trials.at_hand(document, most)
    asked = SETTINGS.steps_unasked or _ASKED in st.session_state
    known = trials.find(trial, _known if asked else _unknown)
    rows = Rows(k, _take)
    _draw(rows, known, trial)
    with st.container(key="steps_progress"):
        spot = st.empty()
    st.write(f":small[{_SOURCE}{_on_what(document)}]")
    if known.complete:
        spot.write(_how_found(known, trial))
    elif asked:
        run.later(run.Turn.STEPS, lambda: _look(trial, rows, spot))
    else:
        spot.button("Find them", key="find_steps", on_click=_ask_for_them)


def _unknown(trial: Trial, k: int) -> None:
    """Look nothing up."""


def _known(trial: Trial, k: int) -> float | None:
    """Return a score if it is known."""
    sweep = trial.known_sweep(k)
    return None if sweep is None else visual.score.peek(trial.drawn(k, sweep))


def _look(trial: Trial, rows: Rows, spot: DeltaGenerator) -> None:
    """Look for what is not known; draw what is found as soon as it is."""
    share = 0.0

    def ask(tried: Trial, k: int) -> float:
        how = difference(tried.way, trial.way)
        sweep = tried.known_sweep(k)
        if sweep is None:
            most, *_ = wanted = tried.sweep_of(k)
            words = f"Finding the best colors for every k up to {most} {how}"
            sweep = visual.look_ahead(_bar(spot, words), trial.picture, *wanted)
        watch = _bar(spot, f"Trying {text.colors(k)} {how}", lambda _: share)
        return visual.score.wait(watch, tried.drawn(k, sweep))

    def tell(answers: Answers) -> None:
        nonlocal share
        share = answers.share
        _draw(rows, answers, trial)

    answers = trials.find(trial, ask, tell)
    tell(answers)
    spot.write(_how_found(answers, trial))


def _draw(rows: Rows, answers: Answers, trial: Trial) -> None:
    rows.draw({step: row_of(answers, step, trial) for step in STEPS})


def _bar(
    spot: DeltaGenerator,
    words: str,
    share: Callable[[float], float] = lambda done: done,
) -> Watch:
    """Return what shows how far something is, and makes way for another run."""
    said = f"{words.rstrip()} …"
    return progress.watcher(lambda done: spot.progress(share(done), text=said))


def _how_found(answers: Answers, trial: Trial) -> str:
    """Say what was done, and what comes nearest where not every step was reached."""
    tried = text.count(len(answers.here.scores), "number")
    said = f"{tried} of colors drawn and measured."
    if answers.way is not None:
        last = trial.limits[-1]
        here, there = answers.here.scores[last], answers.score
        how = difference(answers.way, trial.way) if there > here else "as it is"
        nearest = f"{text.colors(last)} {how}"
        said += f" Nearest to the original come {nearest}: {_points(max(here, there))}."
    return f":small[{said}]"


def _points(score: float) -> str:
    return f"{figure(score)} of 100"


def _on_what(document: Document) -> str:
    """Say what is measured where that is not what the download holds."""
    image = document.picture.image
    said = _REDUCED if work.preview(document.picture) is not image else ""
    said += _ON_GRAY if image.alpha is not None else ""
    return said + (_UNSQUEEZED if document.style.smoothness else "")


@whole
@newest("k")
def _take(k: int, way: Way | None) -> None:
    """Move the slider, and have the picture drawn in another way if need be."""
    if way is not None:
        st.session_state[SPACE.key] = space_for(way.space, dots=False)
        st.session_state[DITHER.key] = bool(way.dots)
        if way.dots:
            st.session_state[DOTS.key] = way.dots
    wish.set_k(k)


@whole
def _ask_for_them() -> None:
    """Look for the steps from now on, of whatever picture."""
    st.session_state[_ASKED] = True

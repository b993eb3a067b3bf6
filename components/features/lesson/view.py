"""For a class: a question, a mission that is checked, and a link to both."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from components.engine.formatting import one_line
from components.engine.judging.missions import Check
from components.features.lesson import checks, widget, worksheet
from components.features.lesson.catalogue import BY_KEY, offered
from components.features.lesson.tried import ENOUGH, tried_enough
from components.model.document import Document
from components.model.mission import Lesson, Mission
from components.shared import address, progress, run, text, wish
from components.shared.callback import whole
from components.shared.filenames import safe_name, stem
from components.shared.heading import header
from components.shared.samples import SAMPLES
from components.shared.state import Setting

MISSION: Final = Setting("mission", ("", *BY_KEY))
QUESTION: Final = "question"
"""Key of the field in the session, and name of the parameter in the address."""

MOST_LETTERS: Final = 200
"""A question has no more."""

_ASKED: Final = "_mission_asked"

_MEASURING: Final = "Measuring …"
_LOOKING: Final = "Looking for an answer …"
_HELPED: Final = " (Here you help by hand, with colors that you keep.)"


def show_task(document: Document, k: int, holds_picture: bool) -> Lesson:
    """Draw the list of missions, the question, and what there is to say of k.

    Parameters
    ----------
    document : Document
        The picture, its final fits, and how it is drawn.
    k : int
        Number of colors.
    holds_picture : bool
        Whether the picture is a sample.

    Returns
    -------
    Lesson
        What is asked of this picture.
    """
    sample = _sample(document, holds_picture)
    with st.container(key="mission_row", horizontal=True):
        chosen = _choose(sample)
        mission = chosen if chosen and chosen.sample in ("", sample) else None
        check = None
        if mission is not None:
            check = checks.known(mission, document, k)
            _offer_answer(mission, document, k, check)
        lesson = Lesson(recall_question(), mission, _color(mission, document))
        address.write(QUESTION, lesson.question or None)
        widget.task(
            {
                "question": lesson.question,
                "task": chosen.task if chosen else "",
                "says": _says(chosen, lesson, check) + _by_hand(lesson, document),
                "right": check is not None and check.right,
                "target": lesson.color,
                "nearest": "" if check is None else check.nearest,
            }
        )
    if mission is not None and check is None:
        run.later(run.Turn.FIGURES, lambda: _measure(mission, document, k))
    return lesson


def show(
    document: Document,
    lesson: Lesson,
    notebook: Callable[[], bytes],
    holds_picture: bool,
) -> None:
    """Draw what a teacher makes a lesson of.

    Parameters
    ----------
    document : Document
        The picture and its final fits.
    lesson : Lesson
        What is asked.
    notebook : callable
        Writes one that answers it. Like the worksheet it is written when somebody
        wants it, and not for every picture that is looked at in this tab.
    holds_picture : bool
        Whether the picture is a sample, which a link can name.
    """
    header("For a class")
    st.write(
        "The link opens what is set now: picture, k, act and start, the mission and"
        " your question, which then stand above the cloud."
    )
    # With `max_chars` a longer one that is pasted would be refused without a word.
    asked = st.text_input(
        "A question of your own",
        value=recall_question(),  # a browser may miss what is told once
        key=QUESTION,
        placeholder="Which color is given up first, and why?",
    )
    widget.class_link(holds_picture)
    if len(one_line(asked, len(asked))) > MOST_LETTERS:
        most = text.count(MOST_LETTERS, "letter")
        st.write(
            f":small[A question has at most {most}: the end of yours is left out.]"
        )
    st.write(
        "To print: the picture in a few numbers of colors, its curve, and questions"
        " with room to write. The notebook works the answers out with scikit-learn."
    )
    name = document.picture.name
    with st.container(horizontal=True):
        st.download_button(
            "Worksheet to print",
            data=partial(worksheet.to_print, document, stem(name), lesson),
            file_name=safe_name(name, "-worksheet.html"),
            mime="text/html",
            key="download_worksheet",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Answers as a notebook",
            data=notebook,
            file_name=safe_name(name, "-answers.ipynb"),
            mime="application/x-ipynb+json",
            key="download_answers",
            on_click="ignore",
            icon=":material/menu_book:",
        )


def recall_question() -> str:
    """Return the question; at first, that of the address. One line of plain text."""
    if QUESTION not in st.session_state:
        st.session_state[QUESTION] = _bounded(st.query_params.get(QUESTION, ""))
    return _bounded(st.session_state[QUESTION] or "")


def _bounded(question: str) -> str:
    return one_line(question, MOST_LETTERS)


def _sample(document: Document, holds_picture: bool) -> str:
    """Return the slug of the sample that is on the page; empty if none is."""
    name = document.picture.name
    slugs = (each.slug for each in SAMPLES.values() if each.file == name)
    return next(slugs, "") if holds_picture else ""


def _choose(sample: str) -> Mission | None:
    chosen = MISSION.recall()
    keys = ["", *(each.key for each in offered(sample))]
    if chosen not in keys:  # about another picture
        keys.append(chosen)
    names = {key: BY_KEY[key].name for key in keys if key}
    key = st.selectbox(
        "Mission",
        keys,
        index=keys.index(chosen),
        format_func=lambda key: names.get(key, "No mission yet: choose one"),
        key=MISSION.key,
        label_visibility="collapsed",
    )
    MISSION.write(key)
    return BY_KEY.get(key)


def _color(mission: Mission | None, document: Document) -> str:
    return "" if mission is None else checks.target(mission, document)


def _says(chosen: Mission | None, lesson: Lesson, check: Check | None) -> str:
    if chosen is None:
        return ""
    if lesson.mission is None:
        title = SAMPLES[chosen.sample].title
        return f"This mission is about another picture: choose {title} at the top."
    if _ASKED in st.session_state:
        return _LOOKING
    return _MEASURING if check is None else check.says


def _by_hand(lesson: Lesson, document: Document) -> str:
    return _HELPED if lesson.color and document.fits.given.pins else ""


def _measure(mission: Mission, document: Document, k: int) -> None:
    """Measure what it takes to check, and draw the page anew."""
    checks.measure(progress.quietly, mission, document, k)
    st.rerun()


# --- an answer, in the end


def _offer_answer(
    mission: Mission, document: Document, k: int, check: Check | None
) -> None:
    """Draw the button that shows an answer; nobody needs it who has found one."""
    name = f"{mission.key} {document.key}"
    enough = tried_enough(name, k)
    answer = checks.answer(mission, document, check)
    search = not checks.settled(mission, document)
    asked = st.session_state.get(_ASKED) == name
    if not asked:  # for another mission, or another picture
        st.session_state.pop(_ASKED, None)
    found = check is not None and check.right
    st.button(
        "Show me",
        key="show_me",
        disabled=found or asked or not enough or (answer is None and not search),
        on_click=_ask if search else wish.set_k,
        args=(name,) if search else (answer,),
        help=f"Goes to an answer, once you have tried {ENOUGH} numbers of colors.",
    )
    if asked:
        run.later(run.Turn.SEARCH, lambda: _search(mission, document))


@whole
def _ask(name: str) -> None:
    st.session_state[_ASKED] = name


def _search(mission: Mission, document: Document) -> None:
    """Look for an answer, and go there."""
    checks.search(progress.quietly, mission, document)
    st.session_state.pop(_ASKED, None)
    answer = checks.answer(mission, document, None)
    if answer is not None:
        wish.want_k(answer)
    st.rerun()

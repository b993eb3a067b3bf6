"""One step on the page: how many colors it takes, what that means, and a button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import STEPS, Space, Step
from components.features.steps.trials import Answers, Trial, Way
from components.shared import styles, template, text
from components.shared.steps import UNSEEN

_NAMES: Final[dict[Space, str]] = {
    "srgb": "RGB",
    "oklab": "Oklab",
    "oklrab": "Oklrab",
    "oklrab-dots": "Oklrab",
    "standardized": "normalized RGB",
}


@dataclass(frozen=True)
class Row:
    """What is said of one step.

    Attributes
    ----------
    head : str
        How many colors it takes.
    label, key : str
        What its button says, and is known by; another key for every label.
    k : int or None
        The number of colors that the button takes; None where there is none to take.
    way : Way or None
        How the picture is drawn then; None for as it is.
    """

    head: str
    label: str
    key: str
    k: int | None = None
    way: Way | None = None


def row_of(answers: Answers, step: Step, trial: Trial) -> Row:
    """Say what is known of a step.

    Parameters
    ----------
    answers : Answers
        What has been found so far.
    step : int
        One of `STEPS`.
    trial : Trial
        The picture as it is drawn on the page.
    """
    if not answers.here.settled(step):
        return Row("… colors", "Use …", f"step_{step}_looking")
    k = answers.here.k(step)
    if k is not None:
        every = "All " if k == trial.document.fits.end else ""
        return Row(f"{every}{text.colors(k)}", f"Use {k}", f"use_step_{step}_{k}", k)
    head = f"Not in {text.colors(trial.limits[-1])}"
    if step in answers.there.steps and answers.there.settled(step):
        k = answers.there.k(step)
        assert answers.way is not None
        label = f"Use {k} {difference(answers.way, trial.way)}"
        return Row(head, label, f"use_step_{step}_otherwise", k, answers.way)
    if step in answers.there.steps or answers.way is None:
        return Row(head, "Looking for a way …", f"step_{step}_otherwise")
    return Row(head, "Out of reach", f"step_{step}_out")


def difference(way: Way, here: Way) -> str:
    """Say what is done otherwise.

    Examples
    --------
    >>> here = Way("srgb", False)
    >>> difference(Way("oklab", "gentle"), here), difference(Way("oklab", False), here)
    ('with gentle dither in Oklab', 'in Oklab')
    >>> difference(Way("oklab", False), Way("standardized", "bayer"))
    'without dither in Oklab'
    """
    said = []
    if way.dots != here.dots:
        said.append(f"with {way.dots} dither" if way.dots else "without dither")
    if _NAMES[way.space] != _NAMES[here.space]:
        said.append(f"in {_NAMES[way.space]}")
    return " ".join(said)


class Rows:
    """The steps, drawn where this is made; what is said of them may come later.

    Parameters
    ----------
    k : int
        Number of colors now.
    take : callable
        Called with a number of colors, and with a way or None, at a click.
    """

    def __init__(self, k: int, take: Callable[[int, Way | None], None]) -> None:
        self._k, self._take = k, take
        self._shown: dict[Step, Row] = {}
        self._keys: set[str] = set()  # of the buttons that were drawn in this run
        with st.container(key="steplines"):
            self._spots = {step: self._places(step) for step in STEPS}

    def draw(self, rows: Mapping[Step, Row]) -> None:
        """Draw what has changed.

        No button comes twice in a run: where scores do not rise with k, what was said
        may be open again, and stays until there is something new to say.
        """
        for step, row in rows.items():
            before = self._shown.get(step)
            found = before is not None and before.k is not None
            if row.key not in self._keys and (row.k is not None or not found):
                self._shown[step] = row
                self._keys.add(row.key)
                self._draw(step, row)

    def _places(self, step: Step) -> tuple[DeltaGenerator, DeltaGenerator]:
        with st.container(
            key=f"stepline_{step}", horizontal=True, vertical_alignment="center"
        ):
            return st.empty(), st.empty()

    def _draw(self, step: Step, row: Row) -> None:
        words, button = self._spots[step]
        taken = row.k == self._k and row.way is None
        mark = styles.marked([row.key] if taken else [])
        words.html(
            template.render(
                "steps/row.jinja", mark=mark, head=row.head, said=UNSEEN[step]
            )
        )
        button.button(
            row.label,
            key=row.key,
            disabled=row.k is None,
            on_click=self._take,
            args=(row.k, row.way),
        )

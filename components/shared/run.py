"""One run of the page, from top to bottom: what is sent unseen, what comes last.

Streamlit runs the page in a thread at every visit and click; what belongs to one run
is found by that thread.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.shared import address, state


class Turn(IntEnum):
    """When something is done that waits until all else is on the page."""

    ASKED = 0  # what somebody has just pressed a button for
    FIGURES = 1  # what is looked at first
    COSTS = 2
    FILES = 3
    SEARCH = 4
    EVERY_K = 5
    STEPS = 6  # takes longest of all


@dataclass
class _Run:
    store: DeltaGenerator
    later: list[tuple[Turn, Callable[[], None]]] = field(default_factory=list)


_RUN: ContextVar[_Run] = ContextVar("run")


def begin() -> None:
    """Begin a run: make the place, unseen, for what the browser is sent.

    It is one container at a fixed place, so that nothing above the widgets comes or
    goes: they would be mounted anew.
    """
    _RUN.set(_Run(st.container(key="store")))


def store() -> DeltaGenerator:
    """Return the place, unseen, for what the browser is sent."""
    return _RUN.get().store


def later(turn: Turn, task: Callable[[], None]) -> None:
    """Do something when all else is on the page.

    The run goes on while it is done, and ends at once when somebody moves the
    slider: nothing of this is in the way.

    Parameters
    ----------
    turn : Turn
        Before and after what else it is done.
    task : callable
        Does it.
    """
    _RUN.get().later.append((turn, task))


def finish() -> None:
    """Keep what is chosen, tell the address, and do in turn what was left for later."""
    state.keep_choices()
    address.tell()
    for _, task in sorted(_RUN.get().later, key=lambda each: each[0]):
        task()

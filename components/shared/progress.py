"""A progress bar with words, for work that takes long enough to notice."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.shared import state

# Quicker work shows no bar at all: a bar that flashes is worse than none.
PATIENCE = 0.4
STEP = 0.01  # of the whole, that a bar moves at least

# Seconds that the chart waits for the first picture, at most.
_HEAD_START = 1.5


@contextmanager
def progress(place: DeltaGenerator, text: str) -> Iterator[Callable[[float], None]]:
    """Offer a function that shows the share done, 0–1, and clean up after it.

    Parameters
    ----------
    place : DeltaGenerator
        Where the bar is to be.
    text : str
        What is going on, in words.
    """
    start, told = time.monotonic(), -1.0

    def watch(share: float) -> None:
        nonlocal told
        state.make_way()
        if time.monotonic() - start > PATIENCE and abs(share - told) >= STEP:
            place.progress(min(max(share, 0.0), 1.0), text=text)
            told = share

    try:
        yield watch
    finally:
        place.empty()


def quietly(share: float) -> None:
    """Show nothing of how far something is, but make way when another run comes."""
    state.make_way()


def let_the_picture_go_first(ready: bool) -> None:
    """Hold back what is heavy for the browser until the first picture is there.

    The code of the chart takes the browser a second to read; what comes before it
    is on the screen that much sooner. Waits once a visit, and not for long: as soon
    as the picture is there, the page runs again.

    Parameters
    ----------
    ready : bool
        Whether the first picture is on the screen.
    """
    if not ready and st.context.headers and state.first_run():
        wait_for_another_run(_HEAD_START)


def wait_for_another_run(seconds: float) -> None:
    """Hold this run of the page back, because another is likely to replace it.

    Parameters
    ----------
    seconds : float
        How long, at most.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.05)
        state.make_way()

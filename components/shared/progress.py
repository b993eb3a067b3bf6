"""A progress bar with words, for work that takes long enough to notice."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.shared import state

# Quicker work shows no bar at all: a bar that flashes is worse than none.
_PATIENCE = 0.4
_STEP = 0.01  # of the whole, that a bar moves at least

# Seconds that the chart waits for the first picture, at most: what a slow phone takes.
# There the chart's code is read for longer than the picture takes to come.
_HEAD_START = 5.0


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
    try:
        yield watcher(lambda share: place.progress(share, text=text))
    finally:
        place.empty()


def watcher(
    show: Callable[[float], object], at_once: Callable[[], bool] = lambda: False
) -> Callable[[float], None]:
    """Return a function that is told the share done, and makes way for another run.

    Parameters
    ----------
    show : callable
        Called with the share, 0–1, when work takes long enough to notice and has gone
        on since.
    at_once : callable, optional
        Whether to show it however quick the work is.
    """
    start, told = time.monotonic(), -1.0

    def watch(share: float) -> None:
        nonlocal told
        state.make_way()
        late = at_once() or time.monotonic() - start > _PATIENCE
        if late and abs(share - told) >= _STEP:
            told = share
            show(min(max(share, 0.0), 1.0))

    return watch


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

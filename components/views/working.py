"""A progress bar with words, for work that takes long enough to notice."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

# Quicker work shows no bar at all: a bar that flashes is worse than none.
_PATIENCE = 0.4


@contextmanager
def progress(text: str) -> Iterator[Callable[[float], None]]:
    """Offer a function that shows the share done, 0–1, and clean up after it.

    Parameters
    ----------
    text : str
        What is going on, in words.
    """
    place = st.empty()
    start = time.monotonic()

    def watch(share: float) -> None:
        if time.monotonic() - start > _PATIENCE:
            place.progress(min(max(share, 0.0), 1.0), text=text)

    try:
        yield watch
    finally:
        place.empty()

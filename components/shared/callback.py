"""What is done at a click, done to its end."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

Parameters = ParamSpec("Parameters")

_HEARD: Final = "_heard"


def whole(callback: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Have a callback done to its end, whatever is asked for meanwhile.

    Streamlit looks for a newer request whenever the session is touched. If there is one
    it drops the rest of the callback and does not call it again: the click is lost, or
    the slider is pulled back to where it was before. Here the callback begins anew, and
    what came meanwhile is asked for when it has ended. (With Streamlit's ``fastReruns``
    that could not be done; ``.streamlit/config.toml`` turns it off.)

    Parameters
    ----------
    callback : callable
        Safe to be begun again wherever it touches the session.

    Returns
    -------
    callable
        For ``on_click=`` or ``on_change=``.
    """

    @functools.wraps(callback)
    def begin_until_done(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        newer = []
        while True:
            try:
                callback(*args, **kwargs)
            except RerunException as request:
                newer.append(request.rerun_data)
            else:
                break
        if newer:
            _ask_for(newer)

    return begin_until_done


@dataclass
class _Heard:
    """The kinds of clicks that were heard for one run, which has cursors of its own."""

    run: object
    kinds: set[str] = field(default_factory=set)


def newest(
    kind: str,
) -> Callable[[Callable[Parameters, None]], Callable[Parameters, None]]:
    """Have the newest of several clicks count, where they are heard together.

    Clicks that come while the page is at work are heard by its next run, all at once.
    Streamlit adds the older ones to the end of what the newest has sent, and calls them
    in that order: the oldest would have the last word.

    Parameters
    ----------
    kind : str
        What they are about, in which each takes the place of the one before.

    Returns
    -------
    callable
        A decorator, for what is done to its end (`whole`).
    """

    def of_several(
        callback: Callable[Parameters, None],
    ) -> Callable[Parameters, None]:
        @functools.wraps(callback)
        def the_first_called(
            *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> None:
            heard = _heard()
            if kind not in heard.kinds:
                callback(*args, **kwargs)
                heard.kinds.add(kind)

        return the_first_called

    return of_several


def _heard() -> _Heard:
    """Return what has been heard for this run so far."""
    context = get_script_run_ctx()
    run = object() if context is None else context.cursors
    heard: _Heard | None = st.session_state.get(_HEARD)
    if heard is None or heard.run is not run:
        heard = st.session_state[_HEARD] = _Heard(run)
    return heard


def _ask_for(requests: list[RerunData]) -> None:
    context = get_script_run_ctx()
    assert context is not None
    assert context.script_requests is not None
    context.script_requests.request_rerun_batch(requests)

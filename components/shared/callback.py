"""What is done at a click, done to its end."""

import functools
from collections.abc import Callable
from typing import ParamSpec

from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

Parameters = ParamSpec("Parameters")


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


def _ask_for(requests: list[RerunData]) -> None:
    context = get_script_run_ctx()
    assert context is not None
    assert context.script_requests is not None
    context.script_requests.request_rerun_batch(requests)

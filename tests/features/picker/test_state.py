"""Which picture is shown after quick choices, without a server."""

from collections.abc import Callable
from itertools import permutations
from types import SimpleNamespace
from typing import Any, cast

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from components.features.picker import state
from components.shared import announced, callback

VISIT = "a visit"


def choose() -> None:
    """Hear of the click on a sample."""
    state.choose_sample("logo")


@pytest.mark.parametrize("order", [*permutations([choose, state.upload_changed])])
def test_of_a_sample_and_a_file_the_one_that_was_asked_for_last_is_shown(
    monkeypatch: pytest.MonkeyPatch, order: tuple[Callable[[], None], ...]
) -> None:
    files = MemoryUploadedFileManager("/upload")
    server = SimpleNamespace(handle_backmsg=lambda *_: None)
    announced.listen(files, cast(Runtime, server))
    context = SimpleNamespace(session_id=VISIT)
    monkeypatch.setattr(announced, "get_script_run_ctx", lambda: context)
    (before,) = files.get_upload_urls(VISIT, ["before.png"])
    click = BackMsg()
    click.rerun_script.widget_states.widgets.add(id="sample_logo", trigger_value=True)
    server.handle_backmsg(VISIT, click)
    # The page hears of the click, and of a file, when this one has been announced.
    (after,) = files.get_upload_urls(VISIT, ["after.png"])
    for given, shown in ((before, False), (after, True)):
        session: dict[str, Any] = {state.UPLOAD: SimpleNamespace(file_id=given.file_id)}
        monkeypatch.setattr(streamlit, "session_state", session)
        for each in order:
            each()
        assert state.upload_shown() is shown
    files.remove_session_files(VISIT)


def test_of_several_clicks_heard_together_the_one_called_first_chooses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = SimpleNamespace(cursors={}, session_id=VISIT)
    for module in (announced, callback):
        monkeypatch.setattr(module, "get_script_run_ctx", lambda: run)
    monkeypatch.setattr(streamlit, "session_state", {})
    state.choose_sample("logo")
    state.choose_sample("cat")
    state.choose_upload()
    assert (state.sample().slug, state.upload_shown()) == ("logo", False)
    run.cursors = {}  # another run hears of another click
    state.choose_upload()
    state.choose_sample("cat")
    assert (state.sample().slug, state.upload_shown()) == ("logo", True)

"""Files that browsers are about to send.

Where one file takes the place of another, a browser first asks for an address for the
new one, then lets go of the old one, and the new one is there when all of it has been
sent. In between the page runs without any file; here stands that this will not last.

A click is heard by a run of the page that can be late: by then the browser may have
announced a file that was given after it.
"""

from collections.abc import Sequence
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadFileUrlInfo

_LATEST: Final[dict[str, str]] = {}  # of each session, what it asked for last
_BEFORE: Final[dict[str, str | None]] = {}  # and what it had before its last click


def listen(files: MemoryUploadedFileManager, server: Runtime) -> None:
    """Note from now on for which files addresses are given out, and before which click.

    Parameters
    ----------
    files : MemoryUploadedFileManager
        Who gives them out: the server's. It comes before what a page asks for next.
    server : Runtime
        Who takes the messages of browsers, in the order in which they were sent.
    """
    _listen_to_files(files)
    take = server.handle_backmsg

    def handle_backmsg(session_id: str, msg: BackMsg, **more: Any) -> None:  # noqa: ANN401 - passed on
        if any(each.trigger_value for each in msg.rerun_script.widget_states.widgets):
            _BEFORE[session_id] = _LATEST.get(session_id)
        take(session_id, msg, **more)

    setattr(server, "handle_backmsg", handle_backmsg)  # noqa: B010 - mypy's wish


def _listen_to_files(files: MemoryUploadedFileManager) -> None:
    give, forget = files.get_upload_urls, files.remove_session_files

    def get_upload_urls(
        session_id: str, file_names: Sequence[str]
    ) -> list[UploadFileUrlInfo]:
        given = give(session_id, file_names)
        for each in given:
            _LATEST[session_id] = each.file_id
        return given

    def remove_session_files(session_id: str) -> None:
        _LATEST.pop(session_id, None)
        _BEFORE.pop(session_id, None)
        forget(session_id)

    setattr(files, "get_upload_urls", get_upload_urls)  # noqa: B010 - mypy's wish
    setattr(files, "remove_session_files", remove_session_files)  # noqa: B010


def latest() -> str | None:
    """Return Streamlit's name of the file that this visitor's browser announced last.

    None if it has announced none.
    """
    context = get_script_run_ctx()
    return None if context is None else _LATEST.get(context.session_id)


def before_the_click() -> str | None:
    """Return the name of the file that was announced last before the last click.

    None if there was none.
    """
    context = get_script_run_ctx()
    return None if context is None else _BEFORE.get(context.session_id)

"""Answers to what a browser has asked for, kept where a run of the page begins.

What stands in line for a browser when a run begins is of the run before, and Streamlit
drops it. But answers stand in the same line: the address to which a file is to be sent,
and that of a file that was written at a click. Whoever gives a file right after a click
would wait for the address for good, and nothing would tell him.
"""

from typing import Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

_ANSWERS: Final = ("file_urls_response", "backend_operation_response")
_CLEAR: Final = ForwardMsgQueue.clear


def keep() -> None:
    """Have them kept from now on, whichever visitor they are for."""
    setattr(ForwardMsgQueue, "clear", _clear)  # noqa: B010 - mypy's wish


def _clear(
    queue: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    before = list(queue._queue)
    _CLEAR(queue, retain_lifecycle_msgs, fragment_ids_this_run)
    if not retain_lifecycle_msgs:
        return  # nobody is there to be told
    left = {id(message) for message in queue._queue}
    for message in before:
        if _is_answer(message) and id(message) not in left:
            queue.enqueue(message)


def _is_answer(message: ForwardMsg) -> bool:
    return message.WhichOneof("type") in _ANSWERS

"""A run of the page that begins drops what is old, and no answer."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from components.server import answers


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> ForwardMsgQueue:
    """Return a queue with something of the run before, and two answers."""
    monkeypatch.setattr(ForwardMsgQueue, "clear", ForwardMsgQueue.clear)
    answers.keep()
    queue = ForwardMsgQueue()
    for message in (shown("one"), address("a"), shown("two"), written("b")):
        queue.enqueue(message)
    return queue


def shown(words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, len(words)]
    message.delta.new_element.markdown.body = words
    return message


def address(request: str) -> ForwardMsg:
    message = ForwardMsg()
    message.file_urls_response.response_id = request
    return message


def written(request: str) -> ForwardMsg:
    message = ForwardMsg()
    message.backend_operation_response.request_id = request
    return message


def test_when_a_run_begins_the_answers_are_left_in_their_order(
    queue: ForwardMsgQueue,
) -> None:
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.flush() == [address("a"), written("b")]
    assert queue.flush() == []


def test_when_a_part_of_the_page_runs_each_is_sent_once(queue: ForwardMsgQueue) -> None:
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["a part"])
    left = [message for message in queue.flush() if not message.HasField("delta")]
    assert left == [address("a"), written("b")]


def test_what_comes_after_it_stands_behind(queue: ForwardMsgQueue) -> None:
    queue.clear(retain_lifecycle_msgs=True)
    queue.enqueue(shown("one"))
    queue.enqueue(shown("won"))  # at the same place
    assert queue.flush() == [address("a"), written("b"), shown("won")]


def test_when_the_visitor_is_gone_nothing_is_left(queue: ForwardMsgQueue) -> None:
    queue.clear()
    assert queue.flush() == []

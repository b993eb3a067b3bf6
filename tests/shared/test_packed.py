"""What travels to the browser's store can be read there, and is written but once."""

from collections.abc import Mapping

import pytest

from components.shared import file_sizes
from components.shared.widget import packed
from components.work.cache import FIGURES
from tests.test_page import page
from tests.unpacked import header_and_file


def test_a_file_follows_what_is_said_of_it() -> None:
    message = packed({"kind": "picture", "file": b"\x89PNG", "id": "näher"})
    assert header_and_file(message) == ({"kind": "picture", "id": "näher"}, b"\x89PNG")


def test_a_name_of_a_file_is_no_file() -> None:
    sizes = {"kind": "sizes", "file": "png"}
    assert header_and_file(packed(sizes)) == (sizes, b"")


@pytest.mark.page
def test_sizes_that_were_told_before_are_not_written_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = page(sample="pixel-art", k="3")
    for k in (2, 3):
        at.slider(key="k").set_value(k).run()
    written: list[Mapping[str, object]] = []

    def note(message: Mapping[str, object]) -> bytes:
        written.append(message)
        return packed(message)

    monkeypatch.setattr(file_sizes, "packed", note)
    at.slider(key="k").set_value(2).run()
    assert written == []
    FIGURES.clear()
    at.slider(key="k").set_value(3).run()
    assert written != []
    assert not at.exception

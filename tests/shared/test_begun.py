"""The drawing is begun before the page asks for it, and is the one that it asks for."""

from collections.abc import Hashable
from typing import Any

import pytest

from components.shared import begun
from components.work.cache import PICTURES
from components.work.job import Cached
from tests.test_page import page

pytestmark = pytest.mark.page


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> list[Hashable]:
    """Note what is begun, and begin nothing."""
    noted: list[Hashable] = []

    def note(cached: Cached[..., Any], *arguments: Any) -> None:  # noqa: ANN401
        noted.append(cached.key_of(*arguments))

    monkeypatch.setattr(Cached, "begin", note)
    return noted


def test_what_is_begun_is_what_the_page_shows(
    keys: list[Hashable], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(begun, "_CALM", 0.0)
    PICTURES.clear()
    at = page(sample="pixel-art", k="5")
    keys.clear()  # at first nobody knows the fits, or somebody has been here before
    for k in (7, 6):
        at.slider(key="k").set_value(k).run()
        assert len(set(keys)) == 1
        assert PICTURES.known(keys.pop()) is not None
        keys.clear()


def test_of_many_moves_in_a_moment_one_is_drawn_at_once(
    keys: list[Hashable], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(begun, "_CALM", 3600.0)
    at = page(sample="pixel-art", k="5")
    keys.clear()
    for k in (7, 6):
        at.slider(key="k").set_value(k).run()
    assert keys == []


def test_a_file_that_is_packed_tightly_begins_where_it_is_shown(
    keys: list[Hashable], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(begun, "_CALM", 0.0)
    at = page(sample="pixel-art", k="3", smaller="same")
    at.slider(key="k").set_value(2).run()
    assert keys == []

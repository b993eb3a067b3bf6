"""While another picture is worked out, it is said how far, and nothing old is seen."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.shared import progress, waiting


def page() -> None:
    """Work something out in two steps, as far as the session says."""
    import streamlit as st

    from components.shared.waiting import Waiting

    wait = Waiting(st.session_state["picture"])
    for share, old in ((0.2, ("short", "tab")), (0.7, ("tab",))):
        with wait.step(f"Step {share}") as watch:
            watch(share)
        wait.only(*old)
        if share == 0.2 and st.session_state.get("anew"):
            wait.anew("short", "tab")
        if share == st.session_state.get("until"):
            st.stop()
    wait.done()


SHORT_AND_TAB, TAB = (
    waiting.unseen(parts).partition("{")[0] for parts in (("short", "tab"), ("tab",))
)


def run(at: AppTest, picture: str, until: float | None = None) -> AppTest:
    at.session_state["picture"], at.session_state["until"] = picture, until
    return at.run()


def bar(at: AppTest) -> str | None:
    found = [each.proto.text for each in at.get("progress")]
    return found[0] if found else None


def hidden(at: AppTest) -> list[str]:
    return [each.proto.body.partition("{")[0] for each in at.get("html")]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the page, on which everything takes long enough to be told of."""
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    return AppTest.from_function(page)


def test_one_bar_goes_on_from_step_to_step_and_run_to_run(slow: AppTest) -> None:
    assert bar(run(slow, "a", until=0.2)) == "Step 0.2"
    assert bar(run(slow, "a", until=0.7)) == "Step 0.7"
    assert bar(run(slow, "a")) is None


def test_a_bar_is_there_from_the_beginning_of_the_next_run(slow: AppTest) -> None:
    run(slow, "a", until=0.7)

    def only_the_place() -> None:
        from components.shared.waiting import Waiting

        Waiting("a")

    again = AppTest.from_function(only_the_place)
    again.session_state["_waiting_left"] = slow.session_state["_waiting_left"]
    assert bar(again.run()) == "Step 0.7"


def test_what_is_there_at_the_end_of_a_run_is_not_taken_away_first_in_the_next(
    slow: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise AssertionError("a browser may draw that")

    run(slow, "a")
    run(slow, "b", until=0.2)
    monkeypatch.setattr(st, "empty", refuse)
    assert not run(slow, "b").exception
    assert run(slow, "c").exception  # where nothing is there, it is an empty place


def test_what_is_left_of_the_picture_before_is_not_seen(slow: AppTest) -> None:
    assert hidden(run(slow, "a", until=0.2)) == []  # there is none before the first
    run(slow, "a")
    assert hidden(run(slow, "b", until=0.2)) == [SHORT_AND_TAB]
    assert hidden(run(slow, "b", until=0.7)) == [TAB]
    assert hidden(run(slow, "b", until=0.2)) == [TAB]  # nothing is taken back
    assert hidden(run(slow, "b")) == []
    assert hidden(run(slow, "b", until=0.2)) == []  # all of it is this picture's


def test_what_is_there_of_a_picture_that_was_left_is_not_seen_either(
    slow: AppTest,
) -> None:
    assert hidden(run(slow, "a", until=0.7)) == []  # though not all of it has come
    assert hidden(run(slow, "b", until=0.2)) == [SHORT_AND_TAB]
    assert hidden(run(slow, "a", until=0.2)) == [SHORT_AND_TAB]
    run(slow, "a")
    assert hidden(run(slow, "b", until=0.7)) == [TAB]
    assert hidden(run(slow, "a", until=0.2)) == [SHORT_AND_TAB]


def test_what_is_of_another_drawing_of_it_is_not_seen_where_that_takes_long(
    slow: AppTest,
) -> None:
    run(slow, "a")
    slow.session_state["anew"] = True
    assert hidden(run(slow, "a", until=0.2)) == [SHORT_AND_TAB]
    assert hidden(run(slow, "a", until=0.7)) == [TAB]
    assert hidden(run(slow, "a")) == []


def test_at_first_all_of_it_is_hidden_and_keeps_its_room() -> None:
    rule = waiting.unseen(["side", "tab"])
    assert ".st-key-side,.st-key-tab [role=tabpanel]{visibility:hidden}" in rule


def test_what_is_quick_shows_nothing() -> None:
    quick = AppTest.from_function(page)
    run(quick, "a")
    assert bar(run(quick, "b", until=0.2)) is None
    assert hidden(quick) == []
